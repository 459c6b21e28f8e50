"""The scripts of the theme: strictly typed, and tested as they stand by tests of their own."""

import os
from pathlib import Path

import pytest
from node import JAVASCRIPT, run_node

ROOT = Path(__file__).resolve().parent.parent.parent
ASSETS = ROOT / "templates" / "assets"
BUNDLES = ASSETS / "search" / "bundles"
STEMMERS = ASSETS / "search" / "stemmers"
TSC = JAVASCRIPT / "node_modules" / "typescript" / "bin" / "tsc"
TESTS = sorted(Path(__file__).parent.rglob("*.test.js"))


def run_tsc(*arguments: str | Path) -> str:
    """What the compiler of TypeScript says; a test fails where it is not installed, or finds a flaw."""
    if not TSC.is_file():
        pytest.fail(
            "TypeScript is not installed; `make test` does it, from tests/javascript/package-lock.json"
        )
    return run_node(TSC, "--project", JAVASCRIPT, *arguments)


def test_types_are_strict_and_right() -> None:
    assert run_tsc() == ""


def test_every_script_is_looked_at() -> None:
    """All but those that are made and not written."""
    looked_at = {Path(line) for line in run_tsc("--listFilesOnly").splitlines()}

    written = {path for path in ASSETS.rglob("*.js") if not {BUNDLES, STEMMERS} & set(path.parents)}
    assert written <= looked_at
    assert not any({BUNDLES, STEMMERS} & set(path.parents) for path in looked_at)


def test_bundles_are_what_their_modules_make(tmp_path: Path) -> None:
    """After an edit of a module, `make scripts`."""
    run_node(JAVASCRIPT / "make_scripts.js", tmp_path)

    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_text(encoding="utf-8") for path in BUNDLES.iterdir()}
    assert sorted(made) == ["engine.js", "page.js", "quick.js"]


def test_a_wrong_type_is_found(tmp_path: Path) -> None:
    """The compiler looks into scripts, at what their comments promise."""
    (tmp_path / "wrong.js").write_text('/** @param {number} n */\nexport const f = (n) => n;\nf("1");\n')
    strict = f'{{"extends": "{(JAVASCRIPT / "tsconfig.json").as_posix()}", "include": ["wrong.js"]}}'
    (tmp_path / "tsconfig.json").write_text(strict)

    with pytest.raises(AssertionError, match=r"wrong\.js\(3,3\): error TS2345"):
        run_node(TSC, "--project", tmp_path)


@pytest.mark.parametrize("file", TESTS, ids=lambda path: path.stem)
def test_the_tests_in_javascript_pass(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shim = f"--require {(JAVASCRIPT / 'inflate.cjs').as_posix()}"
    monkeypatch.setenv("NODE_OPTIONS", f"{os.environ.get('NODE_OPTIONS', '')} {shim}")

    printed = run_node("--test", "--test-reporter=tap", file)

    assert "\n# fail 0" in printed
    assert "\n# pass 0" not in printed


def test_there_are_tests_in_javascript() -> None:
    """A pattern that finds nothing would pass."""
    assert TESTS
