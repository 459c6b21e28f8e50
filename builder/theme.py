"""The theme: templates and assets, the site's own before the default ones."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from builder.errors import Location, Problem, PublishError
from builder.files import walk_files
from builder.fingerprint import digest

DIGEST_LETTERS = 10

SEARCH = "search/"
BUNDLES = f"{SEARCH}bundles/"
ENGINE = f"{BUNDLES}engine.js"
STEMMERS = f"{SEARCH}stemmers/"
STEMMER_LICENCE = f"{STEMMERS}LICENSE.txt"

_CSS_URL = re.compile(r"""(url\(\s*["']?)([^"')]+)|(@import\s+["'])([^"']+)""")


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """A file of templates/assets, published under a name that holds its digest."""

    route: str
    data: bytes


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """All that the pages are rendered with."""

    templates: Mapping[str, str]
    """Source of each template by name, such as `parts/card.html`."""
    places: Mapping[str, str]
    """File of each template, for messages."""
    assets: Mapping[str, Asset]
    """By name below templates/assets, such as `site.css`."""
    stemmers: Mapping[str, bytes]
    """Scripts, by the code of the language."""
    stemmer_licence: bytes
    problems: tuple[Problem, ...]

    def with_stemmers(self, codes: Iterable[str]) -> "Theme":
        """The same, with the stemmers of some languages in the engine of search, and their licence beside it."""
        scripts = [self.stemmers[code] for code in codes if code in self.stemmers]
        if not scripts or ENGINE not in self.assets:
            return self
        engine = b"".join([self.assets[ENGINE].data, *scripts])
        renewed = {ENGINE: engine, STEMMER_LICENCE: self.stemmer_licence}
        assets = {name: Asset(route=_route_of(name, data), data=data) for name, data in renewed.items()}
        return msgspec.structs.replace(self, assets={**self.assets, **assets})


def default_templates() -> Path:
    """The default theme: inside the package where it was installed, else beside it, as in its repository."""
    package = Path(__file__).parent
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"


def load_theme(site: Path) -> Theme:
    """The theme of a site: each file of its own templates/ stands before the default of that name."""
    templates: dict[str, str] = {}
    places: dict[str, str] = {}
    raw_assets: dict[str, bytes] = {}
    problems: list[Problem] = []
    default = default_templates()
    folders = [(default.parent, False)]
    if (site / "templates").is_dir() and (site / "templates").resolve() != default.resolve():
        folders.append((site, True))
    for folder, is_own in folders:
        for file, finding in walk_files(folder, "templates"):
            if finding:
                problems.append(finding)
                continue
            name = file.removeprefix("templates/")
            try:
                data = (folder / file).read_bytes()
                place = file if is_own else f"{file} (of the default theme)"
                if name.startswith("assets/"):
                    raw_assets[name.removeprefix("assets/")] = data
                elif name.endswith(".html"):
                    templates[name] = data.decode("utf-8-sig")
                    places[name] = place
            except UnicodeDecodeError:
                problems.append(Problem(Location(file), "not UTF-8", "save the file as UTF-8"))
            except OSError as error:
                message = f"cannot be read: {error.strerror}"
                problems.append(Problem(Location(file), message, "see its permissions"))
    if not templates:
        raise PublishError(
            f"the default theme is missing: there are no templates in {default}; install Fonds again"
        )
    return Theme(
        templates=templates,
        places=places,
        assets=_name_assets({name: data for name, data in raw_assets.items() if not _is_source(name)}),
        stemmers={
            name.removeprefix(STEMMERS).removesuffix(".js"): data
            for name, data in raw_assets.items()
            if name.startswith(STEMMERS) and name.endswith(".js")
        },
        stemmer_licence=raw_assets.get(STEMMER_LICENCE, b""),
        problems=tuple(problems),
    )


def _is_source(name: str) -> bool:
    """Whether a file is published in another alone: modules of search in their bundles, stemmers in the engine."""
    return name.startswith(SEARCH) and not name.startswith(BUNDLES)


def _name_assets(raw: Mapping[str, bytes]) -> dict[str, Asset]:
    """Assets under their published names; style sheets are rewritten to the published names of what they use."""
    named: dict[str, Asset] = {}

    def name_asset(name: str, users: tuple[str, ...]) -> Asset:
        if name not in named:
            data = raw[name]
            if name.endswith(".css"):
                data = _rewrite_css(name, data, (*users, name))
            named[name] = Asset(route=_route_of(name, data), data=data)
        return named[name]

    def _rewrite_css(name: str, data: bytes, users: tuple[str, ...]) -> bytes:
        folder = name.rpartition("/")[0]

        def rewrite(found: re.Match[str]) -> str:
            opening, target = found[1] or found[3], found[2] or found[4]
            path = "/".join(filter(None, [folder, target.removeprefix("./")]))
            if path not in raw or path in users:
                return found[0]
            up = "../" * folder.count("/") + ("../" if folder else "")
            return f"{opening}{up}{name_asset(path, users).route.removeprefix('assets/')}"

        return _CSS_URL.sub(rewrite, data.decode(errors="surrogateescape")).encode(errors="surrogateescape")

    return {name: name_asset(name, ()) for name in sorted(raw)}


def _route_of(name: str, data: bytes) -> str:
    """Where an asset is published: its name says what it holds."""
    stem, dot, suffix = name.rpartition(".")
    mark = digest(data)[:DIGEST_LETTERS]
    return f"assets/{stem}.{mark}.{suffix}" if dot else f"assets/{name}.{mark}"
