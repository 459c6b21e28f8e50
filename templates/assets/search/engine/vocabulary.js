// The words of the archive: for words that were mistyped, or not typed to the end.
// @ts-check

import { nameAt, numberOf } from "./archive.js";
import { countCharacters, isStemmed } from "./words.js";

/** @typedef {import("./archive.js").Archive} Archive */

/**
 * A word of the archive, and how common it is: the bits of the number of texts that hold it.
 * @typedef {{word: string, size: number}} Known
 */

const SHORTEST_SUGGESTED = 5;
/** Sizes: of at most three texts, and of eight times as many. */
const MOST_MISTAKEN = 2;
const MUCH_COMMONER = 3;

/**
 * The words of one file.
 * @param {Uint8Array} file
 */
function readKnown(file) {
  /** @type {number[]} */
  const bytes = [];
  const sizes = [];
  for (let at = 0, before = 0; at < file.length; at++) {
    const start = bytes.length;
    for (let shared = file[at] >> 4; shared > 0; shared--) bytes.push(bytes[before++]);
    sizes.push(file[at] & 15);
    while (++at < file.length && file[at] !== 10) bytes.push(file[at]);
    bytes.push(10);
    before = start;
  }
  const words = new TextDecoder().decode(Uint8Array.from(bytes)).split("\n");
  return sizes.map((size, index) => ({ word: words[index], size }));
}

/**
 * The words that begin with one of some characters.
 * @param {Archive} archive
 * @param {string[]} characters
 * @returns {Promise<Known[]>}
 */
async function readVocabulary({ segments, load }, characters) {
  const names = new Set(segments.flatMap(({ vocabulary }) => {
    const letters = Array.from(vocabulary.letters);
    return characters.flatMap((character) => nameAt(vocabulary.names, numberOf(letters, character)) || []);
  }));
  const files = await Promise.all([...names].map((name) => load(`v/${name}`)));
  return files.flatMap(readKnown).filter(({ word }) => characters.some((character) => word.startsWith(character)));
}

/**
 * Words that begin as one does, the commonest first.
 * @param {Archive} archive
 * @param {string} beginning
 * @param {number} most
 */
export async function wordsBeginningWith(archive, beginning, most) {
  const known = await readVocabulary(archive, Array.from(beginning).slice(0, 1));
  return known.filter(({ word }) => word.startsWith(beginning)).sort(byCommonness).slice(0, most).map(({ word }) => word);
}

/**
 * Words that differ from one by few edits: the nearest first, then the commonest.
 * @param {Archive} archive
 * @param {string} typed
 * @param {number} mostEdits
 * @param {number} most
 */
export async function wordsNear(archive, typed, mostEdits, most) {
  const known = await readVocabulary(archive, Array.from(typed).slice(0, 2));
  return known.map(({ word, size }) => ({ word, size, edits: countEdits(typed, word, mostEdits) }))
    .filter(({ edits }) => edits <= mostEdits)
    .sort((one, other) => one.edits - other.edits || byCommonness(one, other)).slice(0, most);
}

/**
 * The word that is meant, where one stands in hardly any text and another, of one edit, in many; else empty.
 * @param {Archive} archive
 * @param {string} typed
 */
export async function suggestWord(archive, typed) {
  if (!isStemmed(typed) || countCharacters(typed) < SHORTEST_SUGGESTED) return "";
  const known = await readVocabulary(archive, Array.from(typed).slice(0, 2));
  const own = known.find(({ word }) => word === typed)?.size ?? 0;
  if (own > MOST_MISTAKEN) return "";
  return known.filter(({ word, size }) => size >= own + MUCH_COMMONER && countEdits(typed, word, 1) === 1).sort(byCommonness)[0]?.word ?? "";
}

/**
 * @param {Known} one
 * @param {Known} other
 */
function byCommonness(one, other) {
  return other.size - one.size || (one.word < other.word ? -1 : 1);
}

/**
 * Optimal string alignment: letters added, dropped, replaced, and neighbours swapped. Gives up beyond a limit.
 * @param {string} one
 * @param {string} other
 * @param {number} limit
 */
export function countEdits(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return Infinity;
  /** @type {number[]} */
  let above = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      let edits = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) edits = Math.min(edits, above[j - 2] + 1);
      next.push(edits);
      least = Math.min(least, edits);
    }
    if (least > limit) return Infinity;
    above = row;
    row = next;
  }
  return row[other.length];
}
