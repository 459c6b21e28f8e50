"""The bench of search: what is asked, what answers are worth, and what is told of them."""

import gzip
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from archive import Archive as Site

from bench.machine import describe_machine
from bench.measure import Tree, Usage
from bench.records import Session
from bench.search.articles import Record, ask_for_titles, invent, plain_name, resample, write_archive
from bench.search.engines import Weight, ask_fresh, ask_together, browse, open_fonds
from bench.search.figures import Answer, Query, count_differing, judge, rank_of, spread
from bench.search.records import Archive, Asked, Findings, Indexed, Newest
from bench.search.report import list_figures, make_report, write_relevance
from bench.search.throttled import serve


def make_answer(*slugs: str, total: int | None = None, size: int = 1_000) -> Answer:
    """An answer with these articles."""
    routes = tuple(f"articles/{slug}/" for slug in slugs)
    count = len(slugs) if total is None else total
    return Answer(total=count, routes=routes, seconds=0.01, requests=3, raw=size, gzip=size)


def make_records(count: int = 4) -> list[Record]:
    """Articles as the shared corpora hold them."""
    sentences = " ".join(
        f"The ship number {number} came into harbour before the storm." for number in range(9)
    )
    return [
        {
            "id": f"corpus:{number}",
            "title": f"Ships of the year {number}",
            "authors": [f"Author {number}"],
            "publication": "The Herald",
            "date": "1987-03-12",
            "tags": ["Ships"],
            "lang": "en",
            "body_markdown": sentences,
        }
        for number in range(count)
    ]


def make_asked(title: str, size: float, queries: Sequence[Query], answers: Sequence[Answer]) -> Asked:
    """What an engine answered, all costs of one size."""
    costs = {name: spread([size]) for name in ("gzip", "raw", "requests", "seconds")}
    return Asked(
        title=title,
        weight=Weight(requests=2, raw=3_000, gzip=1_000),
        relevance=judge(queries, answers),
        first=costs,
        further=costs,
        phrases=spread([size]),
        commonest=0.09,
        differing=0,
        asked=len(queries),
        throttled=spread([1.5]),
    )


def make_archive(articles: int = 10_000, size: float = 50_000) -> Archive:
    """Findings of an archive: Fonds finds the article at the first place, Pagefind at the second."""
    queries = [Query("title", "ships", "a"), Query("typo", "shipz", "a")]
    index = Indexed(
        usage=Usage(wall=5, cpu=9, memory=300_000_000), tree=Tree(pages=0, files=900, size=5_000_000)
    )
    return Archive(
        name="Some articles",
        articles=articles,
        fonds=make_asked("Fonds", size, queries, [make_answer("a"), make_answer("a")]),
        pagefind=make_asked("Pagefind", 2 * size, queries, [make_answer("b", "a"), make_answer()]),
        fonds_index=index,
        pagefind_index=index,
        browsed=spread([30_000]),
        newest=Newest(wall=1, search=0.5, changed=8),
        built=(),
    )


def test_an_article_has_the_rank_of_its_slug_among_ten() -> None:
    routes = [f"/articles/{number}/" for number in range(20)]

    assert rank_of("3", routes) == 4
    assert rank_of("10", routes) == 0
    assert rank_of("x", routes) == 0


def test_relevance_is_told_for_each_kind_of_question() -> None:
    """A question that means no article counts nowhere."""
    queries = [
        Query("title", "q", "a"),
        Query("title", "q", "b"),
        Query("typo", "q", "a"),
        Query("common", "the", None),
    ]
    answers = [make_answer("a"), make_answer("a", "b"), make_answer(), make_answer("a")]

    found = judge(queries, answers)

    assert list(found) == ["title", "typo"]
    assert (found["title"].count, found["title"].mrr, found["title"].first, found["title"].nothing) == (
        2,
        0.75,
        0.5,
        0,
    )
    assert (found["typo"].mrr, found["typo"].nothing) == (0, 1)


def test_a_spread_takes_the_nearest_rank() -> None:
    found = spread(range(1, 101))

    assert (found.mean, found.middle, found.high) == (50.5, 50, 95)
    assert spread([]).high == 0


def test_another_order_or_another_total_is_another_answer() -> None:
    fresh = [make_answer("a", "b"), make_answer("a", "b"), make_answer("a", total=1)]
    later = [make_answer("a", "b"), make_answer("b", "a"), make_answer("a", total=9)]

    assert count_differing(fresh, later) == 2


