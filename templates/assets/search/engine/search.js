// What a page may ask of the engine.
// @ts-check

import { openArchive } from "./archive.js";
import { readHit } from "./cards.js";
import { countYears } from "./dates.js";
import { countValues } from "./facets.js";
import { findDocuments } from "./find.js";
import { pickBest } from "./rank.js";
import { suggestWord } from "./vocabulary.js";
import { readWords } from "./words.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./find.js").Request} Request */

/**
 * @typedef {object} Answer
 * @property {number} total of all hits
 * @property {import("./cards.js").Hit[]} hits those on the page that was asked for
 * @property {[number, number][]} years of all hits, with how many are of each
 * @property {number} undated how many hits have no date
 * @property {{query: string, words: [string, string][]} | null} repaired what was asked instead, and [typed, used] words
 * @property {string[]} missing words that are found nowhere
 * @property {boolean} unplaced whether nothing tells where the words of a phrase stand
 * @property {[string, string][]} unknown facets and slugs of filters that the archive does not have
 * @property {number} seconds
 */

/**
 * @typedef {object} Engine
 * @property {(request?: Request) => Promise<Answer>} search
 * @property {(request: Request, name: "source" | "tag" | "author") => Promise<import("./facets.js").FacetValue[]>} facets
 * the values that the hits of a request have, whatever it chose of that facet itself
 * @property {(text: string) => Promise<string>} suggest the text with words that hardly any article has as many others have them;
 *   empty where there is nothing to mend
 */

const PAGE = 10;

/**
 * An engine over an archive. It is opened at the first call, and again after one that failed.
 * @param {import("./files.js").Load} load deflated files
 * @param {Record<string, import("./archive.js").Stemmer>} stemmers by language
 * @returns {Engine}
 */
export function createEngine(load, stemmers) {
  /** @type {Promise<Archive> | null} */
  let current = null;

  function open() {
    if (current) return current;
    const opened = openArchive(load, stemmers);
    opened.catch(() => { if (current === opened) current = null; });
    current = opened;
    return opened;
  }

  /**
   * Answer from the archive. If a file is missing it may have been published anew: then once more.
   * @param {(archive: Archive) => Promise<T>} question
   * @template T
   */
  async function answer(question) {
    const used = open();
    try {
      return await question(await used);
    } catch (error) {
      if (/** @type {any} */ (error).kind !== "missing") throw error;
      if (current === used) current = null;
      return question(await open());
    }
  }

  return {
    search: (request = {}) => answer((archive) => search(archive, request)),
    facets: (request, name) => answer((archive) => listFacet(archive, request, name)),
    suggest: (text) => answer((archive) => suggest(archive, text)),
  };
}

/**
 * @param {Archive} archive
 * @param {Request} request
 * @returns {Promise<Answer>}
 */
async function search(archive, request) {
  const begun = performance.now();
  const { documents, scores, stems, repaired, missing, unplaced, unknown } = await findDocuments(archive, request);
  const start = request.offset ?? 0;
  const end = start + (request.limit ?? PAGE);
  const newestFirst = () => (request.sort === "oldest" ? documents : documents.slice().reverse()).slice(start, end);
  const shown = scores ? pickBest(documents, scores, start, end) : newestFirst();
  const hits = await Promise.all(shown.map((document) => readHit(archive, document, scores ? scores[document] : 0, stems)));
  const { years, undated } = countYears(archive, documents);
  const seconds = (performance.now() - begun) / 1000;
  return { total: documents.length, hits, years, undated, repaired, missing, unplaced, unknown, seconds };
}

/**
 * @param {Archive} archive
 * @param {Request} request
 * @param {string} name
 */
async function listFacet(archive, request, name) {
  const { documents } = await findDocuments(archive, { ...request, filters: { ...request.filters, [name]: [] } });
  const marked = new Uint8Array(archive.count);
  for (const document of documents) marked[document] = 1;
  return countValues(archive, name, marked);
}

/**
 * @param {Archive} archive
 * @param {string} text
 */
async function suggest(archive, text) {
  const words = readWords(text);
  const others = await Promise.all(words.map(({ text: word, end }) => (text[end] === ":" ? "" : suggestWord(archive, word))));
  if (!others.some(Boolean)) return "";
  return words.reduceRight((mended, { start, end }, index) => (
    others[index] ? mended.slice(0, start) + others[index] + mended.slice(end) : mended
  ), text);
}
