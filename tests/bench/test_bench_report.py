"""What the bench found, kept and told."""

from pathlib import Path

from bench.measure import Tree, Usage
from bench.records import (
    Machine,
    Rebuild,
    Record,
    Results,
    Run,
    Session,
    Skip,
    append_record,
    group_records,
    newest_results,
    read_records,
)
from bench.report import make_lines, make_rows, write_report, write_tables


def make_session(began: str = "2026-11-22 12:00") -> Session:
    """A session on some machine."""
    machine = Machine(cores=2, model="A processor", memory=2**34, file_system="ext4", system="Linux 6.1")
    return Session(began=began, machine=machine, versions={"Fonds": "0.1.0", "Hugo": "0.168.0"})


def make_run(tool: str, wall: float, number: int = 1, articles: int = 1_000) -> Run:
    """A run of a tool that took so many seconds."""
    return Run(
        tool=tool,
        title=tool.capitalize(),
        articles=articles,
        round=number,
        calibration=0.25,
        usage=Usage(wall=wall, cpu=wall * 2, memory=100_000_000),
        tree=Tree(pages=4_031, files=4_038, size=26_500_000),
    )


def make_results(*records: Record) -> Results:
    """The results of a session that found these, for one number of articles."""
    (results,) = group_records([make_session(), *records])
    return results


def test_rows_are_medians_in_the_order_of_the_tools() -> None:
    runs = [make_run("fonds", wall, number) for number, wall in enumerate((3.0, 9.0, 4.0))]
    rows = make_rows([*runs, make_run("hugo", 2.0)])

    assert [(row.tool, row.wall, row.slowest, row.rounds) for row in rows] == [
        ("fonds", 4.0, 9.0, 3),
        ("hugo", 2.0, 2.0, 1),
    ]


def test_ratios_are_to_hugo() -> None:
    table = write_tables(make_results(make_run("fonds", 3.0), make_run("hugo", 2.0)))
    cells = [cell.strip() for cell in table.splitlines()[4].split("|")]

    assert table.startswith("## 1,000 articles\n")
    assert cells[1:4] == ["Fonds", "3.00", "1.50"]
    assert "4,031" in cells


def test_without_hugo_there_are_no_ratios() -> None:
    cells = [
        cell.strip() for cell in write_tables(make_results(make_run("fonds", 3.0))).splitlines()[4].split("|")
    ]

    assert cells[1:4] == ["Fonds", "3.00", "–"]


def test_the_columns_of_a_table_stand_below_one_another() -> None:
    table = write_tables(make_results(make_run("fonds", 3.0), make_run("hugo", 12.0)))

    assert len({len(line) for line in table.splitlines() if line.startswith("|")}) == 1


def test_what_could_not_be_run_says_why() -> None:
    skip = Skip(title="Eleventy", articles=1_000, reason="Node.js is not on this machine")

    assert "Skipped: Eleventy (Node.js is not on this machine)." in write_tables(
        make_results(make_run("fonds", 3.0), skip)
    )


def test_situations_are_medians_with_the_files_that_were_written() -> None:
    rebuilds = [
        Rebuild(name="one body edited", articles=1_000, round=number, wall=wall, written=1)
        for number, wall in enumerate((1.0, 3.0, 2.0))
    ]
    version = Rebuild(name="fonds --version", articles=1_000, round=1, wall=0.08, written=None)
    lines = write_tables(make_results(make_run("fonds", 3.0), *rebuilds, version)).splitlines()

    assert [line.split() for line in lines if "edited" in line or "version" in line] == [
        "| one body edited | 2.00 | 1 |".split(),
        "| fonds --version | 0.08 | – |".split(),
    ]


def test_records_come_back_as_they_were_kept(tmp_path: Path) -> None:
    records: list[Record] = [
        make_session(),
        Skip(title="Eleventy", articles=1_000, reason="not installed"),
        make_run("fonds", 3.0),
        Rebuild(name="nothing changed", articles=1_000, round=1, wall=0.2, written=0),
    ]
    for record in records:
        append_record(tmp_path / "session.jsonl", record)

    assert read_records(tmp_path / "session.jsonl") == records


def test_each_size_is_told_by_its_newest_session(tmp_path: Path) -> None:
    """A session without runs, which was interrupted early, takes nothing away."""
    sessions: dict[str, list[Record]] = {
        "1": [make_session("old"), make_run("fonds", 3.0), make_run("fonds", 30.0, articles=10_000)],
        "2": [make_session("new"), make_run("fonds", 2.0)],
        "3": [make_session("interrupted")],
    }
    for name, records in sessions.items():
        for record in records:
            append_record(tmp_path / f"{name}.jsonl", record)

    found = newest_results(tmp_path.glob("*.jsonl"))

    assert [(results.articles, results.session.began) for results in found] == [
        (1_000, "new"),
        (10_000, "old"),
    ]


def test_lines_join_the_sizes_of_a_tool() -> None:
    small = make_results(make_run("fonds", 3.0), make_run("hugo", 2.0))
    large = make_results(make_run("fonds", 30.0, articles=10_000))

    assert [(line.name, line.points) for line in make_lines([small, large])] == [
        ("Fonds", ((1_000, 3.0), (10_000, 30.0))),
        ("Hugo", ((1_000, 2.0),)),
    ]


def test_the_report_says_where_when_and_with_what(tmp_path: Path) -> None:
    write_report([make_results(make_run("fonds", 3.0))], tmp_path)
    text = (tmp_path / "RESULTS.md").read_text()

    assert "2026-11-22 12:00 UTC; 2 cores of A processor, 16 GiB of memory, ext4" in text
    assert "Fonds 0.1.0, Hugo 0.168.0" in text
    assert "make bench" in text
    assert (tmp_path / "scaling.svg").is_file()
