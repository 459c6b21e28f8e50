// The files of the index: fetched over http, or loaded as scripts from a disk, inflated, and kept.
// @ts-check

import { damaged, failure } from "./errors.js";

/**
 * The deflated bytes of a file, by its id (`t/k3x9q2a`).
 * @typedef {(id: string) => Promise<Uint8Array>} Load
 */

/** The one file that keeps its name when its content changes. */
export const MANIFEST = "m";

/** In which every byte is a character; those from 128 to 159 have other numbers there. */
const CHARSET = "windows-1252";
const UPPER = new TextDecoder(CHARSET).decode(Uint8Array.from({ length: 32 }, (_, index) => 128 + index));

/** @type {Record<string, string>} */
const ESCAPES = { n: "\n", r: "\r", x00: "\0" };

/**
 * The bytes that a text stands for.
 * @param {string} text
 */
function toBytes(text) {
  return Uint8Array.from(text, (sign) => (sign < "\u0100" ? sign.charCodeAt(0) : 128 + UPPER.indexOf(sign)));
}

/**
 * The bytes in the string of a script `sx("id","…")`.
 * @param {Uint8Array} script
 * @param {string} id
 */
export function unwrap(script, id) {
  const text = new TextDecoder(CHARSET).decode(script).trimEnd();
  const head = `sx("${id}","`;
  if (!text.startsWith(head) || !text.endsWith('")')) throw damaged();
  return toBytes(text.slice(head.length, -2).replace(/\\(x00|.)/g, (_, sign) => ESCAPES[sign] ?? sign));
}

/**
 * Load files by fetch.
 * @param {string} base URL of the folder, with its slash
 * @param {ArrayBuffer | null} [manifest] the file of the manifest, where it is there; the next time it is fetched like any other
 * @returns {Load}
 */
export function loadByFetch(base, manifest) {
  return async (id) => {
    let response, script;
    if (id === MANIFEST && manifest) {
      script = new Uint8Array(manifest);
      manifest = null;
      return unwrap(script, id);
    }
    try {
      response = await fetch(`${base}${id}.js`, { cache: id === MANIFEST ? "no-cache" : "default" });
      script = new Uint8Array(await response.arrayBuffer());
    } catch {
      throw failure("offline", id);
    }
    if (response.ok) return unwrap(script, id);
    throw failure(response.status === 404 || response.status === 410 ? "missing" : "offline", id);
  };
}

/**
 * Run a script of the page.
 * @param {string} url
 * @returns {Promise<void>}
 */
function runScript(url) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: url, charset: CHARSET });
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); reject(failure("missing", url)); };
    document.head.append(script);
  });
}

/**
 * Load files by script elements, the only way from a disk.
 * @param {string} base
 * @returns {Load}
 */
export function loadByScript(base) {
  /** @type {Map<string, string>} */
  const received = new Map();
  let turn = 0;
  Object.assign(globalThis, { sx: received.set.bind(received) });
  return async (id) => {
    // A browser may answer from memory what it has run before: a manifest is asked for as another file each time.
    await runScript(`${base}${id}.js${id === MANIFEST ? `?${turn++}` : ""}`);
    const text = received.get(id);
    received.delete(id);
    if (text === undefined) throw damaged();
    return toBytes(text);
  };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
async function inflate(bytes) {
  let stream;
  try {
    stream = new DecompressionStream("deflate-raw");
  } catch {
    throw failure("unsupported", "DecompressionStream");
  }
  try {
    return new Uint8Array(await new Response(new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(stream)).arrayBuffer());
  } catch {
    throw damaged();
  }
}

/**
 * Inflated files, each loaded once; what failed is asked for anew.
 * @param {Load} load
 * @returns {Load}
 */
export function keepFiles(load) {
  /** @type {Map<string, Promise<Uint8Array>>} */
  const kept = new Map();
  return (id) => {
    let file = kept.get(id);
    if (!file) {
      file = load(id).then(inflate);
      file.catch(() => kept.delete(id));
      kept.set(id, file);
    }
    return file;
  };
}

/**
 * @param {Uint8Array} bytes
 * @returns {any}
 */
export function readJson(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damaged();
  }
}
