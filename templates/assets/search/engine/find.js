// The documents that answer a question, and their order.
// @ts-check

import { WHOLE_WEIGHT, findMeaning, stemsOf } from "./candidates.js";
import { documentsWithin, readDate } from "./dates.js";
import { keep, listMarked, markAll } from "./marks.js";
import { isCommonWord, markPhrase, readDirectory } from "./phrases.js";
import { readQuery } from "./query.js";
import { rankDocuments, rarity } from "./rank.js";
import { Terms, wholeLists } from "./terms.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./candidates.js").Candidate} Candidate */
/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./query.js").Question} Question */

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

/**
 * What documents must have, or must not: all words, each as one of its keys; one after the other in a phrase.
 * @typedef {{words: ConditionWord[], isPhrase: boolean, isWanted: boolean}} Condition
 * @typedef {{text: string, place: number, keys: string[]}} ConditionWord
 */

/** By what results can be filtered; keys begin with the first letter. */
const FACETS = /** @type {const} */ (["source", "tag", "author"]);

/** Heavy words that count where all are: each is a large file. */
const MOST_HEAVY = 2;

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
  const { question, allowed, conditions } = await ask(archive, terms, query, filters);
  const [meanings, within, marked] = await Promise.all([
    Promise.all(question.words.map((word) => findMeaning(archive, terms, word))),
    findWithin(archive, [...question.ranges, ...rangeOf(filters)]),
    Promise.all(conditions.map((condition) => markCondition(archive, terms, condition))),
  ]);
  if (within) keep(allowed, within);
  marked.forEach((marks, index) => keep(allowed, marks, conditions[index].isWanted));

  const phrases = conditions.filter(({ isPhrase, isWanted }) => isPhrase && isWanted).map(({ words }) => words);
  const words = [
    ...meanings.map(({ candidates }) => candidates),
    ...phrases.flat().map(({ keys }) => terms.listed(keys).map((term) => ({ term, weight: WHOLE_WEIGHT }))),
  ];
  const known = words.filter((candidates) => candidates.length);
  const { scores, matched } = await rank(archive, known);
  const found = isEmpty(question) && query.trim() ? [] : listMarked(allowed).filter((document) => !words.length || matched[document]);
  const isByDate = sort === "newest" || sort === "oldest";
  const typed = question.words.map(({ start, end }) => question.text.slice(start, end));
  const wanted = conditions.filter(({ isWanted }) => isWanted).flatMap((condition) => condition.words);
  return {
    documents: words.length && isByDate ? mostMatched(found, matched) : found,
    scores: words.length && !isByDate ? scores : null,
    stems: new Set(known.flat().map(({ term }) => term.key)),
    repaired: describeRepair(question, typed, meanings.map(({ repaired }) => repaired)),
    missing: [
      ...typed.filter((_, index) => !words[index].length),
      ...wanted.filter(({ text, keys }) => text && !terms.listed(keys).length).map(({ text }) => text),
    ],
    unplaced: phrases.some((phrase) => phrase.length > 1 && phrase.every(({ keys }) => isCommonWord(terms.listed(keys)))),
    unknown: FACETS.flatMap((facet) => (filters[facet] ?? []).filter((slug) => !terms.found.has(keyOf(facet, slug))).map(
      (slug) => /** @type {[string, string]} */ ([facet, slug]),
    )),
  };
}

/**
 * Whether nothing can be looked for: signs without a word, or words that are longer than any that is kept.
 * @param {Question} question
 */
function isEmpty({ words, clauses, ranges, date }) {
  return !words.length && !clauses.length && !ranges.length && !date;
}

/**
 * Read the question and all terms that it names. A plain date in it is words if no document lies in it.
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {string} query
 * @param {Filters} filters
 * @returns {Promise<{question: Question, conditions: Condition[], allowed: Marks}>}
 */
async function ask(archive, terms, query, filters, takesDates = true) {
  const question = readQuery(query, takesDates);
  const conditions = listConditions(archive, question, filters);
  const directories = conditions.some(({ isPhrase, words }) => isPhrase && words.length > 1) ? archive.segments : [];
  const [dated] = await Promise.all([
    findWithin(archive, question.date ? [question.date] : []),
    terms.read([
      ...stemsOf(archive, question.words.flatMap(({ forms }) => forms)),
      ...conditions.flatMap(({ words }) => words.flatMap(({ keys }) => keys)),
    ]),
    ...directories.map((segment) => readDirectory(archive, segment)),
  ]);
  if (dated && !dated.includes(1)) return ask(archive, terms, query, filters, false);
  return { question, conditions, allowed: dated ?? new Uint8Array(archive.count).fill(1) };
}

/**
 * All that the question and the filters ask of documents, beside words and dates.
 * @param {Archive} archive
 * @param {Question} question
 * @param {Filters} filters
 * @returns {Condition[]}
 */
function listConditions(archive, { clauses }, filters) {
  return [
    ...clauses.map(({ sign, words, isWanted }) => ({
      isWanted,
      isPhrase: !sign,
      words: words.map(({ text, place }) => ({ text, place, keys: sign ? [sign + text] : archive.stems(text) })),
    })),
    ...FACETS.map((facet) => ({ facet, slugs: filters[facet] ?? [] })).filter(({ slugs }) => slugs.length).map(({ facet, slugs }) => ({
      isWanted: true,
      isPhrase: false,
      words: [{ text: "", place: 0, keys: slugs.map((slug) => keyOf(facet, slug)) }],
    })),
  ];
}

/**
 * @param {string} facet
 * @param {string} slug
 */
function keyOf(facet, slug) {
  return `${facet[0]}=${slug}`;
}

/**
 * @param {Archive} archive
 * @param {Terms} terms
 * @param {Condition} condition
 */
function markCondition(archive, terms, { isPhrase, words }) {
  const placed = words.map(({ place, keys }) => ({ place, keys, terms: terms.listed(keys) }));
  return isPhrase ? markPhrase(archive, placed) : markAll(archive, placed.map((word) => word.terms));
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
 * Rank documents by the candidates of each word. Heavy words do not count beside others; alone the two rarest do.
 * @param {Archive} archive
 * @param {Candidate[][]} words
 */
async function rank(archive, words) {
  const light = words.filter(([{ term }]) => !term.isHeavy);
  const counted = light.length ? light : words.slice().sort(([one], [other]) => one.term.count - other.term.count).slice(0, MOST_HEAVY);
  const worthOf = (/** @type {Candidate} */ { term, weight }) => rarity(term.count, archive.count) * weight;
  return rankDocuments(await Promise.all(words.map(async (word) => ({
    terms: await Promise.all(word.map(async (candidate) => {
      const { term } = candidate;
      const isWhole = !term.isHeavy || (!light.length && counted.includes(word));
      const lists = isWhole ? await wholeLists(archive, term) : term.parts.map(({ postings }) => postings);
      return { lists, worth: worthOf(candidate), isWhole };
    })),
    worth: worthOf({ term: word[0].term, weight: WHOLE_WEIGHT }),
    isCounted: counted.includes(word),
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
  return {
    query: words.reduceRight((query, { start, end }, index) => (
      repaired[index] ? query.slice(0, start) + repaired[index] + query.slice(end) : query
    ), text),
    words: typed.flatMap((word, index) => (repaired[index] ? [/** @type {[string, string]} */ ([word, repaired[index]])] : [])),
  };
}
