// Terms and the documents that have them, from the runs of all segments.
// @ts-check

import { NAME_LETTERS, groupedName, numberOf } from "./archive.js";
import { BitReader, ByteReader } from "./bits.js";
import { damaged } from "./errors.js";

/** @typedef {import("./archive.js").Archive} Archive */
/** @typedef {import("./archive.js").Segment} Segment */

/**
 * Documents that have a term, ascending, and for each field · 8 + impact.
 * @typedef {{documents: Int32Array, codes: Uint8Array}} Postings
 */

/**
 * What a segment has of a term.
 * @typedef {object} Part
 * @property {Segment} segment
 * @property {number} count of all its documents
 * @property {string} heavy name of the file that holds the whole list; empty where the run does
 * @property {Postings} postings as they stand in the run: of a heavy term only those with a field
 */

/**
 * @typedef {object} Term
 * @property {string} key
 * @property {number} count of its documents in the archive
 * @property {boolean} isHeavy
 * @property {boolean} isCommon whether its places are not kept
 * @property {Part[]} parts
 */

/**
 * What stands of a term before the lists of a run.
 * @typedef {object} Head
 * @property {string} key
 * @property {number} count
 * @property {number} order of its Golomb codes
 * @property {string} heavy
 * @property {number} listed how many postings the run holds
 */

/** Of postings that are written without codes: no field, and an impact in the middle. */
const SIGN_CODE = 3;
const LONGEST_KEY = 4096;

/**
 * @param {ByteReader} reader
 * @param {(reader: ByteReader, key: string) => T} readRest
 * @template T
 * @returns {T[]}
 */
export function readHeads(reader, readRest) {
  const decoder = new TextDecoder();
  const bytes = new Uint8Array(LONGEST_KEY);
  const heads = [];
  for (let left = reader.number(); left > 0; left--) {
    const shared = reader.number();
    const rest = reader.take(reader.number());
    const length = shared + rest.length;
    if (length > LONGEST_KEY) throw damaged();
    bytes.set(rest, shared);
    heads.push(readRest(reader, decoder.decode(bytes.subarray(0, length))));
  }
  return heads;
}

/**
 * @param {ByteReader} reader
 * @param {string} key
 * @returns {Head}
 */
function readTermHead(reader, key) {
  const number = reader.number();
  const count = Math.floor(number / 2);
  const isHeavy = number % 2 === 1;
  const heavy = isHeavy ? String.fromCharCode(...reader.take(NAME_LETTERS)) : "";
  const listed = isHeavy ? reader.number() : count;
  return { key, count, heavy, listed, order: reader.number() };
}

/**
 * @param {BitReader} bits
 * @param {Segment} segment
 * @param {string} key
 * @param {number} count
 * @param {number} order
 * @returns {Postings}
 */
function readPostings(bits, segment, key, count, order) {
  const hasCodes = key[1] !== "=" && key[1] !== ":";
  if (count > segment.count) throw damaged();
  const documents = new Int32Array(count);
  const codes = new Uint8Array(count).fill(SIGN_CODE);
  let document = segment.first - 1;
  for (let index = 0; index < count; index++) {
    document += bits.golomb(order) + 1;
    documents[index] = document;
    if (hasCodes) codes[index] = bits.code();
  }
  if (document >= segment.first + segment.count) throw damaged();
  return { documents, codes };
}

/**
 * What one run has of some keys.
 * @param {Uint8Array} run
 * @param {Segment} segment
 * @param {Set<string>} keys
 * @returns {[string, Part][]}
 */
function readParts(run, segment, keys) {
  const reader = new ByteReader(run);
  const heads = readHeads(reader, readTermHead);
  const bits = new BitReader(run, reader.at);
  /** @type {[string, Part][]} */
  const parts = [];
  for (const { key, count, order, heavy, listed } of heads) {
    if (parts.length === keys.size) break;
    const postings = readPostings(bits, segment, key, listed, order);
    if (keys.has(key)) parts.push([key, { segment, count, heavy, postings }]);
  }
  return parts;
}

/**
 * All files of one kind that may hold some keys, with the keys of each.
 * @param {import("./archive.js").RunList} list
 * @param {Iterable<string>} keys
 */
export function groupByFile(list, keys) {
  /** @type {Map<string, Set<string>>} */
  const files = new Map();
  const firsts = list.keys.split(" ");
  for (const key of keys) {
    const name = groupedName(list, numberOf(firsts, key));
    if (name) files.set(name, (files.get(name) ?? new Set()).add(key));
  }
  return [...files];
}

/** The terms of one question, each read once. */
export class Terms {
  /** @param {Archive} archive */
  constructor(archive) {
    this.archive = archive;
    /** @type {Map<string, Term>} */
    this.found = new Map();
  }

  /**
   * Read terms in all segments; those that no document has are left out.
   * @param {Iterable<string>} keys
   */
  async read(keys) {
    const fresh = [...new Set(keys)].filter((key) => !this.found.has(key));
    const { segments, load } = this.archive;
    const parts = await Promise.all(segments.flatMap((segment) => groupByFile(segment.terms, fresh).map(
      async ([name, wanted]) => readParts(await load(`t/${name}`), segment, wanted),
    )));
    // Two words may ask for one term at a time: each makes it whole.
    /** @type {Map<string, Term>} */
    const terms = new Map();
    for (const [key, part] of parts.flat()) {
      const term = terms.get(key) ?? { key, count: 0, isHeavy: false, isCommon: false, parts: [] };
      term.count += part.count;
      term.isHeavy = term.isHeavy || part.heavy !== "";
      term.isCommon = term.isCommon || (part.segment === segments[0] && part.count > part.segment.common);
      term.parts.push(part);
      terms.set(key, term);
    }
    for (const [key, term] of terms) this.found.set(key, term);
  }

  /**
   * Those of some terms that documents have, in the order given.
   * @param {string[]} keys
   */
  listed(keys) {
    return keys.flatMap((key) => this.found.get(key) ?? []);
  }

  /**
   * The keys that begin with some letters, with the counts of their documents: of the runs in which others stand.
   * @param {string} letters
   * @param {string[]} others
   */
  async beginningWith(letters, others) {
    const { segments, load } = this.archive;
    const heads = await Promise.all(segments.flatMap((segment) => groupByFile(segment.terms, others).map(
      async ([name]) => readHeads(new ByteReader(await load(`t/${name}`)), readTermHead),
    )));
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { key, count } of heads.flat()) {
      if (key.startsWith(letters)) counts.set(key, (counts.get(key) ?? 0) + count);
    }
    return counts;
  }
}

/**
 * All documents of a term, segment by segment.
 * @param {Archive} archive
 * @param {Term} term
 * @returns {Promise<Postings[]>}
 */
export function wholeLists({ load }, term) {
  return Promise.all(term.parts.map(async ({ segment, count, heavy, postings }) => {
    if (!heavy) return postings;
    const file = await load(`h/${heavy}`);
    const reader = new ByteReader(file);
    const order = reader.number();
    return readPostings(new BitReader(file, reader.at), segment, term.key, count, order);
  }));
}
