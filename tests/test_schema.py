"""Tables become records, or problems with their lines."""

import datetime
import time
from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import Location, Problem
from builder.schema import MOST_PROBLEMS, Count, Day, Language, Url, nearest, read_record
from builder.tables import Table, read_toml, read_yaml


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table below a key."""

    name: str
    number: Count = 1


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of every type that front matter has."""

    title: str
    day: Day | None = None
    url: Url = ""
    language: Language = ""
    kind: Literal["essay", "letter"] | None = None
    shown: bool = False
    jobs: int = 0
    tags: tuple[str, ...] = ()
    part: Part | None = None
    parts: tuple[str | Part, ...] = ()
    extra: dict[str, object] = msgspec.field(default_factory=dict)
    pattern: Annotated[str, msgspec.Meta(pattern="^a+$")] = ""


class Whole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file in which a table must stand."""

    record: Record


def misfits(text: str) -> list[Problem]:
    """What is wrong with the YAML of a record."""
    record, problems = read_record(read_yaml(text, "a.md"), Record)
    assert (record is None) == bool(problems)
    return problems


def only_misfit(text: str) -> Problem:
    """The one thing that is wrong."""
    (problem,) = misfits(text)
    assert problem.hint
    return problem


def test_a_table_that_fits_is_a_record() -> None:
    """Text becomes what each field wants; an empty value is as good as none."""
    text = """
