"""Texts have changed, and nothing else has: only their own pages are made anew.

What other pages know of an article is its record, and the face of its body: summary, ids, references. Where these
are as before, no other page can have changed, and nothing of the archive but the texts need be read. Whatever
is more than that is left to the whole pipeline.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import msgspec

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.config import Config
from builder.fingerprint import digest
from builder.freshness import KnownFiles
from builder.load import reread
from builder.load.known import LoadedFile
from builder.markup import KnownBodies, render_bodies
from builder.model import Article, Body, ContentRecord
from builder.pages import Page, Sketch
from builder.pages.checksums import CHECKSUMS, renew_checksums
from builder.pages.contexts import ArticlePage, Site, TextPage
from builder.publish import publish
from builder.references import article_route, page_route
from builder.render import recall_pages, render_pages
from builder.report import Options, Report
from builder.search import Document, SearchIndex, is_index_file
from builder.staging import artifact_folder
from builder.standing import Changes, OpenSite, Standing, remember_report
from builder.store import Store
from builder.theme import Theme, load_theme

MOST = 64
"""Texts; beyond that the whole pipeline, with its workers, is no slower."""


class Renewed(msgspec.Struct, frozen=True, kw_only=True):
    """Texts that have changed, and their pages as they are now."""

    files: tuple[LoadedFile, ...]
    records: tuple[ContentRecord, ...]
    bodies: tuple[Body, ...]
    """Of each record."""
    pages: tuple[Page, ...]
    """Of each record: its context and its body are those of the new text."""
    theme: Theme
    site: Site


def retouch(
    site: OpenSite, config: Config, changes: Changes, options: Options, staging: Path, executor: Executor
) -> Report | None:
    """Make the pages of changed texts anew and publish them; None where more than texts may have changed."""
    standing, store = changes.standing, site.store
    known = changes.outputs_of(site)
    if len(changes.files) > MOST or not known.all_stand():
        return None
    if config.feeds.content == "full":
        # The feeds of the archive and of every term may hold the texts.
        return None
    renewed = renew_pages(site.folder, config, standing, changes.files, known, store, staging, executor)
    if not renewed:
        return None
    sketches = [Sketch(page.route, "", partial(list, [page])) for page in renewed.pages]
    with artifact_folder(known.output, staging) as artifact_staging:
        rendering = render_pages(
            sketches,
            renewed.site,
            renewed.theme,
            staging,
            artifact_staging,
            store,
            known,
            None,
            executor,
            _say_nothing,
        )
        if rendering.problems:
            return None
        read = {file.file: file.state.digest for file in renewed.files if file.state}
        renewed_files = [*rendering.artifacts, _stage_checksums(read, artifact_staging, known)]
        others = known.all()
        if config.search.enabled:
            index = SearchIndex(store, known, config)
            words = {
                record.slug: body.words.digest
                for record, body in zip(renewed.records, renewed.bodies, strict=True)
                if isinstance(record, Article)
            }
            documents = _with_words(index.recall_documents(), words)
            renewed_files += index.stage(documents, artifact_staging)
            others = {file: artifact for file, artifact in others.items() if not is_index_file(file)}
        artifacts = others | {artifact.file: artifact for artifact in renewed_files}
        published = publish(list(artifacts.values()), artifact_staging, known.output)
    known.remember(list(artifacts.values()))
    inputs = KnownFiles(seen_at=site.clock, states=site.inputs)
    again = msgspec.structs.replace(standing, inputs=inputs, digests=standing.digests | read)
    remember_report(store, options, again)
    return msgspec.structs.replace(
        standing.report,
        rendered=len(rendering.reasons),
        written=published.written,
        deleted=published.deleted,
        reasons=rendering.reasons,
        templates=rendering.templates,
    )


def renew_pages(
    folder: Path,
    config: Config,
    standing: Standing,
    files: Sequence[str],
    known: KnownArtifacts,
    store: Store,
    staging: Path,
    executor: Executor,
) -> Renewed | None:
    """The pages of content files that have changed since a build; None where more than their texts has.

    Nothing is published, and nothing remembered but what was read.
    """
    digests = {file: standing.digests[file] for file in files if file in standing.digests}
    if len(digests) < len(files):
        return None
    loaded = reread(folder, staging, store, digests, config.site.language)
    before = [file.record for file, now in loaded if file and file.record and _differ_in_text_only(file, now)]
    if len(before) < len(loaded):
        return None
    records = [now.record for _, now in loaded if now.record]
    bodies_before = KnownBodies(before, config.markdown.engine, store).recall()
    now_known = KnownBodies(records, config.markdown.engine, store)
    bodies = render_bodies(now_known, staging, executor, _say_nothing)
    if not all(map(_show_one_face, (bodies_before.get(record.file) for record in records), bodies)):
        return None
    theme, shared = load_theme(folder), msgspec.msgpack.decode(standing.site, type=Site)
    pages = recall_pages(list(map(_route_of, records)), shared, theme, store, known)
    if len(pages) < len(records):
        return None
    return Renewed(
        files=tuple(now for _, now in loaded),
        records=tuple(records),
        bodies=tuple(bodies),
        pages=tuple(map(_with_body, pages, bodies)),
        theme=theme,
        site=shared,
    )


def _differ_in_text_only(before: LoadedFile, now: LoadedFile) -> bool:
    """Whether all that was read of a file is the same, but for the words of its text."""
    if not before.record or not now.record or before.problems != now.problems:
        return False
    return msgspec.structs.replace(now.record, text=before.record.text) == before.record


def _show_one_face(before: Body | None, now: Body) -> bool:
    """Whether two bodies are the same to every page but their own."""
    return before is not None and msgspec.structs.replace(now, html=before.html, words=before.words) == before


def _with_words(documents: Sequence[Document], words: Mapping[str, str]) -> list[Document]:
    """The same documents, some with other words in their texts; `words` are digests by slug."""
    return [
        msgspec.structs.replace(document, words=words[document.slug]) if document.slug in words else document
        for document in documents
    ]


def _route_of(record: ContentRecord) -> str:
    return article_route(record.slug) if isinstance(record, Article) else page_route(record.slug)


def _with_body(page: Page, body: Body) -> Page:
    context = page.context
    if isinstance(context, ArticlePage | TextPage):
        context = msgspec.structs.replace(context, body=body.html.digest)
    return msgspec.structs.replace(page, context=context, body=body.html)


def _stage_checksums(digests: Mapping[str, str], staging: Path, known: KnownArtifacts) -> Artifact:
    data = renew_checksums((known.output / CHECKSUMS).read_bytes(), digests)
    return stage(data, CHECKSUMS, "checksums", staging, known.output, digest(data))


def _say_nothing(done: int, total: int) -> None:
    """A few texts are done before a bar could be drawn."""
