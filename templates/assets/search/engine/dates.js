// Days, and the documents that lie between two of them.
// @ts-check

import { nameAt } from "./archive.js";
import { BitReader } from "./bits.js";

/** @typedef {import("./archive.js").Archive} Archive */

/**
 * Days from the first to the last, both counted from 1970.
 * @typedef {{first: number, last: number}} Range
 */

const DAY = 864e5;
const BLOCK = 1024;
const FIRST_ORDER = 3;
const MONTHS = "january february march april may june july august september october november december".split(" ");

const ISO = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/;
const WRITTEN = /\b(?:(\d{1,2})(?:st|nd|rd|th)? +)?([a-z]{3,9})\.? +(?:(\d{1,2})(?:st|nd|rd|th)?,? +)?(\d{4})\b/g;
const NUMBERED = /\b\d{4}-\d\d(?:-\d\d)?\b/g;

/**
 * The days of a year, month or day; null for another text and for what no calendar has.
 * @param {string} text folded
 * @returns {Range | null}
 */
export function readDate(text) {
  const date = findDate(text);
  return readIso(text) ?? (date && date.start === 0 && date.end === text.length ? date.range : null);
}

/**
 * A month or a day in a text: the first in numbers, else the first in words.
 * @param {string} text folded
 */
export function findDate(text) {
  for (const { 0: found, 1: day, 2: word, 3: dayAfter, 4: year, index: start = 0 } of [...text.matchAll(NUMBERED), ...text.matchAll(WRITTEN)]) {
    const month = MONTHS.findIndex((name) => name.startsWith(word)) + 1;
    const range = readIso(word ? [year, month, day ?? dayAfter].filter((part) => part !== undefined).join("-") : found);
    if (range) return { range, start, end: start + found.length };
  }
  return null;
}

/** @param {string} text */
function readIso(text) {
  const [, year, month, day] = ISO.exec(text) ?? [];
  if (!year) return null;
  const first = dayOf(year, month ?? "1", day ?? "1");
  const afterMonth = month === undefined || +month === 12 ? dayOf(`${+year + 1}`, "1", "1") : dayOf(year, `${+month + 1}`, "1");
  const last = day ? first : afterMonth - 1;
  // There is no 31 June: it would be a day of July, or of no month at all.
  return first <= last && last < afterMonth ? { first, last } : null;
}

/**
 * @param {string} year
 * @param {string} month
 * @param {string} day
 */
function dayOf(year, month, day) {
  const iso = `${year.padStart(4, "0")}-${month.padStart(2, "0")}-01`;
  return +day >= 1 && +day <= 31 ? toDay(iso) + +day - 1 : NaN;
}

/** @param {string} iso */
function toDay(iso) {
  return Date.parse(iso) / DAY;
}

/** @param {number} day */
function yearOf(day) {
  return new Date(day * DAY).getUTCFullYear();
}

/**
 * The year of each document, by its first day; 0 of one without a date.
 * @param {Archive} archive
 */
function listYears({ count, years }) {
  const ofDocuments = new Uint16Array(count);
  for (const [year, first] of years) ofDocuments.fill(year, first);
  return ofDocuments;
}

/**
 * How many of some documents are of each year, and how many have no date.
 * @param {Archive} archive
 * @param {number[]} documents ascending
 */
export function countYears(archive, documents) {
  const ofDocuments = listYears(archive);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const document of documents) counts.set(ofDocuments[document], (counts.get(ofDocuments[document]) ?? 0) + 1);
  return { years: [...counts].filter(([year]) => year), undated: counts.get(0) ?? 0 };
}

/**
 * Mark the documents that lie in a range: their first day and their last. Days are fetched only where years do not tell.
 * @param {Archive} archive
 * @param {Range} range
 */
export async function documentsWithin(archive, range) {
  const marked = new Uint8Array(archive.count);
  const firstYears = listYears(archive);
  const lastYears = firstYears.slice();
  for (const [document, year] of archive.long) lastYears[document] = year;
  const [low, high] = [yearOf(range.first), yearOf(range.last)];
  const isWholeStart = yearOf(range.first - 1) < low;
  const isWholeEnd = yearOf(range.last + 1) > high;
  const open = [];
  for (let document = archive.undated; document < archive.count; document++) {
    const first = firstYears[document];
    const last = lastYears[document];
    if (first < low || last > high) continue;
    if ((first > low || isWholeStart) && (last < high || isWholeEnd)) marked[document] = 1;
    else open.push(document);
  }
  const days = await readDays(archive, open, range);
  for (const [document, first, last] of days) if (first >= range.first && last <= range.last) marked[document] = 1;
  return marked;
}

/**
 * The first and the last days of documents, from the blocks that may hold days of a range.
 * @param {Archive} archive
 * @param {number[]} documents
 * @param {Range} range
 */
async function readDays({ segments, undated, load }, documents, range) {
  const wanted = new Set(documents);
  const blocks = segments.flatMap(({ first, count, dates }) => dates.days.flatMap((day, block) => {
    const start = first + block * BLOCK;
    const end = Math.min(start + BLOCK, first + count);
    const isApart = toDay(day) > range.last || toDay(dates.days[block + 1]) < range.first;
    const isWanted = !isApart && documents.some((document) => document >= start && document < end);
    return isWanted ? [{ day, start: Math.max(start, undated), end, name: nameAt(dates.names, block) }] : [];
  }));
  const days = await Promise.all(blocks.map(async ({ day, start, end, name }) => {
    const bits = new BitReader(await load(`f/${name}`), 0);
    /** @type {[number, number, number][]} */
    const spans = [];
    let first = toDay(day);
    for (let document = start; document < end; document++) {
      first += bits.golomb(FIRST_ORDER);
      const last = first + bits.golomb(0);
      if (wanted.has(document)) spans.push([document, first, last]);
    }
    return spans;
  }));
  return days.flat();
}
