// Sets of documents.
// @ts-check

import { wholeLists } from "./terms.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./terms.js").Term} Term */

/**
 * For each document of the archive whether it is meant: 1 or 0.
 * @typedef {Uint8Array} Marks
 */

/**
 * Mark the documents that have any of some terms.
 * @param {Archive} archive
 * @param {Term[]} terms
 * @returns {Promise<Marks>}
 */
export async function markAny(archive, terms) {
  const marks = new Uint8Array(archive.count);
  const lists = await Promise.all(terms.map((term) => wholeLists(archive, term)));
  for (const { documents } of lists.flat()) for (const document of documents) marks[document] = 1;
  return marks;
}

/**
 * Mark the documents that have all of some words, each of which may be any of its terms.
 * @param {Archive} archive
 * @param {Term[][]} words
 * @returns {Promise<Marks>}
 */
export async function markAll(archive, words) {
  const [marks, ...others] = await Promise.all(words.map((terms) => markAny(archive, terms)));
  for (const other of others) keep(marks, other);
  return marks;
}

/**
 * Unmark what others do not mark, or what they do.
 * @param {Marks} marks
 * @param {Marks} others
 * @param {boolean} isWanted
 */
export function keep(marks, others, isWanted = true) {
  for (let document = 0; document < marks.length; document++) {
    if (others[document] !== +isWanted) marks[document] = 0;
  }
}

/**
 * The documents that are marked, ascending.
 * @param {Marks} marks
 */
export function listMarked(marks) {
  const documents = [];
  for (let document = 0; document < marks.length; document++) if (marks[document]) documents.push(document);
  return documents;
}
