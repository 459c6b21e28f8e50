/**
 * Makes the scripts of search that browsers are given, from the modules that people read.
 *
 * Usage: node make_scripts.js BUNDLES, where BUNDLES is templates/assets/search/bundles. `make scripts` does it.
 *
 * A page from a disk cannot load modules, and a curator's machine has no Node.js: so each script of
 * templates/assets/search is made here, with all that it imports, into one function with short names, and kept in
 * the repository. A test makes them again and compares.
 */

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "@rollup/wasm-node";
import { minify } from "terser";

const SOURCES = fileURLToPath(new URL("../../templates/assets/search/", import.meta.url));

/**
 * One script with all that it imports.
 *
 * @param {string} name
 */
async function makeScript(name) {
    const bundle = await rollup({
        input: join(SOURCES, name),
        onwarn: ({ message }) => { throw new Error(message); },
    });
    const { output: [{ code }] } = await bundle.generate({ format: "iife" });
    const { code: small } = await minify(code, { ecma: 2020, toplevel: true, compress: { passes: 3 } });
    return `${small}\n`;
}

const [bundles] = process.argv.slice(2);
mkdirSync(bundles, { recursive: true });
for (const name of readdirSync(SOURCES).filter((file) => file.endsWith(".js"))) {
    writeFileSync(join(bundles, name), await makeScript(name));
}
