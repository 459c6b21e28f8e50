"""What answers are worth: where the article that was meant stands in them, and what they cost."""

from collections.abc import Iterable, Sequence

import msgspec

SHOWN = 10


class Query(msgspec.Struct, frozen=True):
    """A question, and the article that it means."""

    kind: str
    q: str
    target: str | None
    """Its slug; None where no single one is meant."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What an engine answered, and what that took in this session beyond what was there."""

    total: int
    routes: tuple[str, ...]
    seconds: float
    """Without any network: files are read from the disk."""
    requests: int
    raw: int
    """Bytes of the files."""
    gzip: int
    """Bytes as a host sends them."""
    is_further: bool = False
    """Whether another question was asked before, in the same session."""


class Relevance(msgspec.Struct, frozen=True, kw_only=True):
    """How well the questions of one kind are answered."""

    count: int
    mrr: float
    """The mean of 1 by the rank among the first ten, 0 beyond."""
    first: float
    """The share of questions whose article stands first."""
    nothing: float
    """The share of questions with no answer at all."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Many measurements in short."""

    mean: float
    middle: float
    high: float
    """Of a hundred, five are higher."""


def judge(queries: Sequence[Query], answers: Sequence[Answer]) -> dict[str, Relevance]:
    """The relevance for each kind of question that means an article, in the order in which kinds come."""
    pairs = [pair for pair in zip(queries, answers, strict=True) if pair[0].target]
    return {
        kind: _judge_kind([pair for pair in pairs if pair[0].kind == kind])
        for kind in dict.fromkeys(query.kind for query, _ in pairs)
    }


def _judge_kind(pairs: Sequence[tuple[Query, Answer]]) -> Relevance:
    ranks = [rank_of(query.target or "", answer.routes) for query, answer in pairs]
    count = len(pairs)
    return Relevance(
        count=count,
        mrr=sum(1 / rank for rank in ranks if rank) / count,
        first=sum(rank == 1 for rank in ranks) / count,
        nothing=sum(not answer.total for _, answer in pairs) / count,
    )


def rank_of(slug: str, routes: Sequence[str]) -> int:
    """The place of an article among the first ten results, from 1; 0 if it is none of them."""
    slugs = [route.strip("/").rpartition("/")[2] for route in routes[:SHOWN]]
    return slugs.index(slug) + 1 if slug in slugs else 0


def spread(values: Iterable[float]) -> Spread:
    """The mean, the median and the 95th percentile (the nearest rank)."""
    ordered = sorted(values)
    if not ordered:
        return Spread(mean=0, middle=0, high=0)
    return Spread(
        mean=sum(ordered) / len(ordered),
        middle=ordered[(len(ordered) - 1) // 2],
        high=ordered[-(-len(ordered) * 95 // 100) - 1],
    )


def count_differing(fresh: Sequence[Answer], later: Sequence[Answer]) -> int:
    """How many questions got another answer in a session in which others had been asked."""
    return sum(
        one.routes != other.routes or one.total != other.total
        for one, other in zip(fresh, later, strict=True)
    )
