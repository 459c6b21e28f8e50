"""YAML and TOML as plain tables, and the line of every key."""

import json
import time
import tomllib
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.errors import Location, Problem, ProblemsError
from builder.tables import Table, Value, decode_text, prune, read_toml, read_yaml
from builder.tables.from_yaml import read_any_yaml
from builder.tables.simple_yaml import read_simple_yaml
from builder.tables.toml_lines import BombError, find_toml_keys


def only_problem_of_yaml(text: str) -> Problem:
    """The one thing that is wrong with a YAML text, which begins on line 2 of a.md."""
    with pytest.raises(ProblemsError) as caught:
        read_yaml(text, "a.md", 2)
    (problem,) = caught.value.problems
    assert problem.where.file == "a.md"
    assert problem.hint
    return problem


def only_problem_of_toml(text: str) -> Problem:
    """The one thing that is wrong with a TOML text, which begins on line 2 of a.md."""
    with pytest.raises(ProblemsError) as caught:
        read_toml(text, "a.md", 2)
    (problem,) = caught.value.problems
    assert problem.where.file == "a.md"
    assert problem.hint
    return problem


def test_yaml_scalars_are_text_as_written() -> None:
    """What `no` or a date means is not for YAML to say."""
    text = "a: no\nb: 1916\nc: 12:30\nd: 2016-10-18\ne: 1e3\nf: '0x10'\ng: 3.10\nh: yes\ni: [~, null, 'null']"

    assert read_yaml(text, "a.md").values == {
        "a": "no",
        "b": "1916",
        "c": "12:30",
        "d": "2016-10-18",
        "e": "1e3",
        "f": "0x10",
        "g": "3.10",
        "h": "yes",
        "i": ["", "", "null"],
    }


def test_toml_scalars_are_text() -> None:
    """The schema types the values of both formats alike."""
    text = "a = true\nb = 1916\nc = 3.10\nd = 2016-10-18\ne = 12:30:00\nf = [false]\ng = {h = 'x'}\n"

    assert read_toml(text, "a.md").values == {
        "a": "true",
        "b": "1916",
        "c": "3.10",
        "d": "2016-10-18",
        "e": "12:30:00",
        "f": ["false"],
        "g": {"h": "x"},
    }


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "   \n# nothing"])
def test_nothing_is_an_empty_table(text: str) -> None:
    """The schema says what is missing."""
    assert read_yaml(text, "a.md").values == {}
    assert read_toml(text, "a.md").values == {}


def test_every_key_of_yaml_knows_its_line() -> None:
    """Nested keys, lists, and keys behind values of several lines."""
    text = """\
title: >
  Dune:
  a novel
"quoted key": x
authors:
  - name: Ada
    role: >-
      of

      something
  -
    name: Grace
  - Jane
tags: [a,
  b]
rights: {basis: x,
  holder: y}
note: "of
  several lines"
last: 'x'
"""

    assert read_yaml(text, "a.md", 2).lines == {
        "title": 2,
        "quoted key": 5,
        "authors": 6,
        "authors[0]": 7,
        "authors[0].name": 7,
        "authors[0].role": 8,
        "authors[1]": 13,
        "authors[1].name": 13,
        "authors[2]": 14,
        "tags": 15,
        "tags[0]": 15,
        "tags[1]": 16,
        "rights": 17,
        "rights.basis": 17,
        "rights.holder": 18,
        "note": 19,
        "last": 21,
    }


TOML = """\
# title = "not this one"
title = "Dune" # rights = 1
"quoted key" = 'x = 1'
rights . "holder" = "y"
note = \"\"\"
[extra]
deck = "not this one"
\\\"""
\"\"\"
path = 'C:\\'
lines = '''
a = "b'''
tags = [
  "a", # a, b
  "b = c",
  [1, 2],
  [3]
]
number = 3.14
day = 2016-10-18 09:30:00Z
inline = { a = { b = 1 }, "c d" = [ { e = 1 }, { e = 2 } ] }

[[authors]]
name = "Ada"

[[ authors ]]
name = "Grace"
[authors.extra]
place = "x"
[[authors.'known as']]
a.b = 1
[[authors."known as"]]
a.b = 2

[extra.deep]
last = true
"""


