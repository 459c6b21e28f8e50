/**
 * Makes the stemmers that browsers are given, from the sources of Snowball.
 *
 * Usage: node make_stemmers.js SNOWBALL STEMMERS, where SNOWBALL is a folder with the sources of the release that
 * PyStemmer embeds, in which `make snowball` has been run, and STEMMERS is templates/assets/search/stemmers.
 * `make stemmers SNOWBALL=folder` does both.
 *
 * Snowball writes a class for each language, on top of a base class. Here each becomes one function over a few
 * variables: a third smaller, and no newer a language than ES2020.
 */

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minify } from "terser";

/** The release that PyStemmer 3.1.0 embeds. */
const RELEASE = "3.1.0";

const METHOD = /^\s*(#?\w+)\(([^)]*)\) \{$/;
const FIELD = /^\s*(#\w+)(?:\/\*\*.*?\*\/)? = (.*);$/;

/**
 * The language codes and algorithms of builder/languages.py.
 *
 * @returns {[string, string][]}
 */
function readLanguages() {
    const table = readFileSync(new URL("../../builder/languages.py", import.meta.url), "utf8");
    return [...table.matchAll(/^ {4}"([a-z]+)": "(\w+)",$/gm)].map(([, code, algorithm]) => [code, algorithm]);
}

/**
 * The methods of a class as functions, its fields as variables; `this.name` is `$name` then, and `this.#name` is `$$name`.
 *
 * @param {string} source
 */
function unfoldClass(source) {
    const lines = source.replace(/^import .*$|^export default class.*$/gm, "").replace(/\}\s*$/, "").split("\n");
    return lines
        .filter((line) => !/^\s*stemWord = /.test(line))
        .map((line) => {
            const method = METHOD.exec(line);
            const field = FIELD.exec(line);
            if (method) {
                return `function ${nameMember(method[1])}(${method[2]}) {`;
            }
            const unfolded = field ? `let ${nameMember(field[1])} = ${field[2]};` : line;
            return unfolded.replace(/\bthis\.(#?\w+)/g, (_, name) => nameMember(name));
        })
        .join("\n");
}

/**
 * @param {string} name
 */
function nameMember(name) {
    return `$${name.replace("#", "$")}`;
}

/**
 * The base class: what its constructor sets are the variables of the stemmer.
 *
 * @param {string} source
 */
function unfoldBase(source) {
    const fields = [...source.matchAll(/^ {8}this\.(\w+) = (''|0);$/gm)].slice(0, 7);
    const methods = source.slice(source.indexOf("\n    /**", source.indexOf("constructor()")));
    const kept = methods.replace(/^ {4}copy_from\([\s\S]*?^ {4}\}$/m, "").replace(/\.call\(this\)/g, "()");
    return fields.map(([, name, value]) => `let $${name} = ${value};\n`).join("") + unfoldClass(kept);
}

/**
 * The stemmer of Yiddish keeps the place where a word ended while it shortens a prefix of it. Compiled for Python it
 * counts bytes of UTF-8, of which the prefixes lose one or two; here a character stands for two bytes.
 *
 * @param {string} source
 */
function mendYiddish(source) {
    const mended = source
        .replace(/\$slice_from\("GE"\);/g, '$& $$$$I_p1 += 1;')
        .replace(/\$slice_from\("TSU"\);/g, '$& $$$$I_p1 += 1.5;');
    if (mended.split("$$I_p1 += 1").length !== 4) {
        throw new Error("the stemmer of Yiddish is another: see whether it needs mending");
    }
    return mended;
}

/**
 * One stemmer as a script of its own.
 *
 * @param {string} base
 * @param {string} generated
 * @param {string} algorithm
 * @param {string} code
 */
async function makeScript(base, generated, algorithm, code) {
    const unfolded = unfoldClass(generated);
    const source = `(() => {
        "use strict";
        ${base}
        ${algorithm === "yiddish" ? mendYiddish(unfolded) : unfolded}
        const stemmers = globalThis.FondsStemmers = globalThis.FondsStemmers || {};
        stemmers.${code} = $stem;
    })();`;
    if (/\bthis\b/.test(source.replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, ""))) {
        throw new Error(`${algorithm}: something of a class is left`);
    }
    const { code: small } = await minify(source, { ecma: 2020, compress: { passes: 3, drop_console: true } });
    const licence = `/*! Snowball ${RELEASE}, ${algorithm}: snowballstem.org, BSD-3-Clause, see stemmers/LICENSE.txt */`;
    return `${licence}\n${small}\n`;
}

const [snowball, stemmers] = process.argv.slice(2);
if (!readFileSync(join(snowball, "NEWS"), "utf8").startsWith(`Snowball ${RELEASE} `)) {
    throw new Error(`${snowball} does not hold Snowball ${RELEASE}`);
}
const scratch = mkdtempSync(join(tmpdir(), "stemmers-"));
const base = unfoldBase(readFileSync(join(snowball, "javascript", "base-stemmer.js"), "utf8"));
for (const file of readdirSync(stemmers).filter((name) => name.endsWith(".js"))) {
    rmSync(join(stemmers, file));
}
for (const [code, algorithm] of readLanguages()) {
    const made = join(scratch, `${code}.js`);
    execFileSync(join(snowball, "snowball"), [join(snowball, "algorithms", `${algorithm}.sbl`), "-js", "-o", made]);
    writeFileSync(join(stemmers, `${code}.js`), await makeScript(base, readFileSync(made, "utf8"), algorithm, code));
}
copyFileSync(join(snowball, "COPYING"), join(stemmers, "LICENSE.txt"));
rmSync(scratch, { recursive: true });
