"""Whatever is imported, the archive can be built afterwards: no import ever breaks one."""

import random
import time
from pathlib import Path

import pytest
from archive import Archive

from builder.importer import ImportOptions, import_files
from builder.importer.finding import Found
from builder.importer.piece import Reading
from builder.importer.reading import ReadTask, read_chunk
from builder.load.authority import names_of
from builder.model import Authorities

TITLES = [
    "index",
    "CON",
    "..",
    "404",
    "a/b",
    "Ünï",
    "東京",
    "page",
    "-",
    "<b>",
    "A: b # c",
    '"Q"',
    "it's",
    "\\",
    "x" * 290,
]
CREDITS = [
    *("Mary Roe, The Guardian, March 1, 2011", "By Mary Roe", "AP, n.d.", "BBC News, 1916", "Jr., X, 2011"),
    *(
        "Mary Roe, a: b, Fall 1998",
        "M, The 'Star', 31/12/2010",
        "Source: http://[x",
        "Mary Roe, The Sun, 2099",
    ),
    *("Mary Roe, Dissent, Winter 2011", "Mary Roe, The Sun, December 28 - January 3, 2011", ""),
]
BLOCKS = [
    *(
        "It rained.",
        "[x](y) ![z](w) <script>alert(1)</script>",
        "# no heading",
        "1984. It was.",
        "    four",
        "{snip}",
    ),
    *(
        "---",
        "Tags: a/b, ***, c++",
        "Tags: //",
        "© 2011 *Herald*",
        "Editor's note: see [this](article:nowhere)",
        "+++",
    ),
    *(
        "Translated by Ann Lee",
        "Source: https://a.example/?b=c&d",
        "Posted on March 9, 2011",
        "| a |\n|---|",
        "a\x07b",
    ),
    *("[^1] and [^1]: x", "term\n: meaning", "{: .x }", "&nbsp;&#0;", "\u202eright", "word " * 400),
]


def write_inbox(folder: Path, count: int) -> None:
    """Clippings that nobody would write, the same in every run."""
    chance = random.Random(7)
    folder.mkdir()
    for number in range(count):
        blocks = [
            *([f"Posted on March {chance.randint(0, 32)}, 2011"] if chance.random() < 0.8 else []),
            chance.choice(TITLES),
            chance.choice(CREDITS),
            *chance.choices(BLOCKS, k=chance.randint(0, 6)),
        ]
        text = chance.choice(["\n\n", "\n\n", "\n", "\r\n\r\n"]).join(blocks)
        (folder / f"{number:04}.txt").write_bytes(text.encode(chance.choice(["utf-8", "utf-8", "utf-16"])))


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_whatever_was_imported_can_be_built(archive: Archive, tmp_path: Path, engine: str) -> None:
    """Without an error; and the only warnings are of what is to be reviewed."""
    archive.write("site.toml", f'[site]\ntitle = "Test"\n[markdown]\nengine = "{engine}"\n')
    write_inbox(tmp_path / "inbox", 160)

    imported = import_files(
        archive.folder, [tmp_path / "inbox"], ImportOptions(today="2026-11-22"), lambda _done, _total: None
    )
    built = archive.build()

    assert len(imported.articles) > 130
    assert built.articles == len(imported.articles)
    assert {warning.message[:16] for warning in built.warnings if "/articles/" in warning.where.file} == {
        "to be reviewed: "
    }


def test_a_clipping_takes_about_a_millisecond(tmp_path: Path) -> None:
    """5 KB, from bytes to a content file that was read back; at its best of a few, with room for slow machines."""
    text = (
        "Posted on March 2, 2011\n\nWells\n\nMary Roe, The Sun, March 1, 2011\n\n"
        + ("It rained. " * 45 + "\n\n") * 10
    )
    (tmp_path / "a.txt").write_text(text)
    found = Found(path=bytes(tmp_path / "a.txt"), shown="a.txt")
    task = ReadTask(
        files=(found,) * 50,
        reading=Reading(names=names_of(Authorities())),
        form="clippings",
        day="2026-11-22",
    )
    times = []
    for _ in range(5):
        start = time.process_time()
        read_chunk(task)
        times.append(time.process_time() - start)

    assert min(times) / len(task.files) < 0.005