def test_every_key_of_toml_knows_its_line() -> None:
    """Dotted and quoted keys, arrays of tables and what is below them, and keys behind values of several lines."""
    assert find_toml_keys(TOML) == {
        "title": 2,
        "quoted key": 3,
        "rights": 4,
        "rights.holder": 4,
        "note": 5,
        "path": 10,
        "lines": 11,
        "tags": 13,
        "tags[0]": 14,
        "tags[1]": 15,
        "tags[2]": 16,
        "tags[2][0]": 16,
        "tags[2][1]": 16,
        "tags[3]": 17,
        "tags[3][0]": 17,
        "number": 19,
        "day": 20,
        "inline": 21,
        "inline.a": 21,
        "inline.a.b": 21,
        "inline.c d": 21,
        "inline.c d[0]": 21,
        "inline.c d[0].e": 21,
        "inline.c d[1]": 21,
        "inline.c d[1].e": 21,
        "authors[0]": 23,
        "authors[0].name": 24,
        "authors[1]": 26,
        "authors[1].name": 27,
        "authors[1].extra": 28,
        "authors[1].extra.place": 29,
        "authors[1].known as[0]": 30,
        "authors[1].known as[0].a": 31,
        "authors[1].known as[0].a.b": 31,
        "authors[1].known as[1]": 32,
        "authors[1].known as[1].a": 33,
        "authors[1].known as[1].a.b": 33,
        "extra.deep": 35,
        "extra.deep.last": 36,
    }


def paths_of(value: object, path: str = "") -> set[str]:
    """Every path at which a value stands."""
    if isinstance(value, dict):
        below = [(f"{path}.{key}" if path else key, item) for key, item in value.items()]
    elif isinstance(value, list):
        below = [(f"{path}[{number}]", item) for number, item in enumerate(value)]
    else:
        return {path}
    return {path}.union(*(paths_of(item, where) for where, item in below))


def test_the_lines_of_toml_are_those_of_its_values() -> None:
    """Each path that has a line has a value; only the tables that no line names have none."""
    assert find_toml_keys(TOML).keys() <= paths_of(tomllib.loads(TOML))
    assert paths_of(tomllib.loads(TOML)) - find_toml_keys(TOML).keys() == {
        "",
        "authors",
        "authors[1].known as",
        "extra",
    }


def test_a_path_without_a_line_is_at_what_holds_it() -> None:
    """A missing key is shown where it should stand."""
    table = read_yaml("title: x\nseries:\n  name: y\nauthors:\n  - a\n", "a.md", 2)

    assert table.at("series.number") == Location("a.md", 3)
    assert table.at("authors[0].name") == Location("a.md", 6)
    assert table.at("authors[7]") == Location("a.md", 5)
    assert table.at("rights.basis") == Location("a.md", 2)
    assert Table(file="a.md", values={}, lines={}).at("title") == Location("a.md", 1)


BAD_YAML = {
    'title: "Dune\ndeck: x\n': (2, "the quote that begins here is not closed"),
    "deck: x\ntitle: 'Dune\nplace: y\n": (3, "the quote that begins here is not closed"),
    "deck: x\ntitle: Dune: a novel\n": (3, "a colon and a space stand inside a value"),
    "title: x\n\tdeck: y\n": (3, "a tab stands before the first word"),
    "extra:\n\ta: b\n": (3, "a tab stands before the first word"),
    "deck: x\ntitle: @dune\n": (3, "a sign that means something else"),
    "title: `dune`\n": (2, "a sign that means something else"),
    "title: %dune\n": (2, "a sign that means something else"),
    "title: *\n": (2, "a sign that means something else"),
    "title: x\njust words\nplace: y\n": (3, "the line is no `key: value`"),
    'title: "a "quoted" word"\n': (2, "the line does not fit those above it"),
    "extra:\n  a: 1\n b: 2\n": (4, "the line does not fit those above it"),
    "title: x\ntags: [a, b\ndeck: y\n": (3, "the list that begins here is not closed"),
    "title: x\nrights: {holder: a\ndeck: y\n": (3, "the table that begins here is not closed"),
    'title: x\ndeck: "C:\\docs"\n': (3, "a backslash stands in double quotes"),
    'title: "\\ud800"\n': (2, "a backslash stands in double quotes"),
    "title: - x\n": (2, "a list begins behind its key"),
    "tags:\n- a\nb\n": (4, "the line is no `key: value`"),
    "title: x\n...\nplace: y\n": (4, "ends the table"),
    "title: x\n--- y\n": (3, "a second YAML document begins"),
    "deck: x\ntitle: a\uffffb\n": (3, "a character stands here that no text may hold"),
    "deck: 🙂\ntitle: a\ufffeb\n": (3, "a character stands here that no text may hold"),
    "title: &a x\n": (2, "anchors and aliases"),
    "deck: x\ntitle: *a\n": (3, "anchors and aliases"),
    "a: &a {b: c}\nd:\n  <<: *a\n": (2, "anchors and aliases"),
    "extra:\n  <<: {a: b}\n": (3, "merge keys"),
    "title: !!str x\n": (2, "tags are not read"),
    "title: !!python/object/apply:os.system [id]\n": (2, "tags are not read"),
    "title: ! x\n": (2, "tags are not read"),
    "title: x\ntitle: y\n": (3, "`title` stands twice, first on line 2"),
    "extra:\n  a: 1\n  b: 2\n  a: 3\n": (5, "`extra.a` stands twice, first on line 3"),
    "authors:\n - {name: a, name: b}\n": (3, "`authors[0].name` stands twice"),
    "x: y\n? [a]\n: b\n": (3, "a key is not text"),
    "? {a: b}\n: c\n": (2, "a key is not text"),
    "~: a\n": (2, "a key is not text"),
    '"": a\n': (2, "a key is not text"),
    "- a\n- b\n": (2, "there are no keys and values"),
    "just words\n": (2, "there are no keys and values"),
    'deck: x\ntitle: "a\\0b"\n': (3, "a NUL character"),
    'extra:\n  "a\\0b": x\n': (3, "a NUL character"),
}


