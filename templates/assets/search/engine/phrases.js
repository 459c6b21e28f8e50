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
 * A word of a phrase: where it stands, and the terms that it may be.
 * @typedef {{place: number, terms: Term[]}} PhraseWord
 */

/**
 * Places of a word, by document.
 * @typedef {Map<number, number[]>} Places
 */

/**
 * Mark the documents in which a phrase stands. A common word has no places: it may stand anywhere, and beside others is
 * not looked for.
 * @param {Archive} archive
 * @param {PhraseWord[]} words
 */
export async function markPhrase(archive, words) {
  const rare = words.filter(({ terms }) => !isCommonWord(terms));
  const wanted = rare.length ? rare : words;
  const marks = await markAll(archive, wanted.map(({ terms }) => terms));
  if (rare.length > 1 && marks.includes(1)) {
    const places = await Promise.all(rare.map(({ terms }) => readPlaces(archive, terms, marks)));
    for (const document of listMarked(marks)) {
      if (!standsSo(rare, places.map((ofWord) => ofWord.get(document) ?? []))) marks[document] = 0;
    }
  }
  return marks;
}

/** @param {Term[]} terms */
export function isCommonWord(terms) {
  return terms.some((term) => term.isCommon);
}

/**
 * @param {PhraseWord[]} words
 * @param {number[][]} places of each
 */
function standsSo(words, places) {
  const sets = places.map((ofWord) => new Set(ofWord));
  return places[0].some((place) => words.every((word, index) => sets[index].has(place + word.place - words[0].place)));
}

/**
 * The places of a word in some documents, from all segments.
 * @param {Archive} archive
 * @param {Term[]} terms
 * @param {import("./marks.js").Marks} marks
 */
async function readPlaces(archive, terms, marks) {
  /** @type {Places} */
  const places = new Map();
  await Promise.all(terms.map(async (term) => {
    const lists = await wholeLists(archive, term);
    await Promise.all(term.parts.map(async (part, index) => {
      const own = lists[index].documents;
      if (own.some((document) => marks[document])) await readPartPlaces(archive, term.key, part, own, marks, places);
    }));
  }));
  return places;
}

/**
 * @param {Archive} archive
 * @param {string} key
 * @param {Part} part
 * @param {Int32Array} own all documents of the part
 * @param {import("./marks.js").Marks} marks of those that are asked for
 * @param {Places} places that are added to
 */
async function readPartPlaces({ load }, key, { segment }, own, marks, places) {
  const directory = readJson(await load(`i/${segment.directory}`));
  const [[name]] = groupByFile(directory, [key]);
  const run = await load(`p/${name}`);
  const reader = new ByteReader(run);
  const heads = readHeads(reader, (head, term) => ({ term, count: head.number(), order: head.number() }));
  const bits = new BitReader(run, reader.at);
  for (const { term, count, order } of heads) {
    for (let index = 0; index < count; index++) {
      const ofDocument = readDocumentPlaces(bits, order);
      if (term === key && marks[own[index]]) places.set(own[index], [...places.get(own[index]) ?? [], ...ofDocument]);
    }
    if (term === key) return;
  }
}

/**
 * @param {BitReader} bits
 * @param {number} order
 */
function readDocumentPlaces(bits, order) {
  const code = bits.golomb(0);
  const count = code > 1 ? code : 1 - code;
  const places = [];
  let place = -1;
  for (let index = 0; index < count; index++) places.push(place += bits.golomb(order) + 1);
  return places;
}
