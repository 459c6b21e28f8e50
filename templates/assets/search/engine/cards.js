// What is shown of a document, and which of its words were found.
// @ts-check

import { groupedName } from "./archive.js";
import { readJson } from "./files.js";
import { readWords } from "./words.js";

/** @typedef {import("./archive.js").Archive} Archive */

/**
 * @typedef {object} Hit
 * @property {string} route of the article
 * @property {string} title
 * @property {string} date in words
 * @property {string} day as 1912-04-16, where the date is a day; else empty
 * @property {string} publication
 * @property {string} authors
 * @property {string} excerpt
 * @property {string} language empty for that of the site
 * @property {number} score
 * @property {{title: Mark[], excerpt: Mark[]}} marks
 */

/**
 * Where a found word begins and ends in a text.
 * @typedef {[number, number]} Mark
 */

const PER_FILE = 10;

/**
 * @param {Archive} archive
 * @param {number} document
 * @param {number} score
 * @param {Set<string>} stems that were found
 * @returns {Promise<Hit>}
 */
export async function readHit(archive, document, score, stems) {
  const { segments, route, load } = archive;
  const { first, cards } = segments[document < segments[0].count ? 0 : 1];
  const file = Math.floor((document - first) / PER_FILE);
  const rows = readJson(await load(`d/${groupedName(cards, file)}`));
  const [title, slug, date, day, publication, authors, excerpt, language] = rows[(document - first) % PER_FILE];
  const marks = { title: markWords(archive, title, stems), excerpt: markWords(archive, excerpt, stems) };
  return { route: route[0] + slug + route[1], title, date, day, publication, authors, excerpt, language, score, marks };
}

/**
 * @param {Archive} archive
 * @param {string} text
 * @param {Set<string>} stems
 */
function markWords(archive, text, stems) {
  /** @type {Mark[]} */
  const marks = [];
  const isFound = (/** @type {string} */ word) => archive.stems(word).some((stem) => stems.has(stem));
  if (stems.size) {
    for (const { text: word, joined, start, end } of readWords(text)) {
      if (isFound(word) || (joined && isFound(joined))) marks.push([start, end]);
    }
  }
  return marks;
}
