/**
 * Asks Fonds, in Node.js, through the script that it has published: each question in a session of its own.
 *
 * Given on standard input: {site, scripts, questions, further, shared, browse}; a line of JSON for each question is
 * printed. Bytes are counted where a browser would fetch a file, raw and as a host compresses it.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const given = JSON.parse(readFileSync(0, "utf8"));
const HOME = "http://bench.invalid/";
const compressed = new Map();
let fetched = { requests: 0, raw: 0, gzip: 0 };

globalThis.fetch = async (url) => {
    const file = readFileSync(`${given.site}/${url.slice(HOME.length)}`);
    if (!compressed.has(url)) compressed.set(url, gzipSync(file).length);
    fetched.requests += 1;
    fetched.raw += file.length;
    fetched.gzip += compressed.get(url);
    return new Response(file);
};

// Before the script this is a worker, which is called by messages.
const waiting = new Map();
globalThis.importScripts = () => {};
globalThis.postMessage = ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    if (error) reject(new Error(`${error.kind}: ${error.message}`));
    else resolve(result);
};
createRequire(import.meta.url)(given.scripts[0]);

const call = (name, ...values) => new Promise((resolve, reject) => {
    const id = waiting.size;
    waiting.set(id, { resolve, reject });
    globalThis.onmessage({ data: { id, call: name, arguments: values } });
});

/** One session: an engine that knows nothing yet. */
async function openSession() {
    await call("open", { base: `${HOME}search/` });
}

/** Ask one question, and say what it took beyond what the session has fetched already. */
async function ask(request) {
    fetched = { requests: 0, raw: 0, gzip: 0 };
    const began = performance.now();
    const { total, hits } = await call("search", request);
    const seconds = (performance.now() - began) / 1000;
    return { total, routes: hits.map(({ route }) => route), seconds, ...fetched };
}

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

await openSession();
if (given.shared) {
    for (const query of given.questions) write(await ask({ query }));
} else if (given.browse) {
    const [value] = await call("facets", {}, given.browse);
    await openSession();
    write(await ask({ filters: { [given.browse]: [value.slug] } }));
} else {
    for (const [number, query] of given.questions.entries()) {
        await openSession();
        write(await ask({ query }));
        const next = given.questions[(number + 1) % given.questions.length];
        if (number % given.further === 0) write({ ...(await ask({ query: next })), isFurther: true });
    }
}
