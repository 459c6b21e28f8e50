"""The wheel: what `pip install fonds` brings, theme included, builds an archive in an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from archive import Archive

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("fonds-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_carries_the_theme_with_its_assets(unpacked: Path) -> None:
    carried = {path.relative_to(unpacked / "builder") for path in (unpacked / "builder/templates").rglob("*")}
    wanted = {path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*")}

    assert carried == wanted


def test_the_wheel_names_its_command_and_licence(unpacked: Path) -> None:
    (info,) = unpacked.glob("fonds-*.dist-info")

    assert "fonds = builder.cli:main" in (info / "entry_points.txt").read_text()
    assert (info / "licenses" / "LICENSE").is_file()


def test_the_wheel_builds_an_archive(unpacked: Path, archive: Archive) -> None:
    archive.article("dune")

    subprocess.run(
        [sys.executable, "-P", "-m", "builder", "build"],
        cwd=archive.folder,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
    )

    assert archive.exists("articles/dune/")
    assert list((archive.public / "assets").glob("site.*.css"))


def test_the_wheel_makes_a_site_in_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    def fonds(*arguments: str, cwd: Path) -> None:
        subprocess.run(
            [sys.executable, "-P", "-m", "builder", *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(unpacked)},
            check=True,
            capture_output=True,
        )

    fonds("new", "site", "papers", cwd=tmp_path)
    fonds("build", "--strict", cwd=tmp_path / "papers")

    assert (tmp_path / "papers/public/articles/a-clipping/index.html").is_file()
