// The terms that a word of the question may mean.
// @ts-check

import { documentsWithin, readDate } from "./dates.js";
import { listMarked } from "./marks.js";
import { countCharacters, isStemmed, isUnspaced } from "./words.js";
import { wordsBeginningWith, wordsNear } from "./vocabulary.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./terms.js").Terms} Terms */

/** @typedef {{term: Term, weight: number}} Candidate */

/**
 * @typedef {object} Meaning
 * @property {Candidate[]} candidates the word's own first; none if it is found nowhere
 * @property {string} repaired the word that was taken instead, or empty
 */

export const WHOLE_WEIGHT = 100;
const LONGER_WEIGHT = 30;
const COMPLETED_WEIGHT = 80;
/** By the number of edits. */
const REPAIRED_WEIGHTS = [0, 70, 45];

const MOST_LONGER = 8;
const MOST_REPAIRS = 3;
const SHORTEST_BEGINNING = 3;
const SHORTEST_REPAIRED = 4;
const SHORTEST_REPAIRED_TWICE = 7;

/** What stands for a date in the postings of a year: no field, and an impact in the middle. */
const YEAR_CODE = 3;

/**
 * What a word means; its own terms are read already.
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {import("./query.js").QueryWord} word
 * @returns {Promise<Meaning>}
 */
export async function findMeaning(archive, terms, { forms, isUnfinished }) {
  const typed = forms[0];
  const stems = stemsOf(archive, forms);
  const own = [...terms.listed(stems), ...await findYear(archive, typed)].map((term) => ({ term, weight: WHOLE_WEIGHT }));
  const mayGoOn = isUnfinished && (countCharacters(typed) >= SHORTEST_BEGINNING || isUnspaced(typed));
  if (mayGoOn) {
    const counts = await terms.beginningWith(typed, archive.stems(typed));
    const longer = [...counts.keys()].filter((key) => !stems.includes(key))
      .sort((one, other) => one.length - other.length || (counts.get(other) ?? 0) - (counts.get(one) ?? 0) || (one < other ? -1 : 1))
      .slice(0, MOST_LONGER);
    own.push(...await weigh(terms, longer.map((key) => [key, shareOf(typed, key, own.length ? LONGER_WEIGHT : COMPLETED_WEIGHT)])));
  }
  if (own.length || !isStemmed(typed)) return { candidates: own, repaired: "" };
  const completed = mayGoOn ? await wordsBeginningWith(archive, typed, MOST_LONGER) : [];
  if (completed.length) {
    const weights = stemsWith(archive, completed.map((longer) => [longer, shareOf(typed, longer, COMPLETED_WEIGHT)]));
    return { candidates: await weigh(terms, weights), repaired: "" };
  }
  return repair(archive, terms, typed);
}

/**
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {string} typed
 * @returns {Promise<Meaning>}
 */
async function repair(archive, terms, typed) {
  const length = countCharacters(typed);
  const near = length < SHORTEST_REPAIRED ? [] : await wordsNear(archive, typed, length < SHORTEST_REPAIRED_TWICE ? 1 : 2, MOST_REPAIRS);
  const candidates = await weigh(terms, stemsWith(archive, near.map(({ word, edits }) => [word, REPAIRED_WEIGHTS[edits]])));
  return { candidates, repaired: candidates.length ? near[0].word : "" };
}

/**
 * @param {Archive} archive
 * @param {string[]} words
 */
export function stemsOf(archive, words) {
  return [...new Set(words.flatMap(archive.stems))];
}

/**
 * The stems of some words, each with the greatest of their weights.
 * @param {Archive} archive
 * @param {[string, number][]} words
 * @returns {[string, number][]}
 */
function stemsWith(archive, words) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (const [word, weight] of words) {
    for (const stem of archive.stems(word)) weights.set(stem, Math.max(weight, weights.get(stem) ?? 0));
  }
  return [...weights];
}

/**
 * @param {Terms} terms
 * @param {[string, number][]} weights
 * @returns {Promise<Candidate[]>}
 */
async function weigh(terms, weights) {
  await terms.read(weights.map(([key]) => key));
  return weights.flatMap(([key, weight]) => terms.listed([key]).map((term) => ({ term, weight })));
}

/**
 * @param {string} typed
 * @param {string} longer
 * @param {number} weight
 */
function shareOf(typed, longer, weight) {
  return Math.floor((weight * typed.length) / longer.length);
}

/**
 * The documents of a year, as a term; none for other words.
 * @param {Archive} archive
 * @param {string} word
 * @returns {Promise<Term[]>}
 */
async function findYear(archive, word) {
  const year = /^\d{4}$/.test(word) && readDate(word);
  const documents = Int32Array.from(year ? listMarked(await documentsWithin(archive, year)) : []);
  if (!documents.length) return [];
  const postings = { documents, codes: new Uint8Array(documents.length).fill(YEAR_CODE) };
  const part = { segment: archive.segments[0], count: documents.length, heavy: "", postings };
  return [{ key: `year ${word}`, count: documents.length, isHeavy: false, isCommon: false, parts: [part] }];
}
