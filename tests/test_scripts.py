"""Modules become scripts; what cannot be one is a problem with its place and its mend."""

from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive
from node import run_node

from builder.errors import Problem
from builder.scripts import Bundles, Source, bundle_scripts, recall_bundles
from builder.store import Store
from builder.theme import load_theme

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "assets"


def bundle(**files: str) -> Bundles:
    """Bundle modules: `entry` is search/entry.js, all others lie in search/parts/."""
    sources = {f"search/{'' if name == 'entry' else 'parts/'}{name}.js": text for name, text in files.items()}
    return bundle_scripts(
        {name: Source(f"templates/assets/{name}", text.encode()) for name, text in sources.items()}
    )


def run(tmp_path: Path, **files: str) -> str:
    """What a bundled script prints."""
    bundles = bundle(**files)
    assert bundles.problems == ()
    script = tmp_path / "entry.cjs"
    script.write_bytes(bundles.scripts["search/entry.js"])
    return run_node(script).strip()


def the_problem(**files: str) -> Problem:
    """The one problem of some modules, which make no script then."""
    bundles = bundle(**files)
    assert bundles.scripts == {}
    (problem,) = bundles.problems
    return problem


def test_a_script_runs_with_all_that_it_imports(tmp_path: Path) -> None:
    """In the order of use, each module once, and nothing of it is left in the open."""
    printed = run(
        tmp_path,
        entry='import { twice } from "./parts/twice.js";\nimport { ONE } from "./parts/numbers.js";\n'
        "console.log(twice(ONE), typeof globalThis.twice, (function () { return this; })());\n",
        twice='import { ONE } from "./numbers.js"\nexport function twice(n) { return n * (ONE + ONE) }\n',
        numbers="console.log('once');\nexport const ONE = 1;",
        unused='throw new Error("nobody imports this");',
    )

    assert printed == "once\n2 undefined undefined"


def test_every_form_of_export_is_understood(tmp_path: Path) -> None:
    printed = run(
        tmp_path,
        entry='import {\n  a, b, c, // the first\n  d, e, f, G, h,\n} from "./parts/all.js";\n'
        "Promise.all([d(), ...e()]).then((found) => console.log(a, b, c, ...found, f, new G().name, h));",
        all="export const a = 1, b = [2, 3];\nlet c = a;\nexport { c };\nexport async function d() { return 4; }\n"
        "export function* e() { yield 5; }\nexport const { f, g: [h], ...rest } = { f: 6, g: [8] };\n"
        "export class G { name = rest.export ?? 7; }",
    )

    assert printed == "1 [ 2, 3 ] 1 4 5 6 7 8"


def test_words_in_strings_templates_expressions_and_comments_are_left_alone(tmp_path: Path) -> None:
    """Nothing but code is read as code, and no space of a text is lost."""
    text = r"""
/*
import { nothing } from "./nowhere.js";
*/
// export default import("./nowhere.js")
/** @type {import("./nowhere.js").Thing} */
const words = [
  "export default  1", 'import  "x"', `
import { nothing } from "./nowhere.js";
  ${ [1].map((n) => `in  a ${`${"}  `"}`}  hole ${n}`) }`,
  "a  b".replace(/[/"'`]  |a  b/, "x"), 6 / 2 / 1, ((n) => /a  b/.test(n))("a  b"), "a" in { a: 1 },
];
const tag = (parts) => parts.raw[0];
words.push(tag `\u  ${1}`, { import: 1, export: 2 }.import, typeof /x  y/g, /x  y/ instanceof RegExp);
console.log(JSON.stringify(words));
"""
    plain = tmp_path / "plain.cjs"
    plain.write_text(text, encoding="utf-8")

    assert run(tmp_path, entry=text) == run_node(plain).strip()


def test_comments_go_and_licences_stay() -> None:
    bundles = bundle(entry="/*! Licence: MIT */\n// a note\n/** a note */\nconsole.log( 1 );  // a note\n")

    assert (
        bundles.scripts["search/entry.js"] == b'(()=>{"use strict";/*! Licence: MIT */console.log(1);})();\n'
    )


def test_modules_do_not_run_into_each_other(tmp_path: Path) -> None:
    """A module that ends without a semicolon, or with a comment, ends there."""
    printed = run(
        tmp_path,
        entry='import { one } from "./parts/one.js"\n(() => console.log(one()))()',
        one="export const one = function () { return 1 } // the end",
    )

    assert printed == "1"