@pytest.mark.parametrize("text", BAD_YAML)
def test_bad_yaml_is_a_problem_with_its_line(text: str) -> None:
    """Each names the line to look at, in words for people who have never heard of scanners."""
    line, message = BAD_YAML[text]
    problem = only_problem_of_yaml(text)

    assert problem.where.line == line
    assert message in problem.message


def test_all_duplicate_keys_are_reported_together() -> None:
    """They do not keep the rest from being read."""
    with pytest.raises(ProblemsError) as caught:
        read_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n", "a.md")

    assert [problem.where.line for problem in caught.value.problems] == [2, 3, 4]


BAD_TOML = {
    'deck = "x"\ntitle = Dune\n': (3, "the value is not text in quotes"),
    'title = "Dune\n': (2, "the quote is not closed on its line"),
    'deck = "x"\ntitle = """Dune\nplace = "y"\n': (3, "the text in three quotes is not closed"),
    'deck = "x"\ntitle "Dune"\n': (3, "there is no `=` behind the key"),
    'title = ""Dune""\n': (2, "more stands on the line"),
    "title = 'It's'\n": (2, "more stands on the line"),
    'title = "a"\ntitle = "b"\n': (3, "the key stands twice"),
    'title = "a"\n[extra]\na = 1\na = 2\n': (5, "the key stands twice"),
    'title = "a"\n[rights]\nholder = "x"\n[rights]\n': (5, "the table stands twice"),
    "series = { number = 1, number = 2 }\n": (2, "a key stands twice between { and }"),
    'title = "a"\ntags = ["a", "b"\n': (3, "the list is not closed"),
    'tags = ["a"\n"b"]\n': (3, "the list is not closed"),
    "posted = 2016-02-30\n": (2, "the day is not in the calendar"),
    'deck = "C:\\docs"\n': (2, "a backslash stands in double quotes"),
    ": x\n": (2, "a key cannot begin like this"),
    "[rights\n": (2, "the brackets around the table's name"),
    'deck = "x"\ntitle = "a\\u0000b"\n': (3, "a NUL character"),
    "x = " + "[" * 40 + "]" * 40 + "\n": (2, "nested deeper than 32 levels"),
    "[" + "a." * 40 + "a]\n": (2, "nested deeper than 32 levels"),
}


@pytest.mark.parametrize("text", BAD_TOML)
def test_bad_toml_is_a_problem_with_its_line(text: str) -> None:
    """Tomllib's words, told as a person would."""
    line, message = BAD_TOML[text]
    problem = only_problem_of_toml(text)

    assert problem.where.line == line
    assert message in problem.message