def test_made_articles_are_the_same_each_time_and_of_the_wanted_length() -> None:
    made = resample(make_records(), 20, str)

    assert made == resample(make_records(), 20, str)
    assert len({record["id"] for record in made}) == 20
    lengths = [len(record["body_markdown"].split()) for record in made]
    assert all(336 <= length < 1_000 for length in lengths)
    assert made[0]["title"] != made[1]["title"]
    assert {record["date"][:3] for record in made} > {"199", "200", "201"}


def test_invented_articles_are_asked_for_by_their_titles() -> None:
    records = invent(30)

    asked = ask_for_titles(records, 5)

    assert records == invent(30)
    by_name = {plain_name(record): record for record in records}
    assert all(str(by_name[str(query["target"])]["title"]).startswith(str(query["q"])) for query in asked)


def test_the_engine_is_asked_over_the_files_of_a_site(tmp_path: Path) -> None:
    """Each question in a session of its own, and what it fetches is counted, scripts included."""
    records = [
        {**record, "id": f"s:{number}"} for number, record in enumerate(resample(make_records(), 12, str))
    ]
    records[3]["title"] = "Zeppelins of Friedrichshafen"
    site = Site(tmp_path / "site")
    write_archive(tmp_path / "made", records, plain_name)
    for path in (tmp_path / "made" / "content").rglob("*.md"):
        site.write(f"content/articles/{path.name}", path.read_bytes())
    site.build()
    engine = open_fonds(site.public)
    queries = [
        Query("title", "zeppelin", "s-3"),
        Query("title", "harbour", None),
        Query("title", "xyzzyq", None),
    ]

    first, further = ask_fresh(engine, queries)

    assert first[0].routes == ("articles/s-3/",)
    assert (first[1].total, first[2].total) == (12, 0)
    assert len(further) == 1
    assert further[0].total == 12
    manifest = site.public / "search" / "m.js"
    assert first[0].raw > engine.weight.raw + manifest.stat().st_size
    assert further[0].raw < first[1].raw - engine.weight.raw
    assert [answer.routes for answer in ask_together(engine, queries)] == [answer.routes for answer in first]
    assert browse(engine, "tag").total == 12
    assert [path.name.split(".")[0] for path in engine.scripts] == ["engine", "page"]


def test_the_server_compresses_texts_as_hosts_do(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"x" * 5_000)
    (tmp_path / "a.pf_index").write_bytes(b"x" * 5_000)

    with serve(tmp_path) as address:
        script = urllib.request.urlopen(f"{address}/a.js?1")  # noqa: S310 - our own
        other = urllib.request.urlopen(f"{address}/a.pf_index")  # noqa: S310 - our own
        page = urllib.request.urlopen(f"{address}/")  # noqa: S310 - our own
        with script, other, page:
            assert gzip.decompress(script.read()) == b"x" * 5_000
            assert other.read() == b"x" * 5_000
            assert page.headers["Content-Type"] == "text/html"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}/b.js")  # noqa: S310 - our own


def test_a_missed_target_is_told() -> None:
    """The targets are for ten thousand articles; those for a hundred thousand are others."""
    reached = {figure.name: figure for figure in list_figures(make_archive())}
    large = {figure.name: figure for figure in list_figures(make_archive(100_000))}
    small = {figure.name: figure for figure in list_figures(make_archive(300))}

    assert reached["first question, KB, mean"].target == 60
    assert large["first question, KB, mean"].target == 100
    assert small["first question, KB, mean"].target is None
    lines = write_report_lines(make_archive(size=90_000))
    assert lines["first question, KB, mean"] == ["60.0", "90.0", "180.0", "×"]
    assert lines["first question, KB, p95"] == ["125.0", "90.0", "180.0", "✓"]
    assert lines["index, wall s"] == ["–", "–", "–", "–"]
    assert lines["index, CPU s"] == ["12.0", "9.0", "9.0", "✓"]


def write_report_lines(archive: Archive) -> dict[str, list[str]]:
    """The cells of a report's lines, by the first."""
    machine = describe_machine(Path())
    session = Session(began="2026-11-22 12:00", machine=machine, versions={"Fonds": "0.1.0"})
    report = make_report(Findings(session=session, archives=(archive,), absent=""))
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in report.splitlines()
        if line[:2] == "| "
    ]
    return {name: cells for name, *cells in rows}


def test_relevance_stands_beside_its_target() -> None:
    """Of mistyped names the target is for the first place."""
    table = write_relevance(make_archive())

    assert "1.000 (1.000), 0.0% none" in table
    assert "0.68 first" in table
    assert "0.000 (0.000), 100.0% none" in table


def test_without_the_shared_corpora_the_report_says_so() -> None:
    machine = describe_machine(Path())
    session = Session(began="2026-11-22 12:00", machine=machine, versions={})

    report = make_report(Findings(session=session, archives=(), absent="They were absent."))

    assert "**They were absent.**" in report
