"""The preferred names of the archive."""

import time
from pathlib import Path

import pytest
from nobody import as_nobody, only_root

from builder.errors import Location, Problem
from builder.load.authority import fold, load_authorities, names_of
from builder.model import Authorities, PersonRecord, PublicationRecord, TagRecord


def load(site: Path, **files: str | bytes) -> tuple[Authorities, list[Problem]]:
    """What the authority files of these texts hold, and what is wrong with them."""
    (site / "content").mkdir(exist_ok=True)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (site / "content" / f"{name}.toml").write_bytes(data)
    return load_authorities(site / "content")


def told(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """File, line and message of each problem; each must have a hint."""
    assert all(problem.hint for problem in problems)
    return [(problem.where.file, problem.where.line, problem.message) for problem in problems]


def test_an_archive_needs_no_authority_files(tmp_path: Path) -> None:
    """Every name is then as written."""
    assert load(tmp_path) == (Authorities(), [])


def test_entries_have_ids(tmp_path: Path) -> None:
    """Quoted where they are not plain."""
    authorities, problems = load(
        tmp_path,
        publications='[herald]\nname = "The Herald"\nurl = "https://herald.example/"\nkind = "newspaper"\n',
        people='["Byron, Ada"]\nname = "Ada Byron"\nsame_as = ["https://a.example/1"]\nliteral = true\n',
        tags='[science]\nname = "Science"\n["science/physics"]\nname = "Physics"\naliases = ["phys"]\n',
    )

    assert problems == []
    assert authorities.publications["herald"].kind == "newspaper"
    assert authorities.people["Byron, Ada"].literal
    assert list(authorities.tags) == ["science", "science/physics"]


NAMED = '[a]\nname = "A"\n'
BAD_PUBLICATIONS = {
    "[a]\n": (1, "`name` is missing"),
    f"{NAMED}[b]\nplace = 'x'\n": (3, "`name` is missing"),
    f"{NAMED}[b]\nname = ' '\n": (4, "`name` is empty"),
    f"{NAMED}[b]\nnmae = 'B'\nname = 'B'\n": (4, "unknown key `nmae`"),
    f"{NAMED}[b]\nname = 'B'\naliases = 'C'\n": (5, "`aliases` must be a list"),
    f"{NAMED}[b]\nname = 'B'\naliases = ['C', ['D']]\n": (5, "`aliases[1]` must be one value, not a list"),
    f"{NAMED}[b]\nname = 'B'\nkind = 'newspapr'\n": (5, "unknown kind 'newspapr'"),
    f"{NAMED}[b]\nname = 'B'\nurl = 'www.b.example'\n": (5, "`url`: 'www.b.example' is not a web address"),
    f"{NAMED}[b]\nname = 'B'\nurl = 'javascript:alert(1)'\n": (5, "is not a web address"),
    f"{NAMED}[b]\nname = 'B'\nissn = '0026-4424'\n": (5, "the ISSN '0026-4424' of `b` is none"),
    f"{NAMED}[b]\nname = 'B'\nissn = '00264423'\n": (5, "the ISSN '00264423' of `b` is none"),
    f"{NAMED}[b]\nname = 'B'\nrights = {{basis = 'licnce'}}\n": (5, "unknown basis 'licnce'"),
    f"{NAMED}[b]\nname = 'B'\nrights = {{statement = 'x'}}\n": (
        5,
        "`rights.statement`: 'x' is not a web address",
    ),
    f"{NAMED}[b]\nname = 'B'\nsame_as = ['x']\n": (5, "`same_as[0]`: 'x' is not a web address"),
    f"{NAMED}[b]\nname = 'B'\nlang = 'english'\n": (5, "`lang`: 'english' is not a language code"),
    'name = "A"\n': (1, "`name` is no entry with a name"),
    f"{NAMED}[b]\nname = B\n": (4, "the value is not text in quotes"),
    f"{NAMED}[a]\nname = 'B'\n": (3, "the table stands twice"),
    f"{NAMED}[b]\nname = 'B'\naliases = ['a']\n": (3, "the name 'a' stands for both `a` and `b`"),
    f"{NAMED}[b]\nname = 'B'\naliases = ['x', ' A ']\n": (3, "the name 'a' stands for both `a` and `b`"),
    f"{NAMED}aliases = ['The  Sun']\n[b]\nname = 'the sun'\n": (4, "the name 'the sun' stands for both"),
}


@pytest.mark.parametrize("text", BAD_PUBLICATIONS)
def test_a_bad_entry_is_a_problem_with_its_line(text: str, tmp_path: Path) -> None:
    """In whichever entry it stands."""
    line, message = BAD_PUBLICATIONS[text]
    ((file, found_line, found),) = told(load(tmp_path, publications=text)[1])

    assert (file, found_line) == ("content/publications.toml", line)
    assert message in found


def test_text_of_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """Behind a byte order mark, too."""
    ((file, line, message),) = told(load(tmp_path, people=b"\xef\xbb\xbf[a]\r\nname = 'Ren\xe9'\r\n")[1])

    assert (file, line) == ("content/people.toml", 2)
    assert "not UTF-8" in message


def test_a_wider_tag_must_exist(tmp_path: Path) -> None:
    """By its id; the nearest is asked for."""
    _, problems = load(tmp_path, tags="[science]\nname = 'S'\n[physics]\nname = 'P'\nbroader = 'sciense'\n")

    assert told(problems) == [
        ("content/tags.toml", 5, "the broader tag 'sciense' of `physics` does not exist"),
    ]
    assert problems[0].hint == 'did you mean "science"?'


@pytest.mark.parametrize(
    ("text", "circles"),
    [
        ("[a]\nname = 'A'\nbroader = 'a'\n", [(3, "a → a")]),
        (
            "a.name = 'A'\na.broader = 'b'\nb.name = 'B'\nb.broader = 'c'\nc.name = 'C'\nc.broader = 'a'\n",
            [(2, "a → b → c → a"), (4, "b → c → a → b"), (6, "c → a → b → c")],
        ),
    ],
)
def test_tags_do_not_go_round_in_circles(text: str, circles: list[tuple[int, str]], tmp_path: Path) -> None:
    """Each tag of the circle is told, as any of them may be the wrong one."""
    authorities, problems = load(tmp_path, tags=text)

    assert told(problems) == [
        ("content/tags.toml", line, f"the tags are broader than one another, in a circle: {circle}")
        for line, circle in circles
    ]
    assert names_of(authorities).tags.keys() == set(authorities.tags)


def test_all_files_and_entries_are_told_at_once(tmp_path: Path) -> None:
    """One bad entry keeps neither its neighbours nor other files from being read."""
    authorities, problems = load(
        tmp_path,
        publications="[a]\n[b]\nnmae = 'x'\n[c]\nname = 'C'\n",
        people="[a]\nname = Ada\n",
        tags="[a]\nname = 'A'\nbroader = 'x'\n",
    )

    assert list(authorities.publications) == ["c"]
    assert [(problem.where.file, problem.where.line) for problem in problems] == [
        ("content/publications.toml", 1),
        ("content/publications.toml", 2),
        ("content/publications.toml", 3),
        ("content/people.toml", 2),
        ("content/tags.toml", 3),
    ]


def test_a_link_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    """Messages would quote from a file that is not the archive's."""
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret = 1\n")
    (site / "content" / "people.toml").symlink_to(tmp_path / "secret")
    authorities, (problem,) = load_authorities(site / "content")

    assert authorities == Authorities()
    assert problem.where == Location("content/people.toml")
    assert "a symbolic link leads out of the site" in problem.message


@only_root
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    """And so is a folder of its name."""
    load(tmp_path, people="", tags="")
    (tmp_path / "content" / "people.toml").chmod(0)
    (tmp_path / "content" / "tags.toml").unlink()
    (tmp_path / "content" / "tags.toml").mkdir()
    with as_nobody(tmp_path):
        _, problems = load_authorities(tmp_path / "content")

    assert told(problems) == [
        ("content/people.toml", 0, "the file cannot be read: Permission denied"),
        ("content/tags.toml", 0, "the file cannot be read: Is a directory"),
    ]


NAMES = names_of(
    Authorities(
        publications={"herald": PublicationRecord(name="The Herald", aliases=("Herald",))},
        people={"ada": PersonRecord(name="Ada Byron")},
        tags={
            "science": TagRecord(name="Science"),
            "physics": TagRecord(name="Physics", aliases=("phys",), broader="science"),
            "science/optics": TagRecord(name="Optics"),
            "art/film": TagRecord(name="Film"),
        },
    )
)


def test_a_name_is_known_by_id_name_and_alias() -> None:
    """Case and spaces do not count."""
    for name in ("herald", "HERALD", " the   herald "):
        assert NAMES.publications[fold(name)].name == "The Herald"


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ("science", "Science"),
        ("PHYS", "Science/Physics"),
        ("physics/waves", "Science/Physics/waves"),
        ("phys/waves/long", "Science/Physics/waves/long"),
        ("science/optics", "Science/Optics"),
        ("optics", "Science/Optics"),
        ("film", "art/Film"),
        ("sand", "sand"),
        ("sand/physics", "sand/physics"),
    ],
)
def test_a_tag_has_its_preferred_label(tag: str, label: str) -> None:
    """With all that is wider before it; what is not known stays as it is."""
    assert NAMES.tag_label(tag) == label


def test_a_deep_hierarchy_is_no_trouble() -> None:
    """Nor are ids of many slashes."""
    began = time.process_time()
    tags = {f"t{n}": TagRecord(name=f"T{n}", broader=f"t{n - 1}" if n else "") for n in range(1_500)}
    names = names_of(Authorities(tags={**tags, "a/" * 2_000 + "b": TagRecord(name="B")}))

    assert names.tag_label("t1499").count("/") == 1_499
    assert names.tag_label("b").endswith("/a/B")
    assert time.process_time() - began < 2


@pytest.mark.parametrize("issn", ["0026-4423", "2434-561X", "2434-561x"])
def test_right_issn_is_no_problem(issn: str, tmp_path: Path) -> None:
    assert load(tmp_path, publications=f'[mind]\nname = "Mind"\nissn = "{issn}"\n')[1] == []
