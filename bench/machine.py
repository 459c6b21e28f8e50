"""Where and with what the bench runs: the machine, and the version of each program."""

import os
import platform
import re
import subprocess
from pathlib import Path

from bench.install import ROOT, Programs
from bench.records import Machine


def describe_machine(folder: Path) -> Machine:
    """The machine, and the file system that a folder lies on."""
    return Machine(
        cores=len(os.sched_getaffinity(0)),
        model=_find_model(),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        file_system=_find_file_system(folder),
        system=f"{platform.system()} {platform.release().partition('-')[0]}",
    )


def _find_model() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def _find_file_system(folder: Path) -> str:
    """The type of the mount that holds a folder: the longest mount point above it."""
    place = folder.resolve()
    kind, length = "unknown", 0
    for line in Path("/proc/mounts").read_text().splitlines():
        _, mount, name, *_ = line.split()
        if place.is_relative_to(mount) and len(mount) >= length:
            kind, length = name, len(mount)
    return kind


def list_versions(programs: Programs) -> dict[str, str]:
    """The version of each program that can be started."""
    asked = {
        "Fonds": [*programs.fonds, "--version"],
        "Hugo": [*programs.hugo, "version"] if isinstance(programs.hugo, list) else [],
        "Pagefind": [*programs.pagefind, "--version"] if isinstance(programs.pagefind, list) else [],
        "Pelican": [*programs.pelican, "--version"] if isinstance(programs.pelican, list) else [],
    }
    if isinstance(programs.eleventy, list):
        asked["Eleventy"] = [*programs.eleventy, "--version"]
        asked["Node.js"] = [programs.eleventy[0], "--version"]
    versions = {name: _ask(command) for name, command in asked.items() if command}
    return {**versions, "Python": platform.python_version(), "commit of Fonds": _find_commit()}


def _ask(command: list[str]) -> str:
    """The first thing in a program's answer that looks like a version."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+(?:\.\d+)*", done.stdout)
    return found[0] if found else "unknown"


def _find_commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"
