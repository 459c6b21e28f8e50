"""Which file answers: what a static host does, and nothing from outside the published folder."""

import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.serve.answers import find_answer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A published folder, with a secret beside it."""
    public = tmp_path / "public"
    for file in (
        "index.html",
        "404.html",
        "tags/index.html",
        "tags/C++/index.html",
        "assets/site.css",
        "ümlaut/index.html",
    ):
        (public / file).parent.mkdir(parents=True, exist_ok=True)
        (public / file).write_text(file)
    (public / "empty").mkdir()
    (public / ".fonds-manifest.json").write_text("ours")
    (public / ".well-known").mkdir()
    (public / ".well-known" / "security.txt").write_text("theirs")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "public-2").mkdir()
    (tmp_path / "public-2" / "index.html").write_text("secret")
    return public


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/tags/", "tags/index.html"),
        ("/tags/index.html", "tags/index.html"),
        ("/tags/C++/", "tags/C++/index.html"),
        ("/tags/C%2B%2B/", "tags/C++/index.html"),
        ("/%C3%BCmlaut/", "ümlaut/index.html"),
        ("/assets/site.css", "assets/site.css"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_a_path_leads_to_its_file(root: Path, path: str, file: str) -> None:
    answer = find_answer(root, path)

    assert (answer.status, answer.file) == (200, root / file)


@pytest.mark.parametrize(
    "path", ["/nope/", "/empty/", "/assets/", "/assets/site.css/", "/index.html/", f"/{'a' * 5000}"]
)
def test_what_is_not_there_is_the_sites_own_page_and_no_listing(root: Path, path: str) -> None:
    answer = find_answer(root, path)

    assert (answer.status, answer.file) == (404, root / "404.html")


def test_a_folder_without_its_slash_redirects_within_the_site(root: Path) -> None:
    assert find_answer(root, "/tags").location == "/tags/"
    assert find_answer(root, "/%C3%BCmlaut").location == "/%C3%BCmlaut/"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/tags/../../secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%2e%2e%2fpublic-2/",
        "/../public-2/index.html",
        "//evil.example/",
        "//evil.example/..",
        "/tags//",
        "/index.html%00.css",
        "/%ff",
        "/.fonds-manifest.json",
        "/tags/./index.html",
        "/C:/secret.txt",
        "/\u202esecret",
    ],
)
def test_nothing_climbs_out_or_hides(root: Path, path: str) -> None:
    answer = find_answer(root, path)

    assert (answer.status, answer.location) == (404, "")


def test_links_out_of_the_folder_lead_nowhere(root: Path, tmp_path: Path) -> None:
    (root / "file.txt").symlink_to(tmp_path / "secret.txt")
    (root / "folder").symlink_to(tmp_path / "public-2")
    (root / "linked").mkdir()
    (root / "linked" / "index.html").symlink_to(tmp_path / "secret.txt")
    (root / "loop").symlink_to(root / "loop")

    for path in ("/file.txt", "/folder/", "/folder", "/linked/", "/loop", "/loop/"):
        assert find_answer(root, path).status == 404, path


def test_a_site_is_also_found_below_the_path_that_it_is_meant_for(root: Path) -> None:
    assert find_answer(root, "/my/archive/tags/", "/my/archive/").file == root / "tags/index.html"
    assert find_answer(root, "/my/archive/", "/my/archive/").file == root / "index.html"
    assert find_answer(root, "/my/archive", "/my/archive/").file == root / "index.html"
    assert find_answer(root, "/my/archive/tags", "/my/archive/").location == "/my/archive/tags/"
    assert find_answer(root, "/my/archives/tags/", "/my/archive/").status == 404


PIECES = st.sampled_from(
    ["..", ".", "", "tags", "%2e%2e", "%2F", "\\", "secret.txt", "public-2", "\0", "%00", "~", "C:"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8).map(quote)), max_size=8))
def test_whatever_is_asked_the_file_lies_in_the_folder(pieces: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        public = Path(folder).resolve() / "public"
        (public / "tags").mkdir(parents=True)
        (public / "tags" / "index.html").write_text("page")
        (public.parent / "secret.txt").write_text("secret")

        answer = find_answer(public, "/" + "/".join(pieces))

        assert answer.file is None or answer.file.is_relative_to(public)
        assert not answer.location.startswith("//")
