"""Pages before they are planned: what they will be made from, and how.

To plan a page costs more than to say what it would be planned from. A page whose inputs are those of the last build
is not planned again.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from builder.errors import Location
from builder.fingerprint import fingerprint
from builder.model import ContentRecord
from builder.pages.address import Page
from builder.store import Store


class Sketch(msgspec.Struct, frozen=True):
    """Some pages that are planned together."""

    route: str
    """Of the first of them; no two sketches share one, unless their pages collide."""
    made_from: str
    """The digest of all that `plan` looks at, beside what all sketches share."""
    plan: Callable[[], Iterable[Page]]


class PlannedPage(msgspec.Struct, frozen=True, array_like=True):
    """What must be known of a page that need not be planned again."""

    route: str
    origin: Location
    noindex: bool
    fingerprint: str
    """Of all that it was rendered from."""


class Planned(msgspec.Struct, frozen=True, array_like=True):
    """What came of a sketch."""

    made_from: str
    pages: tuple[PlannedPage, ...]


class PlannedSite(msgspec.Struct, frozen=True, kw_only=True):
    """What came of all sketches of one build."""

    shared: str = ""
    """The fingerprint of what all sketches share."""
    planned: dict[str, Planned] = {}
    """By route of the sketch."""


class KnownPlan:
    """What the last build planned for an output, by the store of its site."""

    def __init__(self, store: Store, output: Path, shared: str) -> None:
        """`shared` is the fingerprint of what all sketches share; of another one nothing is known."""
        self._store = store
        self._key = f"plan {output.resolve()}"
        self._shared = shared
        known = store.read_record("index", self._key, PlannedSite) or PlannedSite()
        self._before = known.planned if known.shared == shared else {}

    def recall(self, sketch: Sketch) -> Planned | None:
        """What came of a sketch that was made from just the same; else None."""
        planned = self._before.get(sketch.route)
        return planned if planned and planned.made_from == sketch.made_from else None

    def holds(self, route: str, planned: Planned) -> bool:
        """Whether just this is known of a route."""
        return self._before.get(route) == planned

    def remember(self, planned: dict[str, Planned]) -> None:
        """Keep what came of the sketches of this build."""
        if planned != self._before:
            site = PlannedSite(shared=self._shared, planned=planned)
            self._store.write("index", [(self._key, msgspec.msgpack.encode(site))])


class Identities:
    """Content files by name and digest: equal identities, equal records and bodies.

    What else a file is read with is the same for all, and stands in what all sketches share.
    """

    def __init__(self, digests: Mapping[str, str]) -> None:
        """`digests` are by content file."""
        self._identities = {file: f"{file} {found}" for file, found in digests.items()}

    def of(self, records: Iterable[ContentRecord]) -> list[str]:
        """The identity of each of some records."""
        identities = self._identities
        return [identities[record.file] for record in records]

    def together(self, records: Iterable[ContentRecord]) -> str:
        """One digest for all of some records, in their order."""
        return fingerprint(self.of(records))
