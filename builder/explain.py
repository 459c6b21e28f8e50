"""Why a page was made anew: which of its inputs differ from those of before, by name."""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from builder.config import load_config
from builder.errors import ConfigError, UnknownPageError, disk_errors
from builder.files import CACHE
from builder.lock import lock_site
from builder.report import Reason
from builder.routes import file_of
from builder.schema import nearest
from builder.store import Store, StoreDamagedError
from builder.templating import close_templates
from builder.theme import load_theme
from builder.toolchain import fingerprint_toolchain

FIELD_SIZE = 4
"""Bytes of one field's checksum: a hint for people, on which no page hangs."""

WIDTH, LABEL = 100, 12
"""Columns of a line for people, and of what stands before its list."""

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

    pages: dict[str, msgspec.Raw] = {}
    """By route, each an encoded Trace: of many pages few are asked for."""
    site: dict[str, int] = {}
    """A checksum for each field of what every page receives."""
    templates: dict[str, str] = {}
    """The digest of each template."""

    def of(self, route: str) -> Trace | None:
        """The trace of a page, if there is any."""
        trace = self.pages.get(route)
        return msgspec.msgpack.decode(trace, type=Trace) if trace else None

    def renewed(self, shared: "Traces", new: Mapping[str, Trace]) -> "Traces":
        """The same traces with the new ones of some pages, and with what all pages share by now."""
        encoded = {route: msgspec.Raw(_encode(trace)) for route, trace in new.items()}
        return msgspec.structs.replace(shared, pages=self.pages | encoded)


def trace_fields(encoded: bytes | msgspec.Raw, kind: type[msgspec.Struct]) -> bytes:
    """A checksum for each field of an encoded record, in their order."""
    fields = _decode_fields(encoded)
    return b"".join([zlib.crc32(fields[name]).to_bytes(FIELD_SIZE, "big") for name in kind.__struct_fields__])


_decode_fields = msgspec.msgpack.Decoder(dict[str, msgspec.Raw]).decode


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
        because = _compare(old.of(route), trace, [*templates, *site], kinds)
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


def forget_traces(store: Store, output: Path, files: Collection[str]) -> None:
    """Drop the traces of pages that are gone: those whose file is not among `files`, which are all of the site."""
    traces = recall_traces(store, output)
    pages = {route: trace for route, trace in traces.pages.items() if file_of(route) in files}
    if len(pages) < len(traces.pages):
        remember_traces(store, output, msgspec.structs.replace(traces, pages=pages))


def _key(output: Path) -> str:
    return f"traces {output.resolve()}"


def reasons_of(traces: Mapping[str, Trace], routes: Iterable[str]) -> tuple[Reason, ...]:
    """Why these pages were rendered, in the order of their routes."""
    return tuple(
        Reason(route=route, because=traces[route].because) for route in sorted(routes) if route in traces
    )


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is made from, and why it was rendered last."""

    route: str
    origin: str
    """Who wants the page, as `file:line`."""
    template: str
    parts: tuple[str, ...]
    """Templates that it extends, includes and calls."""
    because: tuple[str, ...]
    """Inputs that differed when it was rendered last, by name."""


def explain_page(site: Path, written: str, output: Path | None) -> Explanation:
    """The explanation of the page with this route.

    Raises UnknownPageError where there is none, BusyError while a build is running.
    """
    config, problems = load_config(site)
    if problems:
        raise ConfigError(problems)
    route = _route(written)
    with disk_errors(), lock_site(site / CACHE), Store(site / CACHE, fingerprint_toolchain()) as store:
        traces = recall_traces(store, output or site / config.build.output)
        closures = close_templates(load_theme(site), store)
    if not traces.pages:
        raise UnknownPageError("nothing is known of this site yet; run `fonds build` first")
    trace = traces.of(route)
    if trace is None:
        near = nearest(route, traces.pages)
        raise UnknownPageError(f"no page has the route /{route}" + (f"; {near}" if near else ""))
    closure = closures.get(trace.template, ())
    return Explanation(
        route=f"/{route}",
        origin=trace.origin,
        template=trace.template,
        parts=tuple(name for name in closure if name != trace.template),
        because=trace.because,
    )


def tell_in_lines(explanation: Explanation) -> list[str]:
    """An explanation in lines for people."""
    return [
        explanation.route,
        *_list_in_lines("wanted by", [explanation.origin]),
        *_list_in_lines("template", [explanation.template, *_led_by("with", explanation.parts)]),
        *_list_in_lines("rendered", _led_by("because of", explanation.because)),
    ]


def _led_by(words: str, names: Sequence[str]) -> list[str]:
    return [f"{words} {names[0]}", *names[1:]] if names else []


def _list_in_lines(label: str, entries: Sequence[str]) -> list[str]:
    """A list as wide as a terminal, with its label before the first line; no entry is broken."""
    lines = [f"  {label:{LABEL}}"]
    for place, entry in enumerate(entries, start=1):
        told = f"{entry}, " if place < len(entries) else entry
        if place > 1 and len(lines[-1] + told.rstrip()) > WIDTH:
            lines.append(f"  {'':{LABEL}}")
        lines[-1] += told
    return [line.rstrip() for line in lines]


def _route(written: str) -> str:
    """The route that a person means: with or without a slash at its ends, or a whole file name."""
    route = written.strip().lstrip("/").removesuffix("index.html")
    return route if not route or route.endswith("/") or "." in route.rpartition("/")[2] else f"{route}/"
