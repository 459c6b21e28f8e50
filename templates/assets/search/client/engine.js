// The way to the search engine: a worker where pages come over http, a script of the page where they come from a disk.
// @ts-check

/** @typedef {(name: string, given: unknown[]) => Promise<any>} Call */
/** @typedef {(name: "search" | "facets" | "complete", ...given: unknown[]) => Promise<any>} Ask */

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
    const call = await (location.protocol === "file:" ? callScript : callWorker)(urlOf(engine));
    await call("open", [{ base: urlOf("search/") }]);
    return call;
  }

  return async (name, ...given) => {
    started ??= start().catch((error) => { started = null; throw error; });
    return (await started)(name, given);
  };
}

/**
 * @param {string} url
 * @returns {Call}
 */
function callWorker(url) {
  const worker = new Worker(url);
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: any) => void}>} */
  const waiting = new Map();
  let count = 0;
  worker.onmessage = ({ data: { id, result, error } }) => {
    if (error) waiting.get(id)?.reject(error);
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  };
  worker.onerror = () => {
    for (const { reject } of waiting.values()) reject({ kind: navigator.onLine ? "missing" : "offline" });
  };
  return (name, given) => new Promise((resolve, reject) => {
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
