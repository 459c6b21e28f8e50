// How a page reaches the engine: by messages to a worker, or by calls where browsers allow no worker (a page from a disk).
// @ts-check

import { failure } from "./errors.js";
import { loadByFetch, loadByScript, runScript } from "./files.js";
import { createEngine } from "./search.js";

/** @typedef {{base: string}} Place the absolute URL of the folder of the index */

const scope = /** @type {any} */ (globalThis);

/** What can be called, by name: `open` first, which brings the others. */
const calls = {
  /** @param {Place} place */
  async open({ base }) {
    const load = base.startsWith("file:") ? loadByScript(base) : loadByFetch(base);
    Object.assign(calls, createEngine(load, (language, href) => loadStemmer(language, new URL(href, base).href)));
  },
};

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
  if (!scope.importScripts) {
    scope.FondsSearch = calls;
    return;
  }
  scope.onmessage = async (/** @type {MessageEvent} */ { data }) => {
    try {
      scope.postMessage({ id: data.id, result: await /** @type {any} */ (calls)[data.call](...data.arguments) });
    } catch (error) {
      const { kind = "missing", message } = /** @type {any} */ (error);
      scope.postMessage({ id: data.id, error: { kind, message } });
    }
  };
}
