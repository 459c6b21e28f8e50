"""What is heavy, by the budgets."""

from pathlib import Path

from factories import make_article, make_body

from builder.check.weight import MOST_OF_A_TEXT, MOST_OF_AN_IMAGE, find_heavy
from builder.model import Blob, MediaFile


def make_image(site: Path, name: str, weight: int) -> MediaFile:
    """An image, or another file, of so many bytes."""
    (site / name).write_bytes(bytes(weight))
    return MediaFile(file=name, route=f"media/{name}", digest="d", width=4000, height=3000)


def test_text_over_its_budget_is_named_with_its_weight(tmp_path: Path) -> None:
    light, heavy = make_article("light"), make_article("heavy")
    bodies = {
        light.file: make_body(html=Blob("", 0, MOST_OF_A_TEXT, "d")),
        heavy.file: make_body(html=Blob("", 0, MOST_OF_A_TEXT, "d"), note="x" * 500_000),
    }

    (problem,) = find_heavy(tmp_path, [light, heavy], bodies, [])

    assert str(problem.where) == "content/articles/heavy.md:5"
    assert problem.message == "the text makes a page of 1.5 MB; the budget is 1.0 MB"


def test_image_over_its_budget_is_named_and_a_film_is_not(tmp_path: Path) -> None:
    media = [
        make_image(tmp_path, "light.jpg", MOST_OF_AN_IMAGE),
        make_image(tmp_path, "heavy.JPG", MOST_OF_AN_IMAGE + 1),
        make_image(tmp_path, "film.mp4", MOST_OF_AN_IMAGE + 1),
    ]

    (problem,) = find_heavy(tmp_path, [], {}, media)

    assert problem.where.file == "heavy.JPG"
    assert problem.message == "the image weighs 2.0 MB, 4000 by 3000 pixels; the budget is 2.0 MB"
