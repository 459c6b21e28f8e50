/**
 * Asks Pagefind, in Node.js, through its own script: each question in a session of its own, for which it is loaded anew.
 *
 * Given and printed is the same as with fonds.js. `fetch` reads from the disk. A host compresses scripts and JSON; the
 * files that Pagefind has compressed itself go over the line as they are.
 */

import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { pathToFileURL } from "node:url";

const given = JSON.parse(readFileSync(0, "utf8"));
const HOME = "http://bench.invalid/pagefind/";
const SHOWN = 10;
let fetched = { requests: 0, raw: 0, gzip: 0 };
let sessions = 0;

globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => "en" }) };
globalThis.fetch = async (asked) => {
    const name = String(asked.url ?? asked).replace(HOME, "").replace(/\?.*/, "");
    const place = `${given.site}/pagefind/${name}`;
    if (!existsSync(place)) return new Response("", { status: 404 });
    const file = readFileSync(place);
    fetched.requests += 1;
    fetched.raw += file.length;
    fetched.gzip += name.endsWith(".json") ? gzipSync(file).length : file.length;
    return new Response(file);
};

/** One session: Pagefind as a page that was just opened has it. */
async function openSession() {
    const script = pathToFileURL(`${given.site}/pagefind/pagefind.js`).href;
    const { createInstance } = await import(`${script}?${sessions++}`);
    return createInstance({ basePath: HOME, noWorker: true });
}

/** Ask one question, up to what is shown of its first results. */
async function ask(session, query) {
    fetched = { requests: 0, raw: 0, gzip: 0 };
    const began = performance.now();
    const { results } = await session.search(query);
    const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
    const seconds = (performance.now() - began) / 1000;
    const routes = shown.map(({ url }) => new URL(url, HOME).pathname.slice(1));
    return { total: results.length, routes, seconds, ...fetched };
}

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

if (given.shared) {
    const session = await openSession();
    for (const query of given.questions) write(await ask(session, query));
} else {
    for (const [number, query] of given.questions.entries()) {
        const session = await openSession();
        write(await ask(session, query));
        const next = given.questions[(number + 1) % given.questions.length];
        if (number % given.further === 0) write({ ...(await ask(session, next)), isFurther: true });
    }
}
