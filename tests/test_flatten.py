"""Flat templates against the templates as they stand: the same text."""

import jinja2
import pytest

from builder.flatten import NotFlatError, flatten
from builder.templating import Templates, make_environment

FRAME = "<title>{% block title %}{{ page.title }}{% endblock %}</title>{% block main %}none{% endblock %}"


def render_flat(sources: dict[str, str], **fields: object) -> str:
    """A page by the flat template alone; NotFlatError where there is none."""
    environment = make_environment(sources)
    tree = flatten("page.html", lambda part: environment.parse(sources[part], part))
    code = environment.compile(tree, "page.html", "page.html")
    return jinja2.Template.from_code(environment, code, {}).render(page=fields, site={"title": "Site"})


def render_as_it_stands(sources: dict[str, str], **fields: object) -> str:
    """The same page by Jinja's own way."""
    return Templates(sources).render("page.html", fields, {"title": "Site"})


FLAT = {
    "block of the frame": {"page.html": '{% extends "f.html" %}', "f.html": FRAME},
    "block that is replaced": {
        "page.html": '{% extends "f.html" %}{% block main %}<p>{{ page.title }}</p>{% endblock %}',
        "f.html": FRAME,
    },
    "block within a block, from the middle of a lineage": {
        "page.html": '{% extends "m.html" %}{% block inner %}{{ page.title }}{% endblock %}',
        "m.html": '{% extends "f.html" %}{% block main %}<b>{% block inner %}no{% endblock %}</b>{% endblock %}',
        "f.html": FRAME,
    },
    "include": {
        "page.html": '{% include "a.html" %}!',
        "a.html": '{{ page.title }}{% include "b.html" %}',
        "b.html": "b",
    },
    "include in a loop": {
        "page.html": '{% for item in page["items"] %}{% include "a.html" %}{% endfor %}',
        "a.html": "{{ item }}{% for sign in item %}{% if not loop.last %}, {% endif %}{% endfor %}",
    },
    "macro with defaults and names": {
        "page.html": '{% from "m.html" import link, pair as two %}'
        '{{ link("a", text=page.title) }}{{ link("b") }}{{ two("x", "y") }}',
        "m.html": "{% macro link(href, text='none') %}<a href=\"{{ href }}\">{{ text }}</a>{% endmacro %}"
        "{% macro pair(a, b) %}{{ a }}{{ link(b, a) }}{% endmacro %}",
    },
    "macro whose parameters change places": {
        "page.html": '{% from "m.html" import outer %}{{ outer(page.title, "b") }}',
        "m.html": "{% macro inner(a, b) %}{{ a }}-{{ b }}{% endmacro %}"
        "{% macro outer(a, b) %}{{ inner(b, a) }}{% endmacro %}",
    },
    "macro imported at the top of a child": {
        "page.html": '{% extends "f.html" %}{% from "m.html" import one %}'
        "{% block main %}{{ one(page.title) }}{% endblock %}",
        "f.html": FRAME,
        "m.html": "{% macro one(x) %}<i>{{ x }}</i>{% endmacro %}",
    },
    "set in a block stays there": {
        "page.html": '{% extends "f.html" %}{% block main %}'
        '{% set page = {"title": "x"} %}{{ page.title }}{% endblock %}',
        "f.html": FRAME + "{{ page.title }}",
    },
    "parameter named like what stands outside": {
        "page.html": '{% from "m.html" import one %}'
        "{% for page in [page] %}{{ one(page.title) }}{{ page.title }}{% endfor %}",
        "m.html": "{% macro one(page) %}<i>{{ page }}</i>{% endmacro %}",
    },
}

NOT_FLAT = {
    "super": {
        "page.html": '{% extends "f.html" %}{% block title %}{{ super() }}!{% endblock %}',
        "f.html": FRAME,
    },
    "macro in an expression": {
        "page.html": '{% from "m.html" import one %}{% if one(1) %}{{ one(2) ~ "x" }}{% endif %}',
        "m.html": "{% macro one(x) %}{{ x }}{% endmacro %}",
    },
    "whole import": {
        "page.html": '{% import "m.html" as m %}{{ m.one(1) }}',
        "m.html": "{% macro one(x) %}{{ x }}{% endmacro %}",
    },
    "call block": {
        "page.html": '{% from "m.html" import one %}{% call one(1) %}inside{% endcall %}',
        "m.html": "{% macro one(x) %}{{ x }}{{ caller() }}{% endmacro %}",
    },
    "set at the top": {
        "page.html": '{% extends "f.html" %}{% set x = 1 %}{% block main %}{{ x }}{% endblock %}',
        "f.html": FRAME,
    },
    "include that names the loop around it": {
        "page.html": '{% for x in [1] %}{% include "a.html" %}{% endfor %}',
        "a.html": "{{ loop is defined }}",
    },
    "block in a loop": {"page.html": "{% for x in [1, 2] %}{% block a %}b{% endblock %}{% endfor %}"},
    "missing include that may be missing": {"page.html": '{% include "none.html" ignore missing %}x'},
}


@pytest.mark.parametrize("sources", FLAT.values(), ids=FLAT.keys())
def test_flat_template_says_the_same(sources: dict[str, str]) -> None:
    """Blocks, includes and macros, written into one another."""
    fields = {"title": "A & <B>", "items": ["a", "b"]}

    assert render_flat(sources, **fields) == render_as_it_stands(sources, **fields) != ""


@pytest.mark.parametrize("sources", NOT_FLAT.values(), ids=NOT_FLAT.keys())
def test_what_cannot_be_written_in_is_rendered_as_it_stands(sources: dict[str, str]) -> None:
    """It costs time, and nothing else."""
    fields = {"title": "A & <B>"}

    with pytest.raises(NotFlatError):
        render_flat(sources, **fields)
    assert Templates(sources, many=0).render("page.html", fields, {}) == render_as_it_stands(
        sources, **fields
    )


def test_macro_that_calls_itself_is_not_flat() -> None:
    """It would have no end."""
    sources = {
        "page.html": '{% from "m.html" import count %}{{ count(3) }}',
        "m.html": "{% macro count(n) %}{% if n %}{{ n }}{{ count(n - 1) }}{% endif %}{% endmacro %}",
    }

    with pytest.raises(NotFlatError):
        render_flat(sources)
    assert Templates(sources, many=0).render("page.html", {}, {}) == "321"


def test_macro_sees_nothing_of_the_page_that_calls_it() -> None:
    """As it stands it is an error, and so it stays one."""
    sources = {
        "page.html": '{% from "m.html" import one %}{{ one(1) }}',
        "m.html": "{% macro one(x) %}{{ page.title }}{% endmacro %}",
    }

    with pytest.raises(jinja2.UndefinedError, match="'page' is undefined"):
        Templates(sources, many=0).render("page.html", {"title": "x"}, {})
