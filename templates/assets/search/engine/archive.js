// What is known of an archive before anything is asked: its manifest, its files, its stemmers.
// @ts-check

import { failure } from "./errors.js";
import { MANIFEST, keepFiles, readJson } from "./files.js";
import { isStemmed } from "./words.js";

/**
 * Runs of sorted keys: the least key of each, how many share a name, and all names.
 * @typedef {{keys: string, group: number, names: string}} RunList
 */

/**
 * @typedef {object} Segment
 * @property {number} first number of its first document
 * @property {number} count
 * @property {number} common terms of more of the first segment's documents have no surroundings
 * @property {RunList} terms
 * @property {string | RunList} directory of the files of surroundings, or the name of its own
 * @property {{letters: string, names: string}} vocabulary
 * @property {{group: number, names: string}} cards
 * @property {{days: string[], names: string}} dates
 * @property {Record<string, {name: string}>} facets
 */

/**
 * @typedef {object} Archive
 * @property {number} count of documents
 * @property {number} undated how many documents have no date; they are the first
 * @property {[number, number][]} years each with its first document
 * @property {[number, number][]} long documents whose last day is in a later year, with that year
 * @property {[string, string]} route what stands before and after a slug
 * @property {Segment[]} segments
 * @property {import("./files.js").Load} load inflated files
 * @property {(word: string) => string[]} stems of a word, in all languages of the archive
 */

/** @typedef {(word: string) => string} Stemmer */

export const NAME_LETTERS = 8;

/**
 * @param {string} names
 * @param {number} number
 */
export function nameAt(names, number) {
  return names.slice(number * NAME_LETTERS, (number + 1) * NAME_LETTERS);
}

/**
 * The name of a file that shares it, but for its own number, with others of its group; empty where there is none.
 * @param {{group: number, names: string}} list
 * @param {number} number
 */
export function groupedName({ group, names }, number) {
  const name = nameAt(names, Math.floor(number / group));
  return name && `${name}-${number}`;
}

/**
 * The number of the one file that may hold a key.
 * @param {string[]} firsts the least key of each file
 * @param {string} key
 */
export function numberOf(firsts, key) {
  const after = firsts.findIndex((first) => first > key);
  return after < 0 ? firsts.length - 1 : Math.max(after - 1, 0);
}

/**
 * @param {import("./files.js").Load} load deflated files
 * @param {Record<string, Stemmer>} stemmers by language
 * @returns {Promise<Archive>}
 */
export async function openArchive(load, stemmers) {
  const kept = keepFiles(load);
  const manifest = readJson(await kept(MANIFEST));
  if (manifest.version !== 1) throw failure("missing", "version");
  /** @type {Stemmer[]} */
  const chosen = manifest.languages.map((/** @type {string} */ language) => (language ? stemmers[language] : String));
  if (chosen.includes(/** @type {any} */ (undefined))) throw failure("missing", "stemmer");
  const stems = (/** @type {string} */ word) => (
    isStemmed(word) && chosen.length ? [...new Set(chosen.map((stem) => stem(word)))] : [word]
  );
  return { ...manifest, load: kept, stems };
}
