// How a page reaches the engine: by messages to a worker, or by calls where browsers allow no worker (a page from a disk).
// @ts-check

import { loadByFetch, loadByScript } from "./files.js";
import { createEngine } from "./search.js";

/**
 * Where the index is: the absolute URL of its folder, and its manifest where the page has fetched that already.
 * @typedef {{base: string, manifest?: ArrayBuffer | null}} Place
 */

const scope = /** @type {any} */ (globalThis);

/** What can be called, by name: `open` first, which brings the others. */
const calls = {
  /** @param {Place} place */
  async open({ base, manifest }) {
    const load = base.startsWith("file:") ? loadByScript(base) : loadByFetch(base, manifest);
    // The build has written the stemmers of the archive's languages into this script.
    Object.assign(calls, createEngine(load, scope.FondsStemmers ?? {}));
  },
};

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
