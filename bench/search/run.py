"""Search of Fonds beside Pagefind, on the same articles and the same questions.

Usage: python -m bench.search.run [--sizes 10000] [--asked 60] [--rounds 1] [--slow 40] [--keep] [--draw]
"""

import argparse
import datetime
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bench.install import CACHE, Programs, install
from bench.machine import describe_machine, list_versions
from bench.measure import CommandError, Usage, count_files
from bench.records import Session
from bench.search.articles import (
    SEED,
    Record,
    ask_for_titles,
    invent,
    load_tool,
    plain_name,
    read_corpora,
    require_tool,
    resample,
    write_archive,
)
from bench.search.costs import add_newest, build_peer, index_fonds, index_pagefind
from bench.search.engines import Engine, ask_fresh, ask_together, browse, open_fonds, open_pagefind
from bench.search.figures import Answer, Query, Spread, count_differing, judge, spread
from bench.search.records import Archive, Asked, Built, Findings
from bench.search.report import write_report
from bench.search.throttled import time_throttled
from bench.tools import list_tools

FINDINGS = CACHE / "search.json"
COMMONEST = "the"
ABSENT = (
    "The shared corpora were not beside this repository: the articles are of invented words, and are asked for"
    " by words of their titles only."
)


class Bench:
    """One run, in a folder of its own."""

    def __init__(self, programs: Programs, folder: Path, options: argparse.Namespace) -> None:
        self.programs = programs
        self.folder = folder
        self.rounds: int = options.rounds
        self.asked: int = options.asked
        self.slow: int = options.slow

    def run_corpora(self, records: Sequence[Record]) -> Archive:
        """The shared corpora, as the shared tool writes them."""
        place = self.folder / "corpora"
        require_tool("corpus_to_content").write_site(place / "site", records)
        return self._run("Shared corpora", records, place, make_queries(records, self.asked), built=())

    def run_made(self, records: Sequence[Record], *, are_real: bool) -> Archive:
        """Articles that were made: real sentences, or invented words."""
        place = self.folder / f"made-{len(records)}"
        write_archive(place / "archive", records, _namer(are_real=are_real))
        queries = (
            make_queries(records, self.asked) if are_real else _convert(ask_for_titles(records, self.asked))
        )
        shutil.copytree(place / "archive", place / "site")
        hugo = next(tool for tool in list_tools(self.programs) if tool.key == "hugo-pagefind")
        built = () if hugo.obstacle else (build_peer(hugo, place / "archive", place),)
        shutil.rmtree(place / "hugo-pagefind", ignore_errors=True)
        name = "Sentences of the shared corpora in new articles" if are_real else "Invented words"
        return self._run(name, records, place, queries, built=built)

    def _run(
        self,
        name: str,
        records: Sequence[Record],
        place: Path,
        queries: Sequence[Query],
        built: tuple[Built, ...],
    ) -> Archive:
        """Index with both, ask both."""
        say(f"{name}: {len(records):,} articles, {len(queries):,} questions")
        fonds_index, whole = index_fonds(self.programs, place / "site", place, self.rounds)
        public = place / "fonds"
        (place / "pagefind").mkdir()
        pagefind_index = index_pagefind(self.programs, public, place / "pagefind", self.rounds)
        say(f"  indexed: {fonds_index.usage.cpu:.1f} s of CPU; {tell_usage(pagefind_index)}")
        fonds = self._ask(open_fonds(public), queries, is_slow=bool(built))
        pagefind = (
            pagefind_index
            if isinstance(pagefind_index, str)
            else self._ask(open_pagefind(place / "pagefind"), queries, is_slow=bool(built))
        )
        return Archive(
            name=name,
            articles=len(records),
            fonds=fonds,
            pagefind=pagefind,
            fonds_index=fonds_index,
            pagefind_index=None if isinstance(pagefind_index, str) else pagefind_index,
            browsed=spread([browse(open_fonds(public), "tag").gzip + open_fonds(public).weight.gzip]),
            built=(Built(title="Fonds", usage=whole, tree=count_files(public)), *built) if built else (),
            newest=add_newest(self.programs, place / "site", public) if built else None,
        )

    def _ask(self, engine: Engine, queries: Sequence[Query], *, is_slow: bool) -> Asked:
        first, further = ask_fresh(engine, queries)
        shuffled = random.Random(SEED).sample(range(len(queries)), len(queries))
        together = ask_together(engine, [queries[place] for place in shuffled])
        common = ask_fresh(engine, [Query("common", COMMONEST, None)] * 5)[0]
        chosen = random.Random(SEED).sample(queries, min(self.slow, len(queries))) if is_slow else []
        say(f"  {engine.title} asked")
        times = time_throttled(engine, chosen) if chosen else []
        phrases = [
            answer.gzip for query, answer in zip(queries, first, strict=True) if query.kind == "phrase"
        ]
        return Asked(
            title=engine.title,
            weight=engine.weight,
            relevance=judge(queries, first),
            first=measure_answers(first),
            further=measure_answers(further),
            phrases=spread(phrases),
            commonest=spread(answer.seconds for answer in common).middle,
            differing=count_differing([first[place] for place in shuffled], together),
            asked=len(queries),
            throttled=spread(times) if times else None,
        )


