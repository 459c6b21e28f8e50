"""What made a site beside its own files: the code of Fonds, the libraries, Python."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from builder.fingerprint import digest

LIBRARIES = frozenset(
    "imagesize jinja2 markdown markupsafe msgspec nh3 numpy pygments pyromark pystemmer pyyaml".split()
)
"""Of these another release may write other bytes."""

_INSTALLED = ".dist-info"


def fingerprint_toolchain() -> str:
    """Equal where the same input makes the same bytes; a change to any file of `builder/` makes another."""
    package = Path(__file__).parent
    code = (
        f"{file.relative_to(package).as_posix()} {digest(file.read_bytes())}"
        for file in sorted(package.rglob("*.py"))
    )
    return digest("\n".join([sys.version, *sorted(_find_releases()), *code]).encode())


def _find_releases() -> Iterator[str]:
    """`jinja2-3.1.6` and so on, by the names of their folders: `importlib.metadata` takes a tenth of a second."""
    for folder in sys.path:
        try:
            names = os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            continue
        for name in names:
            release = name.removesuffix(_INSTALLED).lower()
            if name.endswith(_INSTALLED) and release.partition("-")[0] in LIBRARIES:
                yield release
