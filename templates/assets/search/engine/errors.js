// Every way in which a search can fail.
// @ts-check

/**
 * `offline`: the network failed, and may come back. `missing`: a file is not there, or is damaged.
 * `unsupported`: the browser is too old.
 * @typedef {"offline" | "missing" | "unsupported"} Kind
 */

/**
 * An error that says what kind it is of.
 * @param {Kind} kind
 * @param {string} message what failed, in a word: readers are told the kind in words of the page
 */
export function failure(kind, message) {
  return Object.assign(new Error(message), { kind });
}

/** Of a file whose bytes are not what they should be. */
export function damaged() {
  return failure("missing", "damaged");
}
