// The files of the index: fetched over http, or loaded as scripts from a disk, inflated, and kept.
// @ts-check

import { damaged, failure } from "./errors.js";

/**
 * The deflated bytes of a file, by its id (`t/k3x9q2a`).
 * @typedef {(id: string) => Promise<Uint8Array>} Load
 */

/** The one file that keeps its name when its content changes. */
export const MANIFEST = "m";

/** How many files are kept: some megabytes. */
const MOST_KEPT = 500;

const ESCAPES = new Map([["n", 10], ["r", 13], ['"', 34], ["\\", 92], ["x", 0]].map(
  ([sign, byte]) => [String(sign).charCodeAt(0), Number(byte)],
));

/**
 * The bytes in the string of a script `sx("id","…")`.
 * @param {Uint8Array} script
 * @param {string} id
 */
export function unwrap(script, id) {
  const head = `sx("${id}","`;
  for (let at = 0; at < head.length; at++) if (script[at] !== head.charCodeAt(at)) throw damaged();
  const bytes = new Uint8Array(script.length);
  let length = 0;
  for (let at = head.length; script[at] !== 34; at++) {
    if (at >= script.length) throw damaged();
    let byte = script[at];
    if (byte === 92) {
      const sign = script[++at];
      byte = ESCAPES.get(sign) ?? 0;
      if (sign === 120) at += 2;
    }
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

/**
 * Load files by fetch.
 * @param {string} base URL of the folder, with its slash
 * @returns {Load}
 */
export function loadByFetch(base) {
  return async (id) => {
    let response, script;
    try {
      response = await fetch(`${base}${id}.js`, { cache: id === MANIFEST ? "no-cache" : "default" });
      script = new Uint8Array(await response.arrayBuffer());
    } catch {
      throw failure("offline", `${id} could not be fetched`);
    }
    if (response.ok) return unwrap(script, id);
    throw failure(response.status === 404 || response.status === 410 ? "missing" : "offline", `${id}: HTTP status ${response.status}`);
  };
}

/**
 * Run a script of the page.
 * @param {string} url
 * @param {string} charset
 * @returns {Promise<void>}
 */
export function runScript(url, charset) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: url, charset });
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); reject(failure("missing", `${url} could not be loaded`)); };
    document.head.append(script);
  });
}

/**
 * Load files by script elements, the only way from a disk. In windows-1252 every byte is a character.
 * @param {string} base
 * @returns {Load}
 */
export function loadByScript(base) {
  const upper = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, index) => 128 + index));
  /** @type {Map<string, string>} */
  const received = new Map();
  let turn = 0;
  Object.assign(globalThis, { sx: received.set.bind(received) });
  return async (id) => {
    // A browser may answer from memory what it has run before: a manifest is asked for as another file each time.
    await runScript(`${base}${id}.js${id === MANIFEST ? `?${turn++}` : ""}`, "windows-1252");
    const text = received.get(id);
    received.delete(id);
    if (text === undefined) throw damaged();
    return Uint8Array.from(text, (sign) => {
      const code = sign.charCodeAt(0);
      return code < 256 ? code : 128 + upper.indexOf(sign);
    });
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
    throw failure("unsupported", "this browser cannot inflate files");
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
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? id);
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
