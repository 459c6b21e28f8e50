"""The scripts of search, each of several modules: bundled into one file that every browser runs, from a disk too.

The sources are modules, which tests run as they stand: `templates/assets/search/*.js` are the scripts, what they
import lies in folders beside. A page on a disk cannot load modules, so a script is published as one function with
all that it imports, in the order of use. Only what the house writes is understood: names, imported and exported as
they are called. The rest is a problem.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec
import rjsmin

from builder.errors import Location, Problem
from builder.fingerprint import fingerprint
from builder.scripts.modules import Module, read_module
from builder.store import Store

FOLDER = "search/"
STEMMERS = "search/stemmers/"
"""These are published as they are, each where its language is written in."""

_KEPT = re.compile(r" ?\b(kept\d+of[a-z0-9]+)\b ?")


class Source(msgspec.Struct, frozen=True):
    """A file of the theme."""

    file: str
    """For messages."""
    data: bytes


class Bundles(msgspec.Struct, frozen=True, kw_only=True):
    """The scripts of a theme."""

    scripts: dict[str, bytes]
    """By name below templates/assets, such as `search/engine.js`."""
    problems: tuple[Problem, ...]


def recall_bundles(sources: Mapping[str, Source], store: Store) -> Bundles:
    """The same as `bundle_scripts`, recalled where the sources are known."""
    key = f"scripts {fingerprint(sorted(sources.items()))}"
    known = store.read_record("index", key, Bundles)
    if known:
        return known
    made = bundle_scripts(sources)
    store.write("index", [(key, msgspec.msgpack.encode(made))])
    return made


def bundle_scripts(sources: Mapping[str, Source]) -> Bundles:
    """Bundle the scripts among some files, given by name below templates/assets."""
    modules = {
        name: read_module(name, source.file, source.data)
        for name, source in sorted(sources.items())
        if name.endswith(".js") and not name.startswith(STEMMERS)
    }
    problems = [problem for module in modules.values() for problem in module.problems]
    problems += [problem for module in modules.values() for problem in _check_imports(module, modules)]
    scripts = {}
    for name in modules:
        if "/" not in name.removeprefix(FOLDER):
            parts, findings = _order(name, modules)
            problems += [*findings, *_check_names(parts)]
            scripts[name] = _write(parts)
    return Bundles(scripts={} if problems else scripts, problems=tuple(sorted(set(problems))))


def _check_imports(module: Module, modules: Mapping[str, Module]) -> list[Problem]:
    problems = []
    for each in module.imports:
        where = Location(module.file, each.line)
        target = modules.get(each.module)
        if not target:
            message = f"there is no templates/assets/{each.module}"
            problems.append(Problem(where, message, "write the path of a file beside this one"))
        elif not target.problems and (unknown := sorted(set(each.names) - target.exports)):
            message = f"{', '.join(unknown)}: not exported by {target.file}"
            problems.append(Problem(where, message, "export it there, or correct the name"))
    return problems


def _order(entry: str, modules: Mapping[str, Module]) -> tuple[list[Module], list[Problem]]:
    """A script's modules, each after those that it imports; a problem for each circle among them."""
    ordered: dict[str, Module] = {}
    problems = []

    def visit(name: str, users: tuple[str, ...]) -> None:
        module = modules[name]
        for each in module.imports:
            if each.module in (*users, name):
                circle = [*users, name][[*users, name].index(each.module) :]
                message = f"modules import each other in a circle: {' → '.join([*circle, each.module])}"
                hint = "move what both need into a module of its own"
                problems.append(Problem(Location(module.file, each.line), message, hint))
            elif each.module in modules and each.module not in ordered:
                visit(each.module, (*users, name))
        ordered[name] = module

    visit(entry, ())
    return list(ordered.values()), problems


def _check_names(parts: Sequence[Module]) -> list[Problem]:
    """A problem for each name that two modules of one script have at their top level."""
    owners: dict[str, Module] = {}
    problems = []
    for module in parts:
        for name, line in module.declared.items():
            owner = owners.setdefault(name, module)
            if owner is not module:
                message = f"{name} is a name of {owner.file}, line {owner.declared[name]}, too"
                hint = "the modules of a script share their top level: rename one of the two"
                problems.append(Problem(Location(module.file, line), message, hint))
    return problems


def _write(parts: Sequence[Module]) -> bytes:
    """One function with all modules in it, without comments and needless spaces."""
    code = "\n;".join(module.code for module in parts)
    small = rjsmin.jsmin(f'(()=>{{"use strict";{code}\n}})();', keep_bang_comments=True)
    kept = {word: text for module in parts for word, text in module.kept.items()}
    return f"{_KEPT.sub(lambda found: _put_back(kept[found[1]], found), small)}\n".encode()


def _put_back(text: str, found: re.Match[str]) -> str:
    """An expression or template in its place: no slash beside its own, no word beside its flags."""
    is_divisor = found.start() and found.string[found.start() - 1] == "/"
    return f"{' ' * bool(is_divisor)}{text}{' ' * (found[0].endswith(' ') and text[0] == '/')}"
