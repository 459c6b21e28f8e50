"""Why a page was made anew: which of its inputs differ from those of before, by name."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from builder.config import load_config
from builder.errors import ConfigError, UnknownPageError, disk_errors
from builder.files import CACHE
from builder.lock import lock_site
from builder.report import Reason
from builder.schema import nearest
from builder.store import Store, StoreDamagedError
from builder.templating import close_templates
from builder.theme import load_theme
from builder.toolchain import fingerprint_toolchain

FIELD_SIZE = 4
"""Bytes of one field's checksum: a hint for people, on which no page hangs."""

NEW = "a new page"
TAMPERED = "the output, in which it did not stand as it was left"

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """What a page was made from, and why the last time."""

    kind: str
    """Name of its context's record."""
    template: str
    origin: str
    """Who wants the page, as `file:line`."""
    fields: bytes
    """A checksum for each field of the context."""
    because: tuple[str, ...] = ()


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """Of one output: every page, and what all pages share."""

    pages: dict[str, Trace] = {}
    """By route."""
    site: dict[str, int] = {}
    """A checksum for each field of what every page receives."""
    templates: dict[str, str] = {}
    """The digest of each template."""


def trace_fields(context: msgspec.Struct) -> bytes:
    """A checksum for each field of a record, in their order."""
    return b"".join(
        zlib.crc32(_encode(getattr(context, name))).to_bytes(FIELD_SIZE, "big")
        for name in context.__struct_fields__
    )


def trace_site(site: msgspec.Struct) -> dict[str, int]:
    """A checksum for each field of what every page receives."""
    return {name: zlib.crc32(_encode(getattr(site, name))) for name in site.__struct_fields__}


def explain(
    old: Traces,
    new: Mapping[str, Trace],
    shared: Traces,
    closures: Mapping[str, Sequence[str]],
    kinds: Mapping[str, type[Any]],
) -> dict[str, Trace]:
    """The new traces, each with why its page was rendered.

    `shared` holds site and templates as they are now, `closures` the templates that each template needs, `kinds`
    the records of contexts by their names.
    """
    site = [f"site.{name}" for name in shared.site if shared.site[name] != old.site.get(name)]
    edited = {name for name, found in shared.templates.items() if old.templates.get(name) != found}
    edited |= old.templates.keys() - shared.templates.keys()
    explained = {}
    for route, trace in new.items():
        templates = [f"template {name}" for name in sorted(edited & set(closures[trace.template]))]
        because = _compare(old.pages.get(route), trace, [*templates, *site], kinds)
        explained[route] = msgspec.structs.replace(trace, because=because)
    return explained


def _compare(
    before: Trace | None, now: Trace, shared: Sequence[str], kinds: Mapping[str, type[Any]]
) -> tuple[str, ...]:
    if before is None:
        return (NEW,)
    differing = list(shared)
    if (before.kind, before.template) != (now.kind, now.template):
        differing.append(f"template {now.template} in place of {before.template}")
    else:
        differing += [
            f"page.{name}"
            for place, name in enumerate(kinds[now.kind].__struct_fields__)
            if _field(before, place) != _field(now, place)
        ]
    return tuple(differing) or (TAMPERED,)


def _field(trace: Trace, place: int) -> bytes:
    return trace.fields[place * FIELD_SIZE : (place + 1) * FIELD_SIZE]


def recall_traces(store: Store, output: Path) -> Traces:
    """The traces of an output; none where the store has lost them, as nothing but words hangs on them."""
    try:
        return store.read_record("index", _key(output), Traces) or Traces()
    except StoreDamagedError:
        return Traces()


def remember_traces(store: Store, output: Path, traces: Traces) -> None:
    """Keep the traces of an output."""
    store.write("index", [(_key(output), msgspec.msgpack.encode(traces))])


def _key(output: Path) -> str:
    return f"traces {output.resolve()}"


def reasons_of(traces: Mapping[str, Trace], routes: Iterable[str]) -> tuple[Reason, ...]:
    """Why these pages were rendered, in the order of their routes."""
    return tuple(
        Reason(route=route, because=traces[route].because) for route in sorted(routes) if route in traces
    )


def explain_page(site: Path, written: str, output: Path | None) -> list[str]:
    """What a page is made from, and why it was rendered last, in lines for people.

    Raises UnknownPageError where no page has this route, BusyError while a build is running.
    """
    config, problems = load_config(site)
    if problems:
        raise ConfigError(problems)
    route = _route(written)
    with disk_errors(), lock_site(site / CACHE), Store(site / CACHE, fingerprint_toolchain()) as store:
        pages = recall_traces(store, output or site / config.build.output).pages
    if not pages:
        raise UnknownPageError("nothing is known of this site yet; run `fonds build` first")
    if route not in pages:
        near = nearest(route, pages)
        raise UnknownPageError(f"no page has the route /{route}" + (f"; {near}" if near else ""))
    trace = pages[route]
    closure = close_templates(load_theme(site)).get(trace.template, ())
    parts = [name for name in closure if name != trace.template]
    return [
        f"/{route}",
        f"  wanted by   {trace.origin}",
        f"  template    {trace.template}" + (f", with {', '.join(parts)}" if parts else ""),
        f"  rendered    because of {', '.join(trace.because)}",
    ]


def _route(written: str) -> str:
    """The route that a person means: with or without a slash at its ends, or a whole file name."""
    route = written.strip().lstrip("/").removesuffix("index.html")
    return route if not route or route.endswith("/") or "." in route.rpartition("/")[2] else f"{route}/"
