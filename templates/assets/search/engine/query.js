// What a reader typed becomes a question: words, phrases, and what to leave out.
// @ts-check

import { findDate, readDate } from "./dates.js";
import { cutWords, foldWithOffsets } from "./words.js";

/** @typedef {import("./words.js").Word} Word */
/** @typedef {import("./dates.js").Range} Range */

/**
 * @typedef {object} QueryWord
 * @property {string[]} forms how it may stand in a text: as typed, and joined with its neighbours
 * @property {boolean} isUnfinished whether a reader may go on typing it
 * @property {number} start in the text of the question
 * @property {number} end
 */

/**
 * Words that documents must have, or must not: one after the other, or each in a field whose sign stands before it.
 * @typedef {{sign: string, words: Word[], isWanted: boolean}} Clause
 */

/**
 * @typedef {object} Question
 * @property {string} text as typed, composed
 * @property {QueryWord[]} words
 * @property {Clause[]} clauses
 * @property {Range[]} ranges of `before:` and `after:`
 * @property {Range | null} date a plain date
 */

const MOST_LETTERS = 4000;
const MOST_WORDS = 32;

/** @type {Record<string, string>} */
const SIGNS = { author: "a:", source: "s:", publication: "s:", tag: "t:" };

const QUOTES = '["\u201c\u201d\u201e\u00ab\u00bb]';
const PLAIN_SIGN = QUOTES.replace("[", "[^\\s");
const ITEM = new RegExp(
  `(-?)(?:(author|source|publication|tag|before|after):)?(?:${QUOTES}(${QUOTES.replace("[", "[^")}*)${QUOTES}|(${PLAIN_SIGN}*))`, "g",
);

/** A word that is written to its neighbour as often as beside it: the F of F 16. */
const SHORT = /^(?:[^\P{L}ai]|\d\d?)$/u;

/**
 * @param {string} query
 * @param {boolean} takesDates whether a plain date is one; else it is words
 * @returns {Question}
 */
export function readQuery(query, takesDates = true) {
  const text = query.slice(0, MOST_LETTERS).normalize();
  const { folded, offsets } = foldWithOffsets(text);
  /** @type {Question} */
  const question = { text, words: [], clauses: [], ranges: [], date: null };
  // What is read is blotted out, so that the rest stays where it stands.
  let plain = folded.replace(ITEM, (item, minus, name, quoted, bare) => (
    readItem(question, minus, name, quoted, bare) ? blot(item) : item
  ));
  const date = takesDates ? findDate(plain) : null;
  if (date) {
    question.date = date.range;
    plain = plain.slice(0, date.start) + blot(plain.slice(date.start, date.end)) + plain.slice(date.end);
  }
  const words = cutWords(plain).slice(0, MOST_WORDS);
  question.words = words.map((word, index) => ({
    forms: [word.text, word.joined, joinTo(words[index - 1], word, plain), joinTo(word, words[index + 1], plain)].filter(Boolean),
    isUnfinished: word.end === plain.length,
    start: offsets[word.start],
    end: offsets[word.end],
  }));
  return question;
}

/** @param {string} text */
function blot(text) {
  return "\n".repeat(text.length);
}

/**
 * Put an item where it belongs in a question; false if it is plain text.
 * @param {Question} question
 * @param {string} minus
 * @param {string | undefined} name
 * @param {string | undefined} quoted
 * @param {string} bare
 */
function readItem({ clauses, ranges }, minus, name, quoted, bare) {
  const words = cutWords(quoted ?? bare).slice(0, MOST_WORDS);
  const sign = name ? SIGNS[name] : "";
  if (sign === undefined) {
    const range = readDate(quoted ?? bare);
    if (range) ranges.push(name === "before" ? { first: -Infinity, last: range.first - 1 } : { first: range.last + 1, last: Infinity });
    return range !== null || !words.length;
  }
  if (!sign && !minus && quoted === undefined) return false;
  if (words.length) clauses.push({ sign, words, isWanted: !minus });
  return true;
}

/**
 * Two neighbours as one word, where people write them so; else empty.
 * @param {Word | undefined} one
 * @param {Word | undefined} other
 * @param {string} text in which they stand
 */
function joinTo(one, other, text) {
  const isPair = one && other && (SHORT.test(one.text) || SHORT.test(other.text)) && !text.slice(one.end, other.start).includes("\n");
  return isPair ? one.text + other.text : "";
}
