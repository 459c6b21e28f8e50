"""Node.js, which runs the scripts of the theme in tests as a browser would."""

import shutil
import subprocess
from pathlib import Path

import pytest

JAVASCRIPT = Path(__file__).resolve().parent / "javascript"


def run_node(*arguments: str | Path, given: str = "") -> str:
    """What Node prints; a test fails where it is not installed, or where the script fails."""
    node = shutil.which("node")
    if not node:
        pytest.fail("Node.js is not on this machine; `make browser` installs it")
    done = subprocess.run(
        [node, *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.returncode, f"{done.stdout}{done.stderr}"
    return done.stdout