def measure_answers(answers: Sequence[Answer]) -> dict[str, Spread]:
    """The spread of each cost."""
    return {
        name: spread(getattr(answer, name) for answer in answers)
        for name in ("gzip", "raw", "requests", "seconds")
    }


def make_queries(records: Sequence[Record], asked: int) -> list[Query]:
    """The questions of the shared tool about some articles."""
    return _convert(require_tool("known_item_queries").make_queries(list(records), asked, SEED))


def _convert(queries: Sequence[object]) -> list[Query]:
    return msgspec.convert(list(queries), list[Query])


def _namer(*, are_real: bool) -> Callable[[Record], str]:
    name_article: Callable[[Record], str] = (
        require_tool("corpus_to_content").slug_of if are_real else plain_name
    )
    return name_article


def tell_usage(index: object) -> str:
    """What an index took, or why there is none."""
    usage = getattr(index, "usage", None)
    return f"Pagefind {usage.cpu:.1f} s" if isinstance(usage, Usage) else f"Pagefind: {index}"


def say(line: str) -> None:
    """How far the bench is."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[10_000], help="numbers of made articles, such as 100000"
    )
    parser.add_argument(
        "--asked", type=int, default=60, help="articles that questions are made of, nine or so each"
    )
    parser.add_argument("--rounds", type=int, default=2, help="of indexing, of which the least counts")
    parser.add_argument("--slow", type=int, default=40, help="questions on a slow line")
    parser.add_argument("--keep", action="store_true", help="leave sites and indexes where they are")
    parser.add_argument(
        "--draw", action="store_true", help="only draw bench/SEARCH.md again from what is kept"
    )
    options = parser.parse_args()
    if not options.draw:
        try:
            _run(options)
        except (CommandError, subprocess.SubprocessError) as error:
            sys.exit(f"bench: {error}")
    if not FINDINGS.is_file():
        sys.exit("bench: nothing is kept yet")
    write_report(msgspec.json.decode(FINDINGS.read_bytes(), type=Findings))


def _run(options: argparse.Namespace) -> None:
    programs = install()
    now = datetime.datetime.now(datetime.UTC)
    folder = CACHE / f"search-{now.strftime('%Y%m%d-%H%M%S')}"
    folder.mkdir(parents=True)
    bench = Bench(programs, folder, options)
    try:
        records = read_corpora()
        tool = load_tool("known_item_queries")
        archives = [bench.run_corpora(records)] if records and tool else []
        for size in options.sizes:
            made = resample(records, size, tool.plain) if records and tool else invent(size)
            archives.append(bench.run_made(made, are_real=bool(records and tool)))
        session = Session(
            began=now.strftime("%Y-%m-%d %H:%M"),
            machine=describe_machine(folder),
            versions=list_versions(programs),
        )
        found = Findings(session=session, archives=tuple(archives), absent="" if records and tool else ABSENT)
        FINDINGS.write_bytes(msgspec.json.encode(found))
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
