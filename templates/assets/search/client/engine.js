// The way to the search engine: a worker where pages come over http, a script of the page where they come from a disk.
// @ts-check

/** @typedef {(name: string, given: unknown[]) => Promise<any>} Call */
/** @typedef {(name: "search" | "facets" | "suggest", ...given: unknown[]) => Promise<any>} Ask */

/**
 * Nothing is loaded before the first question; what failed is begun anew at the next.
 * @param {DOMStringMap} places the site's root and the engine's href, as the form says them
 * @returns {Ask} fails with an error whose `kind` is `offline`, `missing` or `unsupported`
 */
export function connectEngine({ root, engine }) {
  const urlOf = (/** @type {string | undefined} */ href) => new URL(`${root}${href}`, location.href).href;
  /** @type {Promise<Call> | null} */
  let started = null;

  async function start() {
    const base = urlOf("search/");
    if (location.protocol === "file:") {
      const call = await callScript(urlOf(engine));
      await call("open", [{ base }]);
      return call;
    }
    const call = callWorker(urlOf(engine), () => { started = null; });
    // Beside the engine, to save a slow line the time of a round trip.
    const answer = await fetch(`${base}m.js`, { cache: "no-cache" }).catch(() => Promise.reject({ kind: "offline" }));
    // If there is none the engine asks again, and says why.
    await call("open", [{ base, manifest: answer.ok ? await answer.arrayBuffer() : null }]);
    return call;
  }

  return async (name, ...given) => {
    started ??= start().catch((error) => { started = null; throw error; });
    return (await started)(name, given);
  };
}

/**
 * @param {string} url
 * @param {() => void} onfail called when the worker can no more be called
 * @returns {Call}
 */
function callWorker(url, onfail) {
  const worker = new Worker(url);
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: any) => void}>} */
  const waiting = new Map();
  let count = 0;
  /** @type {{kind: string} | null} what has kept the worker from starting */
  let failed = null;
  worker.onmessage = ({ data: { id, result, error } }) => {
    if (error) waiting.get(id)?.reject(error);
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  };
  worker.onerror = () => {
    failed = { kind: navigator.onLine ? "missing" : "offline" };
    for (const { reject } of waiting.values()) reject(failed);
    onfail();
  };
  return (name, given) => new Promise((resolve, reject) => {
    if (failed) reject(failed);
    waiting.set(++count, { resolve, reject });
    worker.postMessage({ id: count, call: name, arguments: given });
  });
}

/**
 * @param {string} url
 * @returns {Promise<Call>}
 */
function callScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve((name, given) => /** @type {any} */ (globalThis).FondsSearch[name](...given));
    script.onerror = () => reject({ kind: "missing" });
    document.head.append(script);
  });
}
