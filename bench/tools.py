"""What is compared: how each tool's site is laid out, and what is run in it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from bench.convert import (
    lay_out_commonmark,
    lay_out_eleventy,
    lay_out_fonds,
    lay_out_hugo,
    lay_out_pelican,
)
from bench.install import Programs
from bench.measure import CommandError, Usage, add_usages, measure

FONDS, FONDS_COMMONMARK, HUGO = "fonds", "fonds-commonmark", "hugo"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One command; `{site}` and `{output}` in its arguments stand for the folders."""

    program: list[str] | str
    """How it is started, or why it cannot be."""
    arguments: Sequence[str]
    environment: Mapping[str, str] = {}


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """A tool of the comparison."""

    key: str
    title: str
    lay_out: Callable[[Path, Path], None]
    """Writes a generated archive as a site of this tool."""
    steps: tuple[Step, ...]

    @property
    def obstacle(self) -> str:
        """Why it cannot be run; empty where it can."""
        return next((step.program for step in self.steps if isinstance(step.program, str)), "")


def list_tools(programs: Programs) -> list[Tool]:
    """All tools, in the order in which they run."""
    fonds = Step(
        program=programs.fonds, arguments=["build", "--site", "{site}", "--output", "{output}", "--json"]
    )
    hugo = Step(
        program=programs.hugo,
        arguments=["build", "--quiet", "--destination", "{output}", "--cacheDir", "{site}/.cache"],
    )
    related = msgspec.structs.replace(hugo, environment={"HUGO_PARAMS_RELATED": "true"})
    pagefind = Step(
        program=programs.pagefind, arguments=["--site", "{output}", "--root-selector", "main", "--quiet"]
    )
    pelican = Step(
        program=programs.pelican,
        arguments=["content", "--settings", "pelicanconf.py", "--output", "{output}", "--quiet"],
    )
    # Eleventy wants its output as a path that is relative to its input.
    eleventy = Step(program=programs.eleventy, arguments=["--output=../{output.name}", "--quiet"])
    return [
        Tool(key=FONDS, title="Fonds", lay_out=lay_out_fonds, steps=(fonds,)),
        Tool(
            key=FONDS_COMMONMARK,
            title="Fonds, engine commonmark",
            lay_out=lay_out_commonmark,
            steps=(fonds,),
        ),
        Tool(key=HUGO, title="Hugo", lay_out=lay_out_hugo, steps=(hugo,)),
        Tool(key="hugo-related", title="Hugo, related articles too", lay_out=lay_out_hugo, steps=(related,)),
        Tool(key="hugo-pagefind", title="Hugo + Pagefind", lay_out=lay_out_hugo, steps=(hugo, pagefind)),
        Tool(key="eleventy", title="Eleventy", lay_out=lay_out_eleventy, steps=(eleventy,)),
        Tool(key="pelican", title="Pelican", lay_out=lay_out_pelican, steps=(pelican,)),
    ]


def run_tool(tool: Tool, site: Path, output: Path) -> Usage:
    """Run all steps of a tool, and add up what they cost. Raises CommandError."""
    usages = []
    for number, step in enumerate(tool.steps):
        if isinstance(step.program, str):
            raise CommandError(step.program)
        arguments = [argument.format(site=site, output=output) for argument in step.arguments]
        log = site.with_name(f"{site.name}-log-{number}")
        usages.append(measure([*step.program, *arguments], site, log, step.environment))
    return add_usages(usages)
