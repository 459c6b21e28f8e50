"""A real site in a folder of its own, to write, build and read; and where real material lies."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builder.build import build
from builder.errors import Problem, ProblemsError
from builder.report import Options, Report
from builder.standing import find_report, open_site

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
"""Real corpora and suites; what the repository holds is enough without them."""


def shared(*parts: str) -> Path:
    """A file or folder of the shared material; the test is skipped, loudly, where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"NOT RUN: the shared material {'/'.join(parts)} is not on this machine")
    return path


class Archive:
    """A site in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.public = folder / "public"
        self.write("site.toml", '[site]\ntitle = "Test archive"\nbase_url = "https://archive.example/"\n')
        (folder / "content" / "articles").mkdir(parents=True)

    def write(self, file: str, text: str | bytes) -> Path:
        """Write a file of the site."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def article(self, slug: str, body: str = "Some words.\n", **fields: object) -> Path:
        """Write an article with front matter in YAML; values are written as JSON, which is YAML."""
        fields.setdefault("title", slug.replace("-", " ").capitalize())
        head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
        return self.write(f"content/articles/{slug}.md", f"---\n{head}---\n\n{body}")

    def build(self, **options: object) -> Report:
        """Build in this process; the clock stands at 22 November 2026."""
        options = {"jobs": 1, "today": "2026-11-22", **options}
        return build(self.folder, Options(**options))  # type: ignore[arg-type]

    def standing(self) -> Report | None:
        """The report that the command gives without a build, if nothing has changed."""
        with open_site(self.folder) as site:
            return find_report(site, Options(jobs=1, today="2026-11-22"))

    def problems(self, **options: object) -> tuple[Problem, ...]:
        """What is wrong, where the build fails; the output must be as it was."""
        before = self.snapshot()
        with pytest.raises(ProblemsError) as caught:
            self.build(**options)
        assert self.snapshot() == before
        return caught.value.problems

    def only_problem(self) -> Problem:
        """The one error that stops the build."""
        errors = [problem for problem in self.problems() if problem.severity == "error"]
        assert len(errors) == 1, errors
        return errors[0]

    def read(self, route: str) -> str:
        """The page of a route: `articles/dune/`."""
        file = self.public / route
        return (file / "index.html" if route.endswith("/") or not route else file).read_text()

    def exists(self, route: str) -> bool:
        """Whether a route has a page."""
        return (self.public / route / "index.html").is_file()

    def body(self, slug: str) -> str:
        """The text of an article's page."""
        found = re.search(
            r'<div class="body"[^>]*>(.*?)</div>\s*<', self.read(f"articles/{slug}/"), re.DOTALL
        )
        assert found, "the page has no body"
        return found[1].strip()

    def snapshot(self) -> dict[str, bytes]:
        """Every file of the output with its bytes."""
        return {
            path.relative_to(self.public).as_posix(): path.read_bytes()
            for path in sorted(self.public.rglob("*"))
            if path.is_file()
        }

    def fonds(
        self,
        *arguments: str,
        prepare: Callable[[], None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> "subprocess.CompletedProcess[str]":
        """Run the command in a process of its own, after what `prepare` does there; `environment` comes on top."""
        return subprocess.run(
            [sys.executable, "-m", "builder", *arguments],
            cwd=self.folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            preexec_fn=prepare,
        )