SIZE = 60_000
BOMBS = [
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "a: " + "[" * SIZE,
    "a: " + "{a: " * (SIZE // 4),
    "- " * (SIZE // 2),
    "? " * (SIZE // 2),
    "[a, " * (SIZE // 4),
    '"' * SIZE,
    "x" * SIZE,
    "!" * SIZE,
    "&" * SIZE,
    "a:\n" * (SIZE // 3),
    "a: " + "'" * (SIZE + 1),
    "".join(f"{number}: x\n" for number in range(SIZE // 8)) + "*",
    "{" * SIZE,
]


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_no_yaml_bomb_takes_a_second(text: str) -> None:
    """Nothing is expanded, and nothing nests without end."""
    began = time.process_time()
    with pytest.raises(ProblemsError):
        read_yaml(text, "a.md")

    assert time.process_time() - began < 1


TOML_BOMBS = [
    "a = " + "[" * SIZE,
    "a = " + "{a=" * (SIZE // 3),
    "a = " + "[{a=1}," * (SIZE // 7),
    "a." * (SIZE // 2) + "a = 1",
    "[" + "a." * (SIZE // 2) + "a]",
    "[[" + '"a".' * (SIZE // 4) + "a]]",
    "a = {" + "b=1," * (SIZE // 4),
    'a = """' + '"\\"' * (SIZE // 3),
    '"' * SIZE,
    "'" * SIZE,
    "a = " + "9" * SIZE,
]


@pytest.mark.parametrize("text", TOML_BOMBS, ids=range(len(TOML_BOMBS)))
def test_no_toml_bomb_takes_a_second(text: str) -> None:
    """Keys of many parts would keep tomllib busy for half a minute."""
    began = time.process_time()
    with suppress(ProblemsError):
        read_toml(text, "a.md")

    assert time.process_time() - began < 1


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff"))
KEYS = PLAIN.filter(lambda key: bool(key.strip()) and key != "<<")
TABLES = st.dictionaries(
    KEYS,
    st.recursive(
        PLAIN,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@settings(deadline=None)
@given(TABLES)
@example(
    {"a": "null", "b": "~", "c": "no", "d": "- x", "e": "a: b # c", "f": "\ufeff", "g": "🙂", "h": "\\u0041"}
)
def test_plain_text_comes_through_yaml_as_it_is(values: dict[str, Value]) -> None:
    """JSON is YAML, so what is quoted means itself."""
    text = "\n".join(
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
    )
    table = read_yaml(text, "a.md", 2)

    assert table.values == values
    assert [table.lines[key] for key in values] == list(range(2, len(values) + 2))


SIMPLE = st.lists(
    st.tuples(
        st.sampled_from(["title", "tags", "a_b", "null"]),
        st.text()
        | st.text("a1é .:#,-~[]'\"\\&!")
        | st.sampled_from(["null", "~", "a: b", "a #b", "a#b", "a:"]),
        st.sampled_from(["{}", '"{}"', "'{}'", "[{}]", "[a, {}]", '["{}", x y]', "{}: ", "- {}"]),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=500)
@given(SIMPLE)
@example([("title", "a", "{}"), ("title", "b", "{}")])
@example([("title", "2016-10-18", "{}"), ("tags", "C++, R&D", "[{}]"), ("a_b", "http://a.example/#b", "{}")])
@example([("tags", "", "[{}]"), ("title", "", "{}"), ("a_b", "\u00a0", "x{}")])
def test_simple_yaml_is_read_as_any_yaml_is(entries: list[tuple[str, str, str]]) -> None:
    """What the quick reader takes for simple, the library reads in just the same way."""
    text = "\n".join(f"{key}: {shape.format(value)}" for key, value, shape in entries)
    quick = read_simple_yaml(text, "a.md", 2)

    if quick is not None:
        assert quick == read_any_yaml(text, "a.md", 2)


def test_what_most_people_write_is_simple() -> None:
    head = 'title: "Tar: and feather"\npublished: 1984\nurl: https://a.example/b#c\n'
    text = f'{head}tags: [Risk, "C, D", x y]\ndeck:\n'

    table = read_simple_yaml(text, "a.md", 2)

    assert table is not None
    assert table.values == {
        "title": "Tar: and feather",
        "published": "1984",
        "url": "https://a.example/b#c",
        "tags": ["Risk", "C, D", "x y"],
        "deck": "",
    }
    assert table.lines["tags[2]"] == 5


def test_no_line_takes_the_quick_reader_long() -> None:
    """Hostile lines as long as a head may be."""
    started = time.process_time()
    for text in (
        "a: " + "b " * 30_000,
        "a: " + "b: " * 20_000,
        "a: [" + "b " * 30_000 + "?]",
        "a: [" + "b" * 60_000 + "{]",
    ):
        read_simple_yaml(text, "a.md", 2)

    assert time.process_time() - started < 1


def as_toml(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(key)} = {as_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(as_toml, value)) + "\n]"
    return json.dumps(value, ensure_ascii=False)


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[A-Za-z0-9_-]{1,9}", fullmatch=True), TABLES | PLAIN, max_size=4))
def test_plain_text_comes_through_toml_as_it_is(values: dict[str, Value]) -> None:
    """Text, lists and tables, and each key on the line where it was written."""
    text, expected = "", {}
    for key, value in values.items():
        expected[key] = text.count("\n") + 2
        text += f"{key} = {as_toml(value)}\n"
    table = read_toml(text, "a.md", 2)

    assert table.values == values
    assert {key: table.lines[key] for key in values} == expected


@given(st.text() | st.text("a1.=,[]{}\"'\\ \n#-:&*!?|>%@\t"))
@settings(deadline=None, max_examples=500)
@example("a\ufeff: b")
@example('a = "\\')
@example("[[a]]\na = 1\n[a.b]\n")
@example('[a]]\nb=""""""""')
def test_text_of_any_kind_is_a_table_or_a_problem(text: str) -> None:
    """No other error comes out of either reader."""
    for read in (read_yaml, read_toml):
        try:
            table = read(text, "a.md", 2)
        except ProblemsError as error:
            (problem, *_) = error.problems
            assert 2 <= problem.where.line <= text.count("\n") + text.count("\r") + 3
            assert problem.hint
        else:
            assert bool(table.values) == bool(table.lines)


@given(st.text("ab1.=,[]{}\"'\\ \n#"))
@settings(deadline=None, max_examples=500)
@example("[[a]]\n[[a.b]]\nc=1\n[a.d]\n[[a]]\n[[a.b]]")
def test_what_is_toml_has_its_lines_found(text: str) -> None:
    """The walk for lines agrees with tomllib on what the keys are."""
    with suppress(tomllib.TOMLDecodeError, BombError):
        values = tomllib.loads(text)
        lines = find_toml_keys(text)

        assert {path for path in paths_of(values) if "." not in path and "[" not in path} - {""} <= {
            part for path in lines for part in (path, path.split(".")[0].split("[")[0])
        }


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xe9", 1),
        (b"a\nb\xe9\nc", 2),
        (b"\xef\xbb\xbfa\nb\n\xe9", 3),
        (b"a\r\nb\r\n\xe9", 3),
        (b"a\rb\r\xe9", 3),
        (b"caf\xc3", 1),
        (b"a\n\xed\xa0\x80", 2),
    ],
)
def test_what_is_not_utf_8_is_a_problem_with_its_line(data: bytes, line: int) -> None:
    """Also behind a byte order mark, and whatever ends the lines."""
    with pytest.raises(ProblemsError) as caught:
        decode_text(data, "a.md")
    (problem,) = caught.value.problems

    assert problem.where == Location("a.md", line)
    assert "not UTF-8" in problem.message
    assert "save the file as UTF-8" in problem.hint


def test_line_ends_are_newlines() -> None:
    """The byte order mark goes, and what old systems wrote at the end of a line."""
    assert decode_text(b"\xef\xbb\xbfa\r\nb\rc\n\r", "a.md") == "a\nb\nc\n\n"


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_signs_that_editors_do_not_count_end_no_line(sign: str) -> None:
    """YAML would break the line there, and every later line would be told wrong."""
    table = read_yaml(f"title: a{sign}b\ndeck: 'c{sign}d'\nlast: e\n", "a.md")

    assert table.values == {"title": "a b", "deck": "c d", "last": "e"}
    assert table.lines["last"] == 3


def test_control_characters_from_escapes_can_be_seen() -> None:
    """No page can show them."""
    assert read_yaml('a: "b\\x01c\\x7f\\uffff"', "a.md").values == {"a": "b\ufffdc\ufffd\ufffd"}
    assert read_toml('a = "b\\u0001c\\u007f\\uffff"', "a.md").values == {"a": "b\ufffdc\ufffd\ufffd"}


def test_empty_values_are_as_good_as_none() -> None:
    """`deck:` says nothing; what stands in a list is kept, as it may be a mistake."""
    values: dict[str, Value] = {"a": "", "b": " ", "c": "x", "d": {"e": "", "f": "y"}, "g": [""]}

    assert prune(values) == {"c": "x", "d": {"f": "y"}, "g": [""]}