title: 1916
day: 2016-10-18
url: https://example.org/a?b#c
language: zh-Hant-TW
kind: letter
shown: true
jobs: "3"
tags: [no, 12:30]
part: {name: x, number: 2}
parts: [a, {name: b}]
extra: {a: [b, {c: d}]}
pattern:
"""

    assert read_record(read_yaml(text, "a.md"), Record) == (
        Record(
            title="1916",
            day=datetime.date(2016, 10, 18),
            url="https://example.org/a?b#c",
            language="zh-Hant-TW",
            kind="letter",
            shown=True,
            jobs=3,
            tags=("no", "12:30"),
            part=Part("x", 2),
            parts=("a", Part("b")),
            extra={"a": ["b", {"c": "d"}]},
        ),
        [],
    )


MISFITS = {
    "title: [a]": (1, "`title` must be one value, not a list", "on one line"),
    "title: {a: b}": (1, "`title` must be one value, not a table", "on one line"),
    "title:": (1, "`title` is empty", "write something"),
    "title: ' '": (1, "`title` is empty", "write something"),
    "jobs: 1": (1, "`title` is missing", "`title`"),
    "title: x\nday: 2016-02-30": (2, "'2016-02-30' is not a day of the calendar", "2016-10-18"),
    "title: x\nday: October 18": (2, "'October 18' is not a day of the calendar", "2016-10-18"),
    "title: x\nday: 2016-10-18T09:30": (2, "is not a day of the calendar", "2016-10-18"),
    "title: x\nday: [2016-10-18]": (2, "`day` must be one value, not a list", "on one line"),
    "title: x\nurl: example.org": (2, "'example.org' is not a web address", "https://"),
    "title: x\nurl: ftp://example.org": (2, "is not a web address", "https://"),
    "title: x\nurl: javascript:alert(1)": (2, "is not a web address", "https://"),
    "title: x\nurl: http://": (2, "is not a web address", "https://"),
    'title: x\nurl: "http://[x/"': (2, "is not a web address", "https://"),
    "title: x\nurl: http://a℀b/": (2, "is not a web address", "https://"),
    "title: x\nurl: http://a/b c": (2, "is not a web address", "https://"),
    'title: x\nurl: "http://a/\\n"': (2, "is not a web address", "https://"),
    "title: x\nlanguage: english": (2, "'english' is not a language code", "pt-BR"),
    "title: x\nlanguage: pt_BR": (2, "'pt_BR' is not a language code", "pt-BR"),
    "title: x\nkind: leter": (2, "unknown kind 'leter'", 'did you mean "letter"?'),
    "title: x\nkind: film": (2, "unknown kind 'film'", "write one of essay, letter"),
    "title: x\nkind: [essay]": (2, "unknown kind ['essay']", "essay"),
    "title: x\nshown: yes": (2, "'yes' is not true or false", "true"),
    "title: x\njobs: many": (2, "'many' is not a whole number", "1"),
    "title: x\ntags: science": (2, "`tags` must be a list", "[science]"),
    "title: x\ntags: {a: b}": (2, "`tags` must be a list", "between [ and ]"),
    "title: x\ntags:\n- a\n- [b]": (4, "`tags[1]` must be one value, not a list", "on one line"),
    "title: x\npart: y": (2, "`part` must hold keys", "name, number"),
    "title: x\npart: [y]": (2, "`part` must hold keys", "name, number"),
    "title: x\npart:\n  number: 1": (2, "`part.name` is missing", "begins `name`, below `part`"),
    "title: x\npart:\n  name: y\n  number: 0": (4, "'0' is not a whole number from 1", "write, say, 1"),
    "title: x\npart:\n  name: y\n  numbr: 1": (4, "unknown key `part.numbr`", 'did you mean "number"?'),
    "title: x\nparts:\n- a\n- name: b\n  nr: 1": (5, "unknown key `parts[1].nr`", "name, number"),
    "title: x\nparts:\n- [a]": (3, "`parts[0]` must be one value, not a list", "on one line"),
    "title: x\nextra: y": (2, "`extra` must hold keys", "below it"),
    "title: x\nextra: [y]": (2, "`extra` must hold keys", "below it"),
    "title: x\npattern: b": (2, "`pattern`: 'b' is not text", "write"),
    "title: x\ntitel: y": (2, "unknown key `titel`", 'did you mean "title"?'),
    "title: x\nzzz: y": (2, "unknown key `zzz`", "the keys here are title, day"),
}


@pytest.mark.parametrize("text", MISFITS)
def test_what_does_not_fit_is_a_problem_with_its_line(text: str) -> None:
    """Each says what was written, and what to write instead."""
    line, message, hint = MISFITS[text]
    problem = only_misfit(text)

    assert problem.where == Location("a.md", line)
    assert message in problem.message
    assert hint in problem.hint


def test_all_misfits_are_told_at_once() -> None:
    """One failed build is enough to mend a file."""
    text = "titel: x\nday: soon\nkind: film\nextra: {a: [b, {c: [d]}]}\nparts:\n- {}\n- nme: x\n"

    assert [(problem.where.line, problem.message) for problem in misfits(text)] == [
        (1, "`title` is missing"),
        (1, "unknown key `titel`"),
        (2, "`day`: 'soon' is not a day of the calendar"),
        (3, "unknown kind 'film'"),
        (6, "`parts[0].name` is missing"),
        (7, "`parts[1].name` is missing"),
        (7, "unknown key `parts[1].nme`"),
    ]


def test_toml_misfits_have_their_lines_too() -> None:
    """Arrays of tables, tables, and keys with dots."""
    text = 'title = "x"\nday = 2016-10-18T09:30:00\npart.numbr = 1\n[[parts]]\nname = "a"\n[[parts]]\nnme = "b"\n'
    record, problems = read_record(read_toml(text, "a.md", 2), Record)

    assert record is None
    assert [(problem.where.line, problem.message) for problem in problems] == [
        (3, "`day`: '2016-10-18T09:30:00' is not a day of the calendar"),
        (4, "`part.name` is missing"),
        (4, "unknown key `part.numbr`"),
        (7, "`parts[1].name` is missing"),
        (8, "unknown key `parts[1].nme`"),
    ]


def test_what_is_missing_from_a_missing_table_is_named() -> None:
    """An empty file lacks a title, and not some table that holds one."""
    _, problems = read_record(read_toml("", "site.toml"), Whole)

    assert [str(problem) for problem in problems] == [
        "site.toml:1: `record.title` is missing; add a line that begins `title`, below `record`"
    ]


def test_long_values_are_not_told_in_full() -> None:
    """A message fits a screen."""
    assert len(only_misfit(f"title: x\nkind: {'y' * 10_000}").message) < 100


def test_a_file_of_another_kind_is_not_told_in_full() -> None:
    """The first hundred of thousands of unknown keys are enough, and cost little."""
    table = read_yaml("".join(f"key{number}: x\n" for number in range(7_000)), "a.md")
    began = time.process_time()
    _, problems = read_record(table, Record)

    assert len(problems) == MOST_PROBLEMS
    assert time.process_time() - began < 1


def test_the_nearest_word_is_asked_for() -> None:
    """Nothing is said where nothing is near."""
    assert nearest("titel", ["deck", "title"]) == 'did you mean "title"?'
    assert nearest("zzz", ["deck", "title"]) == ""


VALUES = st.recursive(
    st.text("ab1-:/.ex", max_size=12) | st.sampled_from(["null", "true", "2016-02-30", "http://a", "en"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "number", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*Record.__struct_fields__, "titel"]), VALUES))
def test_a_table_is_a_record_or_has_problems(values: dict[str, object]) -> None:
    """Whatever msgspec refuses, the walk finds a reason for."""
    table = Table(file="a.md", values=values, lines=dict.fromkeys(values, 1))  # type: ignore[arg-type]
    record, problems = read_record(table, Record)

    assert (record is None) == bool(problems)
    assert all(problem.hint and problem.where.file == "a.md" for problem in problems)
