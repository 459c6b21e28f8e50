/**
 * Asks the engine of Fonds, in Node.js, over the files of a built site: each question in a session of its own.
 *
 * Given on standard input: {site, stemmers, questions, further, browse}; a line of JSON for each question is printed. Bytes are
 * counted where a browser would fetch a file, raw and as a host compresses it.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { unwrap } from "../../templates/assets/search/engine/files.js";
import { createEngine } from "../../templates/assets/search/engine/search.js";

const given = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(import.meta.url);
const compressed = new Map();

/** One session: an engine that knows nothing yet, and what it fetches. */
function openSession() {
    const fetched = { requests: 0, raw: 0, gzip: 0 };
    const engine = createEngine(
        async (id) => {
            const file = readFileSync(`${given.site}/search/${id}.js`);
            if (!compressed.has(id)) compressed.set(id, gzipSync(file).length);
            fetched.requests += 1;
            fetched.raw += file.length;
            fetched.gzip += compressed.get(id);
            return unwrap(file, id);
        },
        async (language) => {
            require(given.stemmers[language]);
            return globalThis.FondsStemmers[language];
        },
    );
    return { engine, fetched };
}

/** Ask one question, and say what it took beyond what the session has fetched already. */
async function ask({ engine, fetched }, request) {
    const before = { ...fetched };
    const began = performance.now();
    const { total, hits } = await engine.search(request);
    const seconds = (performance.now() - began) / 1000;
    const cost = Object.fromEntries(Object.keys(fetched).map((name) => [name, fetched[name] - before[name]]));
    return { total, routes: hits.map(({ route }) => route), seconds, ...cost };
}

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

if (given.shared) {
    const session = openSession();
    for (const query of given.questions) write(await ask(session, { query }));
} else if (given.browse) {
    const [value] = await openSession().engine.facets({}, given.browse);
    write(await ask(openSession(), { filters: { [given.browse]: [value.slug] } }));
} else {
    for (const [number, query] of given.questions.entries()) {
        const session = openSession();
        write(await ask(session, { query }));
        const next = given.questions[(number + 1) % given.questions.length];
        if (number % given.further === 0) write({ ...(await ask(session, { query: next })), isFurther: true });
    }
}
