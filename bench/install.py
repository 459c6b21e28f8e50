"""The peers, installed from their registries into .cache/bench, at pinned versions; Fonds needs none of them."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
CACHE = ROOT / ".cache" / "bench"
VENV = CACHE / "venv"
NODE = CACHE / "node"
REQUIREMENTS = BENCH / "requirements.txt"
PACKAGE = BENCH / "peers" / "eleventy" / "package.json"


class Programs(msgspec.Struct, frozen=True, kw_only=True):
    """How each program is started; a reason in its place where it cannot be."""

    fonds: list[str]
    hugo: list[str] | str
    pagefind: list[str] | str
    pelican: list[str] | str
    eleventy: list[str] | str


def install() -> Programs:
    """Install what is missing or has another version, and say how to start each."""
    python_reason = _install_python_peers()
    return Programs(
        fonds=[str(Path(sys.executable).with_name("fonds"))],
        hugo=python_reason or _find_binary("hugo/binaries/hugo"),
        pagefind=python_reason or _find_binary("pagefind_bin_extended/pagefind_extended"),
        pelican=python_reason or [str(VENV / "bin" / "pelican")],
        eleventy=_install_eleventy(),
    )


def _install_python_peers() -> str:
    """Make the virtual environment; returns why that is impossible, or nothing."""
    if not _is_new(REQUIREMENTS, VENV):
        return ""
    shutil.rmtree(VENV, ignore_errors=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return (
        _run([sys.executable, "-m", "venv", str(VENV)])
        or _run([*pip, "--requirement", str(REQUIREMENTS)])
        or _stamp(REQUIREMENTS, VENV)
    )


def _install_eleventy() -> list[str] | str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return "Node.js is not on this machine"
    if _is_new(PACKAGE, NODE):
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir(parents=True)
        shutil.copy(PACKAGE, NODE)
        reason = _run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NODE)])
        if reason:
            return reason
        _stamp(PACKAGE, NODE)
    return [node, str(NODE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")]


def _find_binary(name: str) -> list[str] | str:
    """The program itself: the one in bin/ would start a Python first."""
    found = sorted(VENV.glob(f"lib/python*/site-packages/{name}"))
    return [str(found[0])] if found else f"the package holds no {name} for this machine"


def _is_new(pins: Path, folder: Path) -> bool:
    stamp = folder / "installed"
    return not stamp.is_file() or stamp.read_text() != _digest(pins)


def _stamp(pins: Path, folder: Path) -> str:
    (folder / "installed").write_text(_digest(pins))
    return ""


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _run(command: list[str]) -> str:
    """Run a command; returns its last line where it failed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
    return f"not installed: {lines[-1]}"