@pytest.mark.parametrize(
    ("entry", "line", "message"),
    [
        ('\nimport x from "./parts/part.js";', 2, "only names can be imported"),
        ('import * as x from "./parts/part.js";', 1, "only names can be imported"),
        ('import { one as two } from "./parts/part.js";', 1, "only names can be imported"),
        ('import "./parts/part.js";', 1, "only names can be imported"),
        ('import { one } from "part";', 1, "only names can be imported"),
        ('import { one } from "https://example.org/part.js";', 1, "only names can be imported"),
        ('import { one } from "./parts/other.js";', 1, "there is no templates/assets/search/parts/other.js"),
        ('import { one } from "../page.js";', 1, "there is no templates/assets/page.js"),
        ('import { one, two, three } from "./parts/part.js";', 1, "three, two: not exported by"),
        ("const x = 1;\nexport default x;", 2, "only declared names can be exported"),
        ("const x = 1;\nexport { x as y };", 2, "only declared names can be exported"),
        ('export * from "./parts/part.js";', 1, "only declared names can be exported"),
        ('export { one } from "./parts/part.js";', 1, "only declared names can be exported"),
        ("export { lost };", 1, "lost is exported and is nowhere in the file"),
        ('function f() {\n  return import("./parts/part.js");\n}', 2, "import() loads a module"),
        ("\n\nconsole.log(import.meta.url);", 3, "a script has no import.meta"),
        ("await 1;", 1, "a script cannot wait at its top level"),
        ("\nconst x = `${ {a: 1 }`;", 2, "a string, comment or bracket is not closed"),
        ('x = "1;\n', 1, "a string, comment or bracket is not closed"),
        ("f(1;\n", 1, "a string, comment or bracket is not closed"),
        ("f(1));\n", 1, "a string, comment or bracket is not closed"),
        ("/* x\n", 1, "a string, comment or bracket is not closed"),
    ],
)
def test_what_cannot_be_bundled_is_a_problem_with_its_line(entry: str, line: int, message: str) -> None:
    problem = the_problem(entry=entry, part="export const one = 1;")

    assert str(problem.where) == f"templates/assets/search/entry.js:{line}"
    assert message in problem.message
    assert problem.hint


def test_a_name_of_two_modules_is_a_problem() -> None:
    """They would be one name in the script: with another meaning, or none."""
    problem = the_problem(
        entry='import { one } from "./parts/one.js";\nlet [a, { b: same }] = one;',
        one="export const one = [], same = 2;",
    )

    assert str(problem.where) == "templates/assets/search/entry.js:2"
    assert problem.message == "same is a name of templates/assets/search/parts/one.js, line 1, too"


def test_a_name_inside_a_function_or_a_block_is_its_own(tmp_path: Path) -> None:
    printed = run(
        tmp_path,
        entry='import { one } from "./parts/one.js";\nfunction f(same) { const other = same; return other; }\n'
        "{ const other = 3; for (const same of [other]) console.log(one, f(same)); }",
        one="const same = 1, other = 2;\nexport const one = same + other;",
    )

    assert printed == "3 3"


def test_modules_that_import_each_other_are_a_problem() -> None:
    problem = the_problem(
        entry='import { a } from "./parts/a.js";',
        a='import { b } from "./b.js";\nexport const a = 1;',
        b='\nimport { a } from "./a.js";\nexport const b = 1;',
    )

    assert str(problem.where) == "templates/assets/search/parts/b.js:2"
    assert "search/parts/a.js → search/parts/b.js → search/parts/a.js" in problem.message


def test_a_script_that_is_not_utf_8_is_a_problem() -> None:
    bundles = bundle_scripts({"search/x.js": Source("templates/assets/search/x.js", b"// caf\xe9\n")})

    assert [problem.message for problem in bundles.problems] == ["not UTF-8"]


def test_scripts_of_known_sources_are_recalled(tmp_path: Path) -> None:
    """Any change to any source makes them anew."""
    sources = {"search/x.js": Source("templates/assets/search/x.js", b"f(1)")}

    with Store(tmp_path, "tests") as store:
        made = recall_bundles(sources, store)
        recalled = recall_bundles(sources, store)
        changed = recall_bundles(
            sources | {"search/x.js": Source("templates/assets/search/x.js", b"f(2)")}, store
        )

    assert recalled == made == bundle_scripts(sources)
    assert changed.scripts["search/x.js"] == b'(()=>{"use strict";f(2)})();\n'


def test_a_site_publishes_scripts_and_no_parts(archive: Archive) -> None:
    """And the stemmers of the languages that its articles are written in, with their licence."""
    archive.article("one", lang="de-AT")
    archive.article("two", lang="nb")
    archive.article("three", lang="zh")

    archive.build()

    folder = archive.public / "assets" / "search"
    published = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert [name.split(".")[0] for name in published if name.startswith("stemmers/")] == [
        "stemmers/LICENSE",
        "stemmers/de",
        "stemmers/no",
    ]
    scripts = {path.stem for path in (TEMPLATES / "search").glob("*.js")}
    assert {name.split(".")[0] for name in published if "/" not in name} == scripts
    for path in folder.rglob("*.js"):
        run_node("--check", path)


def test_a_site_without_search_publishes_no_stemmers(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "Test"\n[search]\nenabled = false\n')
    archive.article("one", lang="de")

    archive.build()

    assert not (archive.public / "assets" / "search" / "stemmers").exists()


def test_a_site_may_have_parts_of_its_own(archive: Archive, make_archive: Callable[[str], Archive]) -> None:
    """Its file stands in place of the default one, and what is wrong in it is told with its line."""
    (part,) = sorted((TEMPLATES / "search" / "engine").glob("errors.js"))
    place = "templates/assets/search/engine/errors.js"
    archive.write(place, part.read_text(encoding="utf-8") + '\nglobalThis.isOwn = "yes";\n')
    other = make_archive("other")
    other.write(
        place, part.read_text(encoding="utf-8").replace("export function failure", "function failure")
    )

    with Store(archive.folder / ".cache", "tests") as store:
        theme = load_theme(archive.folder, store)
        problems = load_theme(other.folder, store).problems

    assert theme.problems == ()
    assert b'globalThis.isOwn="yes";' in theme.assets["search/engine.js"].data
    assert not any(name.startswith("search/engine/") for name in theme.assets)
    assert problems
    assert all(
        "failure: not exported by templates/assets/search/engine/errors.js" in str(each) for each in problems
    )
