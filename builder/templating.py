"""Templates, checked and compiled: each as it stands, and those of many pages flat."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jinja2
import msgspec
from jinja2 import meta, nodes
from markupsafe import escape

from builder.errors import Location, Problem
from builder.fingerprint import fingerprint
from builder.flatten import flatten
from builder.store import Store
from builder.theme import Theme

VARIABLES = frozenset({"page", "site"})
"""All that a template may name: whatever else it read, a build could not know of."""

_find_special_sign = re.compile("[&<>\"']").search


MANY = 100
"""Pages of one template from which on flattening it costs less than it saves."""


class Templates:
    """The templates of a theme, in one process; compiled once, as that is slow."""

    def __init__(self, sources: Mapping[str, str], many: int | None = None) -> None:
        """`sources` by name; a template that was used for `many` pages (None: MANY) is made flat."""
        self._environment = make_environment(sources)
        self._quick = _QuickEnvironment(autoescape=True, **SETTINGS)
        self._parse = cache(lambda name: self._environment.parse(sources[name], name))
        self._uses: Counter[str] = Counter()
        self._many = MANY if many is None else many
        self._not_flat: set[str] = set()
        self._compiled: dict[str, jinja2.Template] = {}

    def render(self, name: str, page: object, site: object) -> str:
        """A page. Whatever goes wrong in a flat template is said by the template as it stands."""
        self._uses[name] += 1
        if self._uses[name] > self._many and name not in self._not_flat:
            try:
                return self._flattened(name).render(page=page, site=site)
            except Exception:  # noqa: BLE001 - the template as it stands raises it again, and knows where
                self._not_flat.add(name)
        return self._environment.get_template(name).render(page=page, site=site)

    def _flattened(self, name: str) -> jinja2.Template:
        template = self._compiled.get(name)
        if not template:
            code = self._quick.compile(flatten(name, self._parse), name, name)
            template = self._compiled[name] = jinja2.Template.from_code(self._quick, code, {})
            template.root_render_func.__globals__["escape"] = _escape_quickly
        return template


SETTINGS: dict[str, Any] = {
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "cache_size": -1,
    "auto_reload": False,
}


def make_environment(sources: Mapping[str, str]) -> jinja2.Environment:
    """Templates by name, closed: none sees anything but what it is given."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The name stands in for a file name, so that a traceback says in which template it was.
        return (sources[name], name, lambda: True) if name in sources else None

    environment = jinja2.Environment(loader=jinja2.FunctionLoader(load), autoescape=True, **SETTINGS)
    environment.globals.clear()
    return environment


class _QuickEnvironment(jinja2.Environment):
    """For flat templates: an attribute is an attribute. One that is missing leaves the page to the others."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]


def _escape_quickly(value: object) -> str:
    """As Jinja escapes, but for text that holds nothing to be escaped, which is most, as it is."""
    if value.__class__ is str and not _find_special_sign(value):
        return value
    return escape(value)


class _Studied(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at the templates of a theme tells without rendering any."""

    problems: tuple[Problem, ...]
    closures: dict[str, tuple[str, ...]]


def check_templates(theme: Theme, store: Store) -> list[Problem]:
    """What is wrong with templates before any page is rendered: syntax, and what they must not name."""
    return list(_study(theme, store).problems)


def close_templates(theme: Theme, store: Store) -> dict[str, tuple[str, ...]]:
    """By name: a template and all that it extends, includes and imports, however deep, by their names."""
    return _study(theme, store).closures


def _study(theme: Theme, store: Store) -> _Studied:
    """To parse every template takes a while, so it is done once, and the store remembers what was found."""
    key = f"studied {fingerprint((theme.templates, theme.places))}"
    known = store.read_record("index", key, _Studied)
    if known is None:
        known = _study_templates(theme)
        store.write("index", [(key, msgspec.msgpack.encode(known))])
    return known


def _study_templates(theme: Theme) -> _Studied:
    environment = make_environment(theme.templates)
    problems: list[Problem] = []
    named: dict[str, set[str]] = {}
    for name, source in theme.templates.items():
        where = theme.places[name]
        try:
            tree = environment.parse(source, name)
            unknown = sorted(meta.find_undeclared_variables(tree) - VARIABLES - _own_names(tree))
        except jinja2.TemplateError as error:
            line = getattr(error, "lineno", None) or 0
            message = f"template {name}: {error.message or error}"
            problems.append(
                Problem(Location(where, line), message, "see https://jinja.palletsprojects.com/templates")
            )
            continue
        if unknown:
            message = f"template {name} names {', '.join(unknown)}"
            problems.append(Problem(Location(where), message, "a template knows `page` and `site` only"))
        references = list(meta.find_referenced_templates(tree))
        named[name] = {reference for reference in references if reference}
        for reference in references:
            if reference is None:
                message = f"template {name} includes a template that is not named literally"
                problems.append(Problem(Location(where), message, 'write {% include "parts/name.html" %}'))
            elif reference not in theme.templates:
                message = f"template {name} needs {reference}, which does not exist"
                problems.append(Problem(Location(where), message, "make it, or mend the name"))
    return _Studied(
        problems=tuple(problems), closures={name: _close(name, named) for name in theme.templates}
    )


def _close(name: str, named: Mapping[str, set[str]]) -> tuple[str, ...]:
    closure, waiting = {name}, [name]
    while waiting:
        found = named.get(waiting.pop(), set()) - closure
        closure |= found
        waiting += found
    return tuple(sorted(closure))


def _own_names(tree: nodes.Template) -> set[str]:
    """What a template imports or defines: its blocks know these, though Jinja's own search does not see it."""
    names = {node.name for node in tree.find_all(nodes.Macro)}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in node.names}
    return names
