// Documents by their worth, as builder/search/README.md says it. Whole numbers and sums in one order, so that engines agree.
// @ts-check

/** @typedef {import("./terms.js").Postings} Postings */

/**
 * A term of a word: its lists, and its rarity times its weight. `isWhole` unless only postings with a field count.
 * @typedef {{lists: Postings[], worth: number, isWhole: boolean}} RankedTerm
 */

/**
 * A word of the question, with its full worth; `isCounted` unless it only adds to what others found.
 * @typedef {{terms: RankedTerm[], worth: number, isCounted: boolean}} RankedWord
 */

/**
 * What documents are worth, and how many words they have.
 * @typedef {{scores: Float64Array, matched: Uint8Array}} Ranking
 */

const TITLE_FACTOR = 12;

/** Of few words each is meant; of the many of a whole sentence few articles have all. */
const FEW_WORDS = 4;

/** Of a title the field; that of a name, a tag or a publication says half as much of what an article is about. */
const TITLE_FIELD = 1;

/**
 * How rare a term is, in 1,024ths.
 * @param {number} count of its documents
 * @param {number} total
 */
export function rarity(count, total) {
  return Math.floor(1024 * Math.log(1 + (total - count + 0.5) / (count + 0.5)) + 0.5);
}

/**
 * @param {RankedWord[]} words
 * @param {number} count of all documents
 * @returns {Ranking}
 */
export function rankDocuments(words, count) {
  const scores = new Float64Array(count);
  const titles = new Float64Array(count);
  const covered = new Float64Array(count);
  const matched = new Uint8Array(count);
  for (const { terms, worth, isCounted } of words) {
    const { best, bestTitle } = rankWord(terms, count);
    for (let document = 0; document < count; document++) {
      if (best[document] === 0) continue;
      scores[document] += best[document];
      titles[document] += bestTitle[document];
      if (!isCounted) continue;
      covered[document] += worth;
      matched[document]++;
    }
  }
  const full = words.reduce((sum, { worth }) => sum + worth, 0);
  const counting = words.filter(({ isCounted }) => isCounted);
  const counted = counting.reduce((sum, { worth }) => sum + worth, 0);
  const strictness = Math.min(1, FEW_WORDS / counting.length);
  for (let document = 0; document < count; document++) {
    if (matched[document] === 0) continue;
    const title = titles[document];
    const share = covered[document] / counted;
    const found = scores[document] + (TITLE_FACTOR * title * title * title) / (full * full);
    scores[document] = found * (1 - strictness + strictness * share * share * share);
  }
  return { scores, matched };
}

/**
 * For each document the best of a word's terms.
 * @param {RankedTerm[]} terms
 * @param {number} count
 */
function rankWord(terms, count) {
  const best = new Float64Array(count);
  const bestTitle = new Float64Array(count);
  for (const { lists, worth, isWhole } of terms) {
    for (const { documents, codes } of lists) {
      for (let index = 0; index < documents.length; index++) {
        const code = codes[index];
        const hasField = code > 7;
        if (!hasField && !isWhole) continue;
        const document = documents[index];
        const score = worth * (code & 7);
        if (score > best[document]) best[document] = score;
        const titleWorth = code >> 3 === TITLE_FIELD ? worth : worth / 2;
        if (hasField && titleWorth > bestTitle[document]) bestTitle[document] = titleWorth;
      }
    }
  }
  return { best, bestTitle };
}

/**
 * The documents on a page of results, best first; equal ones newest first.
 * @param {number[]} documents ascending
 * @param {Float64Array} scores
 * @param {number} start
 * @param {number} end
 */
export function pickBest(documents, scores, start, end) {
  // To sort numbers alone is quick. Where the page ends the score says which few documents need to be sorted.
  const sorted = Float64Array.from(documents, (document) => scores[document]).sort();
  const least = sorted[Math.max(0, sorted.length - end)];
  const newestFirst = documents.slice().reverse();
  const above = newestFirst.filter((document) => scores[document] > least).sort((one, other) => scores[other] - scores[one]);
  const equal = newestFirst.filter((document) => scores[document] === least);
  return [...above, ...equal.slice(0, end)].slice(start, end);
}
