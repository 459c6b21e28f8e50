"""The preview: the site on this machine, built anew whenever something is saved, and shown anew when it is built.

    files ─watching→ a look is due ─building→ Outcome ─handlers→ pages, with the problems if there are any

`serve_site` is the way in. Watching, building and answering share one event loop; the builds themselves run in a
process of their own.
"""

import asyncio
import logging
import signal
import webbrowser
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager, suppress
from pathlib import Path
from socket import socket
from typing import Protocol

import msgspec
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer

from builder.config import load_config
from builder.files import PREVIEW
from builder.report import Options
from builder.serve.address import Address, listen, make_address
from builder.serve.building import BuildProcess, Early, Outcome
from builder.serve.handlers import Preview, make_application
from builder.serve.panel import render_panel
from builder.serve.watching import Changed, watch_site
from builder.stopwatch import Reporter

__all__ = ["Address", "Changed", "Listener", "Outcome", "make_address", "serve_site"]

WAIT_FOR_OTHERS = 0.5
"""Seconds until the next try where another build holds the site."""
LARGEST_REQUEST = 65_536
"""Bytes of a request's head; nothing that a preview is asked for has a body."""


class Listener(Reporter, Protocol):
    """Who hears what the preview does; the preview itself never prints."""

    def serving(self, address: Address) -> None:
        """Pages can be opened from now on."""

    def built(self, outcome: Outcome, changed: Changed) -> None:
        """A build has ended, well or not."""


def serve_site(
    site: Path,
    options: Options,
    address: Address,
    listener: Listener,
    *,
    open_browser: bool = False,
) -> None:
    """Serve a site until this process is told to end; Ctrl-C raises KeyboardInterrupt.

    Raises ServeError where the address cannot be used, and ConfigError where the folder is no site; what is wrong
    with the site itself is shown in its pages.
    """
    config, _ = load_config(site)
    # First of all: nobody should wait for a build to hear that the port is taken.
    listening = listen(address)
    address = msgspec.structs.replace(address, port=listening.getsockname()[1])
    if options.drafts:
        # Not where the published site lies: somebody would upload it.
        options = msgspec.structs.replace(options, output=site.resolve() / PREVIEW)
    preview = Preview(address, (options.output or site / config.build.output).resolve())
    with _building(site, options) as building, suppress(asyncio.CancelledError):
        asyncio.run(_serve(site, preview, listening, building, listener, open_browser=open_browser))


@contextmanager
def _building(site: Path, options: Options) -> Iterator[BuildProcess]:
    process = BuildProcess(site, options)
    try:
        yield process
    finally:
        process.stop()


async def _serve(
    site: Path,
    preview: Preview,
    listening: socket,
    building: BuildProcess,
    listener: Listener,
    *,
    open_browser: bool,
) -> None:
    task = asyncio.current_task()
    if task:
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    server = _start_server(preview, listening)
    listener.serving(preview.address)
    try:
        async for outcome in _outcomes(site, preview, building, listener):
            _show(preview, outcome)
            if open_browser:
                open_browser = False
                await asyncio.to_thread(webbrowser.open, preview.address.url)
    finally:
        server.stop()
        await server.close_all_connections()


def _start_server(preview: Preview, listening: socket) -> HTTPServer:
    LiveReloadHandler.watcher = _NoWatcher()
    LiveReloadHandler.live_css = True
    LiveReloadHandler.waiters = set()
    for name in ("livereload", "tornado.access", "tornado.general"):
        # Else Python writes their warnings to the terminal, where they are no news.
        logging.getLogger(name).addHandler(logging.NullHandler())
    server = HTTPServer(make_application(preview), max_body_size=0, max_header_size=LARGEST_REQUEST)
    server.add_socket(listening)
    return server


class _NoWatcher:
    """Stands where livereload's own would poll every file; `watching` tells us more, sooner, for less."""

    filepath = None


async def _outcomes(
    site: Path, preview: Preview, building: BuildProcess, listener: Listener
) -> AsyncGenerator[Outcome]:
    """The outcome of a build after each change; changes that come while one is running wait for the next."""

    def show_early(early: Early) -> None:
        preview.show_early(early.pages)
        LiveReloadHandler.reload_waiters("*")

    async with aclosing(watch_site(site)) as changes:
        async for changed in changes:
            outcome = await building.build(changed, show_early, listener)
            listener.built(outcome, changed)
            while outcome.is_busy:
                yield outcome
                await asyncio.sleep(WAIT_FOR_OTHERS)
                outcome = await building.build(changed, show_early, listener)
                if not outcome.is_busy:
                    listener.built(outcome, changed)
            yield outcome


def _show(preview: Preview, outcome: Outcome) -> None:
    """Exchange what is shown, and tell the pages that are open, if it is anything else than before."""
    panel = render_panel(outcome.shown, len(outcome.problems), outcome.failure)
    has_new_files = bool(outcome.report and (outcome.report.written or outcome.report.deleted))
    if has_new_files or panel != preview.panel or preview.early or not preview.builds:
        preview.show(Path(outcome.output) if outcome.report else preview.root, outcome.prefix, panel)
        LiveReloadHandler.reload_waiters("*")
