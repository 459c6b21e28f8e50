"""A content file in two."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.errors import Location, Problem, ProblemsError
from builder.load.front_matter import LARGEST_HEAD, ContentFile, decode, split_content


def only_problem(text: str | bytes) -> Problem:
    """The one thing that is wrong with a content file."""
    with pytest.raises(ProblemsError) as caught:
        split_content(decode(text.encode() if isinstance(text, str) else text, "a.md")[0], "a.md")
    (problem,) = caught.value.problems
    assert problem.where.file == "a.md"
    assert problem.hint
    return problem


def split(text: str | bytes) -> ContentFile:
    """Both parts of a content file, without a warning."""
    decoded, warnings = decode(text.encode() if isinstance(text, str) else text, "a.md")
    assert warnings == []
    return split_content(decoded, "a.md")


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitle: x\n---\nbody", "body", 4),
        ("---\ntitle: x\n---\n\nbody\n", "\nbody\n", 4),
        ("---\ntitle: x\n---", "", 4),
        ("---\n---\nbody", "body", 3),
        ("---  \ntitle: x\n--- \t\nbody", "body", 4),
        ("+++\ntitle = 'x'\n+++\nbody", "body", 4),
        ("---\ntitle: x\n---\nbody\n---\nmore", "body\n---\nmore", 4),
        ("---\ntitle: x\n# ----\n---\n+++\n", "+++\n", 5),
        ("\ufeff---\r\ntitle: x\r\n---\r\nbody\r\n", "body\n", 4),
        ("---\rtitle: x\r---\rbody", "body", 4),
    ],
)
def test_the_text_begins_below_the_second_fence(text: str, body: str, line: int) -> None:
    """Its first line is known, so that its problems have their place."""
    content = split(text)

    assert (content.text, content.text_line) == (body, line)
    assert content.head.values in ({"title": "x"}, {})


BAD = {
    "": (1, "there is no front matter"),
    "title: x\n": (1, "there is no front matter"),
    "\n---\ntitle: x\n---\n": (1, "there is no front matter"),
    "----\ntitle: x\n----\n": (1, "there is no front matter"),
    "---\ntitle: x\nbody\n": (1, "the front matter does not end: there is no second `---`"),
    "---\ntitle: x\n+++\nbody\n": (1, "there is no second `---`"),
    "+++\ntitle = 'x'\n---\nbody\n": (1, "there is no second `+++`"),
    "---": (1, "there is no second `---`"),
    "---\ntitle: x\n deck: y\n---\n": (3, "a colon and a space stand inside a value"),
    "+++\ntitle = x\n+++\n": (2, "the value is not text in quotes"),
    "---\ntitle: x\ntitle: y\n---\n": (3, "`title` stands twice, first on line 2"),
    "+++\ntitle = 'x'\ntitle = 'y'\n+++\n": (3, "the key stands twice"),
    f"---\ntitle: {'x' * LARGEST_HEAD}\n---\n": (2, "the front matter is longer than 64 KB"),
    f"+++\ntitle = '{'x' * LARGEST_HEAD}'\n+++\n": (2, "the front matter is longer than 64 KB"),
    "---\ntitle: x\n---\n\0": (4, "a NUL byte stands in the text"),
    "---\r\ntitle: \0\r\n---\r\n": (2, "a NUL byte stands in the text"),
}


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_a_bad_head_is_a_problem_with_its_line(text: str) -> None:
    """Counted as an editor counts them: from the top of the file."""
    line, message = BAD[text]
    problem = only_problem(text)

    assert problem.where.line == line
    assert message in problem.message


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"---\ntitle: caf\xe9\n---\n", 2),
        (b"---\ntitle: x\n---\nbody \x93quoted\x94\n", 4),
        (b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n\r\n\xff\r\n", 5),
        ("---\ntitle: x\n---\n".encode("utf-16"), 1),
    ],
)
def test_other_encodings_are_problems_with_their_lines(data: bytes, line: int) -> None:
    """The first byte that does not fit is where to look."""
    problem = only_problem(data)

    assert problem.where.line == line
    assert "not UTF-8" in problem.message
    assert "UTF-8" in problem.hint


def test_no_control_character_is_overlooked() -> None:
    """Whichever it is, and whatever way the text is looked at."""
    signs = {*map(chr, range(0xA0)), "\x7f", "\ufffe", "\uffff"} - set(map(chr, range(0x20, 0x7F)))
    overlooked = [
        sign
        for sign in sorted(signs - set("\0\t\n\r\x0c\x85"))
        if not decode(f"a{sign}b".encode(), "a.md")[1]
    ]

    assert overlooked == []
    assert decode(b"a\x0cb", "a.md") == ("a b", [])
    assert decode("é « \u00a0 \ufffd".encode(), "a.md") == ("é « \u00a0 \ufffd", [])


def test_control_characters_are_shown_and_told_once() -> None:
    """A file of thousands of them is one warning, and costs no more than one."""
    text, warnings = decode(b"---\ntitle: x\n---\na\x01b\n" + b"\x7f\x1b" * 50_000, "a.md")

    assert text.startswith("---\ntitle: x\n---\na\ufffdb\n\ufffd\ufffd")
    assert warnings == [
        Problem(
            Location("a.md", 4),
            "the control character U+0001 is shown as \ufffd (and 100000 more further down)",
            "delete what cannot be seen",
            "warning",
        )
    ]


def test_a_form_feed_ends_no_line() -> None:
    """Old text files have one at every page; lines are counted without it."""
    assert decode(b"a\n\x0c\nb\x0cc\n", "a.txt") == ("a\n \nb c\n", [])


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff"))
KEYS = PLAIN.filter(lambda key: bool(key.strip()) and key != "<<")


@settings(deadline=None)
@given(st.dictionaries(KEYS, PLAIN | st.lists(PLAIN, max_size=3), max_size=4), PLAIN)
@example({"---": "---", "+++": "\n---\n".strip()}, "---")
def test_front_matter_comes_through_as_it_is(values: dict[str, object], body: str) -> None:
    """What is written as JSON is read as written, in either format's quotes."""
    yaml = "".join(
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in values.items()
    )
    toml = "".join(
        f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in values.items()
    )
    for text in (f"---\n{yaml}---\n{body}", f"+++\n{toml}+++\n{body}"):
        content = split(text)

        assert content.head.values == values
        assert content.text == body
        assert content.text_line == len(values) + 3


@settings(deadline=None)
@given(st.binary() | st.text().map(lambda text: f"---\n{text}\n---\n{text}".encode(errors="replace")))
@example(b"---\n\xef\xbb\xbftitle: x\n---\n")
@example("---\n\u2028: x\n---\n".encode())
def test_any_bytes_are_a_content_file_or_a_problem(data: bytes) -> None:
    """Nothing else comes of them."""
    problems: tuple[Problem, ...] = ()
    text = ""
    try:
        text = split_content(decode(data, "a.md")[0], "a.md").text
    except ProblemsError as error:
        problems = error.problems

    assert "\r" not in text
    assert all(problem.where.line and problem.hint for problem in problems)
