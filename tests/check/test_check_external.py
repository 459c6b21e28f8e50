"""External links of a whole archive: found, asked, kept, told with their mend."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from answering_host import AnsweringHost, Reply
from apart import apart
from archive import Archive

from builder.check import Findings, Manners, check_site
from builder.check.answers import FILE, Answer, keep_answers, recall_answers
from builder.check.external import is_cut_off
from builder.stopwatch import SILENT, Reporter

FAST = Manners(delay=0.0, timeout=5.0, allow_loopback=True)


@pytest.fixture
def host() -> Iterator[AnsweringHost]:
    replies: dict[str, Reply | list[Reply]] = {
        "/good": Reply(),
        "/old": Reply(301, {"Location": "/new"}),
        "/new": Reply(),
        "/closed": Reply(403),
    }
    with AnsweringHost(replies) as answering:
        yield answering


def check(
    archive: Archive, today: str = "2026-11-22", manners: Manners = FAST, reporter: Reporter = SILENT
) -> Findings:
    """All findings of an archive, other hosts asked."""
    return apart(
        lambda: check_site(
            archive.folder, external=True, today=today, jobs=1, manners=manners, reporter=reporter
        )
    )


def told(findings: Findings, kind: str) -> list[str]:
    """The findings of one kind, in words."""
    return [str(problem) for group in findings.groups if group.kind == kind for problem in group.problems]


def test_each_link_is_told_by_what_became_of_it(archive: Archive, host: AnsweringHost) -> None:
    body = "One.\n\n" + "\n\n".join(
        f"[{name}]({host.url}/{name})" for name in ("good", "old", "gone", "closed")
    )
    archive.article("piece", body=body + "\n", posted="2016-03-04")

    findings = check(archive)

    file = "content/articles/piece.md"
    assert told(findings, "moved") == [
        f"{file}:10: the link {host.url}/old has moved for good; write {host.url}/new"
    ]
    assert told(findings, "dead") == [
        (
            f"{file}:12: the link {host.url}/gone is dead: its host answers 404; "
            f"look for a copy, and link to it: https://web.archive.org/web/20160304/{host.url}/gone"
        )
    ]
    assert [line.partition(":14: ")[0] for line in told(findings, "unclear")] == [file]
    assert findings.errors == ()


def test_dead_original_is_told_with_the_copy_that_the_article_names(
    archive: Archive, host: AnsweringHost
) -> None:
    archive.article(
        "piece",
        original_url=f"{host.url}/gone",
        archived=[{"url": f"{host.url}/good", "date": "2017-01-01"}],
        published="2016-10-18",
    )

    (line,) = told(check(archive), "dead")

    assert line.startswith("content/articles/piece.md:2: ")
    assert line.endswith(f"its copy as well: {host.url}/good")


def test_links_of_notes_pages_chains_and_authority_files_are_asked(
    archive: Archive, host: AnsweringHost
) -> None:
    archive.article(
        "piece",
        publication="The Herald",
        note=f"See [this]({host.url}/a).",
        provenance=[{"event": "reprinted", "url": f"{host.url}/b"}],
        rights={"statement": f"{host.url}/c"},
    )
    archive.write("content/pages/about.md", f"---\ntitle: About\n---\n\n[x]({host.url}/d)\n")
    archive.write(
        "content/publications.toml",
        f'[herald]\nname = "The Herald"\nurl = "{host.url}/e"\nsame_as = ["{host.url}/f"]\n',
    )

    check(archive)

    assert {path for method, path in host.asked if method == "HEAD"} == {f"/{letter}" for letter in "abcdef"}


def test_nothing_is_asked_without_the_option(archive: Archive, host: AnsweringHost) -> None:
    archive.article("piece", body=f"[x]({host.url}/gone)\n")

    findings = check_site(archive.folder, today="2026-11-22", jobs=1, manners=FAST)

    assert host.asked == []
    assert told(findings, "dead") == []


def test_answers_are_kept_as_long_as_they_are_good(archive: Archive, host: AnsweringHost) -> None:
    archive.article("piece", body=f"[x]({host.url}/good) [y]({host.url}/gone)\n")
    first = check(archive)
    asked = len(host.asked)

    assert check(archive).groups == first.groups
    assert len(host.asked) == asked

    check(archive, today="2026-11-23")
    assert {path for _, path in host.asked[asked:]} == {"/gone"}

    check(archive, today="2026-12-22")
    assert "/good" in {path for _, path in host.asked[asked:]}


def test_check_that_is_interrupted_keeps_what_was_answered(archive: Archive, host: AnsweringHost) -> None:
    class Impatient:
        """A reporter that hears of one answer, and is interrupted."""

        def progress(self, stage: str, done: int, total: int) -> None:
            """The moment for it."""
            if stage == "external":
                raise KeyboardInterrupt

    archive.article("piece", body=f"[x]({host.url}/good) [y]({host.url}/gone)\n")

    with pytest.raises(KeyboardInterrupt):
        check(archive, reporter=Impatient())

    assert recall_answers(archive.folder, "2026-11-22")


def test_damaged_answers_are_asked_again(archive: Archive, host: AnsweringHost) -> None:
    archive.article("piece", body=f"[x]({host.url}/gone)\n")
    check(archive)
    archive.write(FILE, "{")

    assert len(told(check(archive), "dead")) == 1


def test_place_within_a_page_is_not_asked_and_stays(archive: Archive, host: AnsweringHost) -> None:
    archive.article("piece", body=f"[x]({host.url}/old#a) [y]({host.url}/old#b)\n")

    hints = [line.rpartition("; ")[2] for line in told(check(archive), "moved")]

    assert hints == [f"write {host.url}/new#a", f"write {host.url}/new#b"]
    assert [path for _, path in host.asked].count("/old") == 1


def test_dead_link_in_two_files_is_told_for_each(archive: Archive, host: AnsweringHost) -> None:
    for slug in ("a", "b"):
        archive.article(slug, body=f"[x]({host.url}/gone) [y]({host.url}/gone)\n")

    assert len(told(check(archive), "dead")) == 2
    assert len(host.asked) == 2, "a head, and a first byte"


def test_private_address_in_a_text_is_not_asked(archive: Archive, host: AnsweringHost) -> None:
    archive.article("piece", body=f"[x]({host.url}/good)\n")

    findings = check(archive, manners=msgspec.structs.replace(FAST, allow_loopback=False))

    assert host.asked == []
    assert "not public" in told(findings, "unclear")[0]


def test_answers_come_back_from_the_disk(tmp_path: Path) -> None:
    good, bad = Answer(verdict="good", day="2026-11-01"), Answer(verdict="dead", reason="x", day="2026-11-22")
    keep_answers(tmp_path, {"https://a.example/": good, "https://b.example/": bad})

    assert recall_answers(tmp_path, "2026-11-22") == {"https://a.example/": good, "https://b.example/": bad}
    assert recall_answers(tmp_path, "2026-11-23") == {"https://a.example/": good}
    assert recall_answers(tmp_path, "2026-12-01") == {}
    assert recall_answers(tmp_path, "2026-10-01") == {}, "a clock that was set back"
    assert json.loads((tmp_path / FILE).read_text())["version"] == 1


def test_machine_without_a_connection_is_told_from_dead_hosts() -> None:
    lost, found = Answer(verdict="dead", found_no_host=True), Answer(verdict="dead")

    assert is_cut_off([lost, lost, lost])
    assert not is_cut_off([lost, lost, lost, found])
    assert not is_cut_off([lost])
