"""The two engines over their built files: asked in Node.js, each question in a session of its own."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bench.measure import CommandError
from bench.search.figures import Answer, Query

HERE = Path(__file__).resolve().parent
BATCH = 40
"""Questions for one process: Pagefind takes memory for each session that it does not give back."""
FURTHER = 3
"""Of so many sessions one is asked a further question."""


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """Files that every session fetches before it can ask."""

    requests: int
    raw: int
    gzip: int


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """One engine over one archive."""

    key: str
    title: str
    site: Path
    scripts: tuple[Path, ...]
    """What a page loads, stemmers included; of an interface only what it cannot do without."""

    @property
    def weight(self) -> Weight:
        """What its scripts weigh."""
        texts = [path.read_bytes() for path in self.scripts]
        return Weight(
            requests=len(texts),
            raw=sum(map(len, texts)),
            gzip=sum(len(gzip.compress(text, 6)) for text in texts),
        )


def open_fonds(public: Path) -> Engine:
    """The engine of a built site."""
    folder = public / "assets" / "search" / "bundles"
    return Engine(
        key="fonds",
        title="Fonds",
        site=public,
        scripts=(*folder.glob("engine.*.js"), *folder.glob("page.*.js")),
    )


def open_pagefind(site: Path) -> Engine:
    """Pagefind over what it has indexed; its script and its worker, and nothing of its interface."""
    folder = site / "pagefind"
    return Engine(
        key="pagefind",
        title="Pagefind",
        site=site,
        scripts=(folder / "pagefind.js", folder / "pagefind-worker.js"),
    )


def ask_fresh(engine: Engine, queries: Sequence[Query]) -> tuple[list[Answer], list[Answer]]:
    """The answer to each question in a fresh session; and those to further questions, of some sessions."""
    answers = [
        answer
        for start in range(0, len(queries), BATCH)
        for answer in _run(
            engine, [query.q for query in queries[start : start + BATCH]], {"further": FURTHER}
        )
    ]
    weight = engine.weight
    first = [
        msgspec.structs.replace(
            answer,
            requests=answer.requests + weight.requests,
            raw=answer.raw + weight.raw,
            gzip=answer.gzip + weight.gzip,
        )
        for answer in answers
        if not answer.is_further
    ]
    return first, [answer for answer in answers if answer.is_further]


def ask_together(engine: Engine, queries: Sequence[Query]) -> list[Answer]:
    """The answer to each question, all asked in one session."""
    return list(_run(engine, [query.q for query in queries], {"shared": True}))


def browse(engine: Engine, facet: str) -> Answer:
    """What lists the articles with the commonest value of a facet, without a word."""
    (answer,) = _run(engine, [], {"browse": facet})
    return answer


def _run(engine: Engine, questions: list[str], options: dict[str, object]) -> Iterator[Answer]:
    node = shutil.which("node")
    if not node:
        raise CommandError("Node.js is not on this machine; `make browser` installs it")
    given = {
        "site": str(engine.site),
        "scripts": list(map(str, engine.scripts)),
        "questions": questions,
        **options,
    }
    script = HERE / f"{engine.key}.js"
    shim = HERE.parent.parent / "tests" / "javascript" / "inflate.cjs"
    done = subprocess.run(
        [node, "--require", str(shim), str(script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{script.name} ended with {done.returncode}: {done.stderr[-2_000:]}")
    decode = msgspec.json.Decoder(Answer).decode
    return map(decode, done.stdout.splitlines())
