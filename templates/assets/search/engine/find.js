// The documents that answer a question, and their order.
// @ts-check

import { WHOLE_WEIGHT, findMeaning, stemsOf } from "./candidates.js";
import { documentsWithin, readDate } from "./dates.js";
import { keep, listMarked, markAll, markAny } from "./marks.js";
import { isCommonWord, markPhrase } from "./phrases.js";
import { readQuery } from "./query.js";
import { rankDocuments, rarity } from "./rank.js";
import { Terms, wholeLists } from "./terms.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./candidates.js").Candidate} Candidate */
/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./query.js").Question} Question */
/** @typedef {import("./words.js").Word} Word */

/**
 * Slugs of terms, any of which will do; days, months or years, inclusive.
 * @typedef {{source?: string[], tag?: string[], author?: string[], from?: string, to?: string}} Filters
 */

/**
 * @typedef {object} Request
 * @property {string} [query]
 * @property {Filters} [filters]
 * @property {"relevance" | "newest" | "oldest"} [sort]
 * @property {number} [offset]
 * @property {number} [limit]
 */

/**
 * @typedef {object} Finding
 * @property {number[]} documents ascending
 * @property {Float64Array | null} scores null where nothing tells documents apart but their dates
 * @property {Set<string>} stems that were found
 * @property {{query: string, words: [string, string][]} | null} repaired what was asked instead, and which words were replaced by which
 * @property {string[]} missing words that are found nowhere
 * @property {boolean} unplaced whether a phrase was of common words alone, so that nothing tells where they stand
 * @property {[string, string][]} unknown facets and slugs that the archive does not have
 */

/** By what results can be filtered, and the first letter of its keys. */
const FACET_SIGNS = /** @type {const} */ ([["source", "s"], ["tag", "t"], ["author", "a"]]);

/** The first and the last day that an archive can know. */
const FIRST_DAY = Date.parse("0001-01-01") / 864e5;
const LAST_DAY = Date.parse("9999-12-31") / 864e5;

/**
 * @param {Archive} archive
 * @param {Request} request
 * @returns {Promise<Finding>}
 */
export async function findDocuments(archive, { query = "", filters = {}, sort }) {
  const terms = new Terms(archive);
  const { question, dated } = await ask(archive, terms, query, filters);
  const allowed = dated ?? new Uint8Array(archive.count).fill(1);
  const phrases = question.phrases.map((words) => toPhrase(archive, terms, words));
  const unwanted = question.unwanted.map((words) => toPhrase(archive, terms, words));
  const [meanings, within, placed, displaced, unknown] = await Promise.all([
    Promise.all(question.words.map((word) => findMeaning(archive, terms, word))),
    findWithin(archive, [...question.ranges, ...rangeOf(filters)]),
    Promise.all(phrases.map((words) => markPhrase(archive, words))),
    Promise.all(unwanted.map((words) => markPhrase(archive, words))),
    keepFields(archive, terms, allowed, filters, question.fields),
  ]);
  if (within) keep(allowed, within);
  for (const marks of placed) keep(allowed, marks);
  for (const marks of displaced) keep(allowed, marks, false);

  const phraseWords = phrases.flat();
  const words = [
    ...meanings.map(({ candidates }) => candidates),
    ...phraseWords.map((word) => word.terms.map((term) => ({ term, weight: WHOLE_WEIGHT }))),
  ];
  const known = words.filter((candidates) => candidates.length);
  const ranking = await rank(archive, known);
  const found = listMarked(allowed).filter((document) => !words.length || ranking.matched[document]);
  const isByDate = sort === "newest" || sort === "oldest";
  const typed = question.words.map(({ start, end }) => question.text.slice(start, end));
  const missing = [
    ...typed.filter((_, index) => !meanings[index].candidates.length),
    ...phraseWords.filter((word) => !word.terms.length).map(({ text }) => text),
    ...question.fields.flatMap((field) => field.words.filter((word) => !terms.found.has(`${field.sign}:${word}`))),
  ];
  return {
    documents: words.length && isByDate ? mostMatched(found, ranking.matched) : found,
    scores: words.length && !isByDate ? ranking.scores : null,
    stems: new Set(known.flat().map(({ term }) => term.key)),
    repaired: describeRepair(question, typed, meanings.map(({ repaired }) => repaired)),
    missing: [...new Set(missing)],
    unplaced: phrases.some((phrase) => phrase.length > 1 && phrase.every((word) => isCommonWord(word.terms))),
    unknown,
  };
}

/**
 * Read the question and all terms that it names. A plain date in it is words if no document lies in it.
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {string} query
 * @param {Filters} filters
 */
async function ask(archive, terms, query, filters) {
  const question = readQuery(query);
  const [dated] = await Promise.all([
    findWithin(archive, question.date ? [question.date] : []), readTerms(archive, terms, question, filters),
  ]);
  if (!dated || dated.includes(1)) return { question, dated };
  const wordy = readQuery(query, false);
  await readTerms(archive, terms, wordy, filters);
  return { question: wordy, dated: null };
}

