"""The edits after which Fonds is measured again."""

from pathlib import Path

from bench.rebuilds import _edit_body, _rename_tag


def test_a_sentence_comes_into_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A\n---\nOne.\n\nTwo.\n\nThree.\n")
    _edit_body(path)

    assert path.read_text() == (
        "---\ntitle: A\n---\nOne.\n\nTwo. A sentence that was not there before.\n\nThree.\n"
    )


def test_the_first_tag_is_renamed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A, B\ntags: [one, two]\n---\nText, [with] signs.\n")
    _rename_tag(path)

    assert path.read_text() == "---\ntitle: A, B\ntags: [renamed, two]\n---\nText, [with] signs.\n"


def test_an_only_tag_is_renamed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntags: [one]\n---\nText, with signs.\n")
    _rename_tag(path)

    assert path.read_text() == "---\ntags: [renamed]\n---\nText, with signs.\n"
