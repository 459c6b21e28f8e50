// How a page reaches the engine: by messages to a worker, or by calls where browsers allow no worker (a page from a disk).
// @ts-check

import { failure } from "./errors.js";
import { loadByFetch, loadByScript, runScript } from "./files.js";
import { createEngine } from "./search.js";

/** @typedef {{base: string}} Place the absolute URL of the folder of the index */
/** @typedef {import("./search.js").Engine} Engine */

const scope = /** @type {any} */ (globalThis);

/** What can be called, by name. */
function createCalls() {
  /** @type {Promise<Engine>} */
  let engine = Promise.reject(failure("missing", "the search was not opened"));
  engine.catch(() => {});
  return {
    /** @param {Place} place */
    async open({ base }) {
      const load = base.startsWith("file:") ? loadByScript(base) : loadByFetch(base);
      engine = Promise.resolve(createEngine(load, (language, href) => loadStemmer(language, new URL(href, base).href)));
    },
    /** @param {Parameters<Engine["search"]>} given */
    search: async (...given) => (await engine).search(...given),
    /** @param {Parameters<Engine["facets"]>} given */
    facets: async (...given) => (await engine).facets(...given),
    /** @param {Parameters<Engine["complete"]>} given */
    complete: async (...given) => (await engine).complete(...given),
  };
}

/**
 * @param {string} language
 * @param {string} url
 */
async function loadStemmer(language, url) {
  const known = () => scope.FondsStemmers?.[language];
  if (!known()) await runAnywhere(url);
  if (!known()) throw failure("missing", `there is no stemmer for ${language}`);
  return known();
}

/** @param {string} url */
async function runAnywhere(url) {
  if (!scope.importScripts) return runScript(url, "utf-8");
  try {
    scope.importScripts(url);
  } catch {
    throw failure("missing", `${url} could not be loaded`);
  }
}

/** Answer messages {id, call, arguments} with {id, result} or {id, error}; or offer `FondsSearch` to the page. */
export function serve() {
  /** @type {Record<string, (...given: any[]) => Promise<unknown>>} */
  const calls = createCalls();
  if (!scope.importScripts) {
    scope.FondsSearch = calls;
    return;
  }
  scope.onmessage = async (/** @type {MessageEvent} */ { data }) => {
    try {
      scope.postMessage({ id: data.id, result: await calls[data.call](...data.arguments) });
    } catch (error) {
      const { kind = "missing", message } = /** @type {any} */ (error);
      scope.postMessage({ id: data.id, error: { kind, message } });
    }
  };
}