/**
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {Question} question
 * @param {Filters} filters
 */
async function readTerms(archive, terms, { words, phrases, unwanted, fields }, filters) {
  const placed = [...phrases, ...unwanted];
  const directories = placed.some(({ length }) => length > 1) ? archive.segments : [];
  await Promise.all([
    terms.read([
      ...stemsOf(archive, [...words.flatMap(({ forms }) => forms), ...placed.flat().map(({ text }) => text)]),
      ...fields.flatMap((field) => field.words.map((word) => `${field.sign}:${word}`)),
      ...FACET_SIGNS.flatMap(([facet, sign]) => (filters[facet] ?? []).map((slug) => `${sign}=${slug}`)),
    ]),
    ...directories.map(({ directory }) => archive.load(`i/${directory}`)),
  ]);
}

/**
 * Mark the documents that lie in all of some ranges; null if there is none.
 * @param {Archive} archive
 * @param {import("./dates.js").Range[]} ranges
 */
async function findWithin(archive, ranges) {
  if (!ranges.length) return null;
  const first = Math.max(FIRST_DAY, ...ranges.map((range) => range.first));
  const last = Math.min(LAST_DAY, ...ranges.map((range) => range.last));
  return documentsWithin(archive, { first, last });
}

/** @param {Filters} filters */
function rangeOf({ from, to }) {
  const [start, end] = [from ? readDate(from) : null, to ? readDate(to) : null];
  return start || end ? [{ first: start ? start.first : FIRST_DAY, last: end ? end.last : LAST_DAY }] : [];
}

/**
 * Keep what the chosen facets and fields allow. Gives the values that no document has.
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {Marks} allowed
 * @param {Filters} filters
 * @param {import("./query.js").FieldWords[]} fields
 */
async function keepFields(archive, terms, allowed, filters, fields) {
  const facets = FACET_SIGNS.map(([facet, sign]) => ({ facet, sign, slugs: filters[facet] ?? [] })).filter(({ slugs }) => slugs.length);
  for (const { sign, slugs } of facets) {
    keep(allowed, await markAny(archive, terms.listed(slugs.map((slug) => `${sign}=${slug}`))));
  }
  for (const { sign, words, isWanted } of fields) {
    keep(allowed, await markAll(archive, words.map((word) => terms.listed([`${sign}:${word}`]))), isWanted);
  }
  return facets.flatMap(({ facet, sign, slugs }) => slugs.filter((slug) => !terms.found.has(`${sign}=${slug}`))
    .map((slug) => /** @type {[string, string]} */ ([facet, slug])));
}

/**
 * The words of a phrase, with what they may be.
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {Word[]} words
 */
function toPhrase(archive, terms, words) {
  return words.map(({ text, place }) => ({ text, place, terms: terms.listed(archive.stems(text)) }));
}

/**
 * Rank documents by the candidates of each word.
 * @param {Archive} archive
 * @param {Candidate[][]} words
 */
async function rank(archive, words) {
  const isHeavyWord = (/** @type {Candidate[]} */ [first]) => first.term.isHeavy;
  const hasRarer = words.some((word) => !isHeavyWord(word));
  const worthOf = (/** @type {Candidate} */ { term, weight }) => rarity(term.count, archive.count) * weight;
  return rankDocuments(await Promise.all(words.map(async (word) => ({
    terms: await Promise.all(word.map(async (candidate) => {
      const { term } = candidate;
      const isWhole = !hasRarer || !term.isHeavy;
      const lists = isWhole ? await wholeLists(archive, term) : term.parts.map(({ postings }) => postings);
      return { lists, worth: worthOf(candidate), isWhole };
    })),
    worth: worthOf({ term: word[0].term, weight: WHOLE_WEIGHT }),
    isCounted: !hasRarer || !isHeavyWord(word),
  }))), archive.count);
}

/**
 * Those of some documents that have the most words. By date the best do not come first, so the others would stand in their way.
 * @param {number[]} documents
 * @param {Uint8Array} matched
 */
function mostMatched(documents, matched) {
  const most = documents.reduce((greatest, document) => Math.max(greatest, matched[document]), 0);
  return documents.filter((document) => matched[document] === most);
}

/**
 * @param {Question} question
 * @param {string[]} typed
 * @param {string[]} repaired for each word the one that was taken instead, or nothing
 * @returns {Finding["repaired"]}
 */
function describeRepair({ text, words }, typed, repaired) {
  if (!repaired.some(Boolean)) return null;
  let query = "";
  let end = 0;
  words.forEach((word, index) => {
    query += text.slice(end, word.start) + (repaired[index] || typed[index]);
    end = word.end;
  });
  return {
    query: query + text.slice(end),
    words: typed.flatMap((word, index) => (repaired[index] ? [/** @type {[string, string]} */ ([word, repaired[index]])] : [])),
  };
}
