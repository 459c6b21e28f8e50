"""Tags that lead to one article alone, and tags that are nearly others."""

from collections.abc import Iterator, Mapping, Sequence

from builder.check.findings import warning
from builder.check.pairs import Pair, is_slip, pairs_alike, pairs_misspelt, singular
from builder.errors import Location, Problem, quoted
from builder.library import Library, Term
from builder.model import Article
from builder.spelling import NearNames


def find_odd_tags(library: Library) -> Iterator[Problem]:
    """A warning for each tag of one article that no entry speaks for, and for each two tags that may be one."""
    near = list(_near(library.tags))
    yield from (problem for _, problem in near)
    asked = {slug for slug, _ in near}
    for slug, term in library.tags.items():
        if slug not in asked and not term.narrower and not term.authority and len(_standing(term)) == 1:
            message = f"the tag {quoted(_path(slug, library.tags))} leads to this article alone"
            hint = "take it out, use it again, or give it an entry in tags.toml if it is to stay"
            yield warning(_place(term), message, hint)


def _near(tags: Mapping[str, Term]) -> Iterator[tuple[str, Problem]]:
    """Each pair of tags that may be one, at the seldomer, whose slug comes with it."""
    by_label: dict[str, list[str]] = {}
    for slug, term in tags.items():
        by_label.setdefault(term.label, []).append(slug)
    known = NearNames(
        name
        for term in tags.values()
        if term.authority
        for name in (term.authority.name, *term.authority.aliases)
    )
    own = {
        label: sum(len(_standing(tags[slug])) for slug in slugs)
        for label, slugs in by_label.items()
        if known.nearest(label) is None
    }
    alike = {pair for pair in pairs_alike(own, singular) if is_slip(*pair)} | set(pairs_misspelt(own))
    for one, other in sorted(alike):
        pair = (by_label[one][0], by_label[other][0])
        if pair[0].rpartition("/")[2] != pair[1].rpartition("/")[2]:
            yield _ask(pair, tags)
    for slugs in by_label.values():
        yield from (_ask((slugs[0], slug), tags) for slug in slugs[1:])


def _ask(pair: Pair, tags: Mapping[str, Term]) -> tuple[str, Problem]:
    seldom, usual = sorted(pair, key=lambda slug: (len(_standing(tags[slug])), -slug.count("/"), slug))
    count, others = (len(_standing(tags[slug])) for slug in (seldom, usual))
    message = (
        f"the tag {quoted(_path(seldom, tags))} ({_articles(count)}) is nearly "
        f"{quoted(_path(usual, tags))} ({_articles(others)})"
    )
    hint = "write them alike, or name the one an alias of the other in tags.toml"
    return seldom, warning(_place(tags[seldom]), message, hint)


def _standing(term: Term) -> Sequence[Article]:
    return [article for article in term.articles if article.status != "withdrawn"]


def _place(term: Term) -> Location:
    return min(article.at("tags") for article in term.articles)


def _path(slug: str, tags: Mapping[str, Term]) -> str:
    """The labels from the widest tag down."""
    parts = slug.split("/")
    return "/".join(tags["/".join(parts[:depth])].label for depth in range(1, len(parts) + 1))


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"
