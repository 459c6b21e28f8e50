// Documents in which words stand one after the other.
// @ts-check

import { BitReader, ByteReader } from "./bits.js";
import { readJson } from "./files.js";
import { listMarked, markAll } from "./marks.js";
import { groupByFile, readHeads, wholeLists } from "./terms.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./terms.js").Part} Part */
/** @typedef {import("./terms.js").Term} Term */

/**
 * A word of a phrase: where it stands, all that it may be, and the terms of these that the archive has.
 * @typedef {{place: number, keys: string[], terms: Term[]}} PhraseWord
 */

/**
 * What stands around a word wherever it is, by document.
 * @typedef {Map<number, number[]>} Surroundings
 */

/** What is kept of the word before a place, and of the word after it. */
const MARK_BITS = 4;

/**
 * Mark the documents in which a phrase stands. Of a common word nothing tells what stands around it: beside others it is
 * known as their neighbour, alone it is not looked for. So is a heavy word beside lighter ones: its files are large.
 * @param {Archive} archive
 * @param {PhraseWord[]} words
 */
export async function markPhrase(archive, words) {
  const placed = words.filter(({ terms }) => !isCommonWord(terms));
  const light = placed.filter(({ terms }) => !terms.some((term) => term.isHeavy));
  const rare = light.length ? light : placed;
  const wanted = rare.length ? rare : words;
  const isPlaced = rare.length > 0 && words.length > 1;
  // Beside the lists, to save a slow line the time of a round trip; what fails is told where it is read.
  if (isPlaced) for (const { terms } of rare) for (const { key, parts } of terms) for (const part of parts) loadRun(archive, key, part).catch(() => {});
  const marks = await markAll(archive, wanted.map(({ terms }) => terms));
  if (isPlaced && marks.includes(1)) {
    await Promise.all(rare.map(async (word) => {
      const fits = fitAround(word, words);
      const surroundings = await readSurroundings(archive, word.terms, marks);
      for (const document of listMarked(marks)) if (!surroundings.get(document)?.some(fits)) marks[document] = 0;
    }));
  }
  return marks;
}

/** @param {Term[]} terms */
export function isCommonWord(terms) {
  return terms.some((term) => term.isCommon);
}

/**
 * Whether what stands around a word may be its neighbours in the phrase.
 * @param {PhraseWord} word
 * @param {PhraseWord[]} words
 */
function fitAround(word, words) {
  const [before, after] = [-1, 1].map((distance) => words.find(({ place }) => place === word.place + distance)?.keys.map(markOf));
  return (/** @type {number} */ surrounding) => (
    (!before || before.includes(surrounding >> MARK_BITS)) && (!after || after.includes(surrounding & 15))
  );
}

/**
 * Four bits that stand for a term: the lowest of its FNV-1a hash, folded.
 * @param {string} term
 */
function markOf(term) {
  const mark = new TextEncoder().encode(term).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5);
  return (mark ^ (mark >>> 16)) & 15;
}

/**
 * What stands around a word in some documents, from all segments.
 * @param {Archive} archive
 * @param {Term[]} terms
 * @param {import("./marks.js").Marks} marks
 */
async function readSurroundings(archive, terms, marks) {
  /** @type {Surroundings} */
  const surroundings = new Map();
  await Promise.all(terms.map(async (term) => {
    const lists = await wholeLists(archive, term);
    await Promise.all(term.parts.map(async (part, index) => {
      const own = lists[index].documents;
      if (own.some((document) => marks[document])) await readPart(archive, term.key, part, own, marks, surroundings);
    }));
  }));
  return surroundings;
}

/**
 * Which files hold what stands around the terms of a segment.
 * @param {Pick<Archive, "load">} archive
 * @param {import("./archive.js").Segment} segment
 */
export async function readDirectory({ load }, { directory }) {
  return typeof directory === "string" ? readJson(await load(`i/${directory}`)) : directory;
}

/**
 * @param {Archive} archive
 * @param {string} key
 * @param {Part} part
 */
async function loadRun({ load }, key, { segment }) {
  const [[name]] = groupByFile(await readDirectory({ load }, segment), [key]);
  return load(`p/${name}`);
}

/**
 * @param {Archive} archive
 * @param {string} key
 * @param {Part} part
 * @param {Int32Array} own all documents of the part
 * @param {import("./marks.js").Marks} marks of those that are asked for
 * @param {Surroundings} surroundings that are added to
 */
async function readPart(archive, key, part, own, marks, surroundings) {
  const run = await loadRun(archive, key, part);
  const reader = new ByteReader(run);
  const heads = readHeads(reader, (head, term) => ({ term, count: head.number() }));
  const bits = new BitReader(run, reader.at);
  for (const { term, count } of heads) {
    for (let index = 0; index < count; index++) {
      const code = bits.golomb(0);
      const found = Array.from({ length: code > 1 ? code : 1 - code }, () => bits.take(2 * MARK_BITS));
      if (term === key && marks[own[index]]) surroundings.set(own[index], [...surroundings.get(own[index]) ?? [], ...found]);
    }
    if (term === key) return;
  }
}
