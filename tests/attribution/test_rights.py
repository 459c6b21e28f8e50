"""Rights statements in words."""

import pytest

from builder.attribution.rights import explain_rights


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("http://rightsstatements.org/vocab/InC/1.0/", "In Copyright"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "Creative Commons Attribution-ShareAlike 4.0"),
        ("https://creativecommons.org/licenses/by/3.0/us/", "Creative Commons Attribution 3.0"),
        ("https://creativecommons.org/licenses/by/4.0/legalcode.en", "Creative Commons Attribution 4.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "Creative Commons CC0 1.0"),
        ("https://spdx.org/licenses/MIT.html", "MIT License"),
        ("https://spdx.org/licenses/CC-BY-4.0", "Creative Commons Attribution 4.0"),
    ],
)
def test_known_statement_has_a_name_and_a_sentence(uri: str, name: str) -> None:
    words = explain_rights(uri)

    assert words is not None
    assert words.name == name
    assert words.sentence.endswith(".")


@pytest.mark.parametrize(
    "uri", ["", "https://herald.example/rights", "http://rightsstatements.org/vocab/X/1.0/"]
)
def test_unknown_statement_has_neither(uri: str) -> None:
    assert explain_rights(uri) is None
