"""The files of content/media."""

import struct
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nobody import as_nobody, only_root

from builder.errors import Location, Problem
from builder.freshness import KnownFiles
from builder.load.drawing import find_activity
from builder.load.media import IMAGES, OTHERS, load_media
from builder.model import MediaFile
from builder.store import Store


def read_media(site: Path) -> tuple[list[MediaFile], list[Problem]]:
    """The media files of a site that was never built."""
    return load_media(site, Store(None, "tests"), KnownFiles())


def write(site: Path, name: str, data: bytes | str = b"x") -> None:
    """Write a media file."""
    path = site / "content" / "media" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def png(width: int, height: int) -> bytes:
    """The head of an image."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def only_file(site: Path) -> MediaFile:
    """The one file, which has nothing wrong."""
    (file,), problems = read_media(site)
    assert problems == []
    return file


def only_problem(site: Path) -> Problem:
    """The one thing that is wrong."""
    media, (problem,) = read_media(site)
    assert media == []
    assert problem.hint
    return problem


def test_a_site_needs_no_media(tmp_path: Path) -> None:
    """Most articles have none."""
    assert read_media(tmp_path) == ([], [])


def test_an_image_is_measured(tmp_path: Path) -> None:
    """So that a page does not jump while it loads."""
    write(tmp_path, "maps/The Desert.PNG", png(640, 480))
    file = only_file(tmp_path)

    assert (file.file, file.width, file.height) == ("content/media/maps/The Desert.PNG", 640, 480)
    assert file.route.startswith("media/the-desert.")
    assert file.route.endswith(".png")


def test_a_name_holds_what_the_file_holds(tmp_path: Path) -> None:
    """So that browsers may keep it for ever, and the same bytes are one file."""
    write(tmp_path, "a/x.pdf", b"one")
    write(tmp_path, "b/x.pdf", b"two")
    write(tmp_path, "c/x.pdf", b"one")
    one, two, three = (file.route for file in read_media(tmp_path)[0])

    assert one != two
    assert one == three


def test_a_name_of_signs_is_a_name(tmp_path: Path) -> None:
    """Nobody sees it."""
    write(tmp_path, "!!!.png", png(1, 1))

    assert only_file(tmp_path).route.startswith("media/file.")


@pytest.mark.parametrize("suffix", sorted(IMAGES | OTHERS))
def test_what_cannot_be_measured_has_no_size(suffix: str, tmp_path: Path) -> None:
    """A broken image is the reader's loss, not the build's."""
    write(tmp_path, f"x{suffix}", "<svg/>" if suffix == ".svg" else "\N{BROKEN HEART}")
    file = only_file(tmp_path)

    assert (file.width, file.height) == (0, 0)


@pytest.mark.parametrize("size", ["1e999", "nan", "-5", "100%", "0x10", "9" * 5000])
def test_an_odd_size_of_a_drawing_is_none(size: str, tmp_path: Path) -> None:
    """It is what somebody wrote, and may be anything."""
    write(tmp_path, "x.svg", f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"/>')
    file = only_file(tmp_path)

    assert (file.width, file.height) == (0, 0)


@pytest.mark.parametrize("name", ["x.exe", "x.html", "x.svgz", "x.js", "README", "x.PHP", "x.png.htm"])
def test_a_file_of_another_kind_is_not_published(name: str, tmp_path: Path) -> None:
    """A page among the media would run as part of the site."""
    write(tmp_path, name)
    problem = only_problem(tmp_path)

    assert problem.where == Location(f"content/media/{name}")
    assert "are not published" in problem.message
    assert ".webp" in problem.hint


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>'
ACTIVE = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "<script\n/>",
    '<g onload="alert(1)"/>',
    '<g\tonclick = "alert(1)"/>',
    "<rect OnMouseOver='alert(1)'/>",
    '<a href="javascript:alert(1)"/>',
    '<a xlink:href=" JavaScript:alert(1)"/>',
    '<a href="java&#10;script&#58;alert(1)"/>',
    '<a href="data:text/html,x"/>',
    '<animate attributeName="href" values="#;javascript:alert(1)"/>',
    "<foreignObject><p/></foreignObject>",
    '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="https://a.example"/>',
    '<?xml-stylesheet href="x.xsl"?>',
    "<g>",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ACTIVE)
def test_a_drawing_must_not_be_a_program(part: str, encoding: str, tmp_path: Path) -> None:
    """Whatever its encoding and its prefixes, as a browser would run it."""
    write(tmp_path, "x.svg", SVG.format(part).encode(encoding))
    problem = only_problem(tmp_path)

    assert problem.where.file == "content/media/x.svg"
    assert problem.where.line in (2, 3)
    assert problem.message.startswith("the drawing ")


PLAIN = [
    '<a href="https://a.example/javascript"><title>JavaScript: the onload event</title></a>',
    '<text font-family="script">only</text><style>.a {{ fill: red }}</style>',
    "<!-- <script>alert(1)</script> --><desc><![CDATA[<script>]]></desc>",
    '<image href="data:image/png;base64,AAAA"/>',
    '<metadata><?xpacket begin="x"?></metadata>',
]


@pytest.mark.parametrize("part", PLAIN)
def test_a_plain_drawing_is_published(part: str, tmp_path: Path) -> None:
    """Words are no code."""
    declaration = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "a" "https://a.example/b.dtd">\n'
    )
    write(tmp_path, "x.svg", declaration + SVG.format(part))

    assert only_file(tmp_path).file == "content/media/x.svg"


def test_a_drawing_must_not_be_a_bomb(tmp_path: Path) -> None:
    """Entities of entities fill a memory; deep nesting fills a stack."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    write(tmp_path, "x.svg", f'<!DOCTYPE svg [\n<!ENTITY e0 "lol">{entities}]>\n<svg>&e11;</svg>')
    began = time.process_time()
    problem = only_problem(tmp_path)

    assert (problem.where.line, problem.message) == (2, "the drawing declares an entity: e0")
    assert find_activity(b"<g>" * 200_000 + b"</g>" * 200_000) is None
    assert time.process_time() - began < 2


@settings(deadline=None)
@given(st.binary() | st.text().map(lambda text: SVG.format(text.replace("{", "")).encode(errors="replace")))
def test_any_bytes_are_a_drawing_or_not(data: bytes) -> None:
    """No other error comes of them."""
    assert find_activity(data) is None or find_activity(data) == find_activity(data)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """And what is right is loaded beside them."""
    write(tmp_path, "a.exe")
    write(tmp_path, "b.png", png(1, 1))
    write(tmp_path, "c.svg", "<svg>\n<script/></svg>")
    (tmp_path / "content" / "media" / "d.png").symlink_to("/etc/hostname")
    (tmp_path / "content" / "media" / "e.png").symlink_to("nothing.png")
    media, problems = read_media(tmp_path)

    assert [file.file for file in media] == ["content/media/b.png"]
    assert [(problem.where.file.rpartition("/")[2], problem.where.line) for problem in problems] == [
        ("a.exe", 0),
        ("c.svg", 2),
        ("d.png", 0),
        ("e.png", 0),
    ]


@only_root
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    """It would be missing from its article."""
    write(tmp_path, "a.png", png(1, 1))
    (tmp_path / "content" / "media" / "a.png").chmod(0)
    with as_nobody(tmp_path):
        problem = only_problem(tmp_path)

    assert problem.message == "the file cannot be read: Permission denied"
