// Text becomes words: folded, cut, each with its place and with where it stands. As builder/words.py does it.
// @ts-check

/**
 * @typedef {object} Word
 * @property {string} text folded
 * @property {number} place among the words of the text
 * @property {number} start in the original text
 * @property {number} end
 * @property {string} joined all of a hyphenated compound, without hyphens; empty where it does not stand joined
 */

/**
 * A stretch of folded text.
 * @typedef {{text: string, start: number, end: number}} Span
 */

const LONGEST = 40;
const LONGEST_JOINED = 32;
const MOST_PIECES = 4;

const APOSTROPHES = /[\u2019\u2018\u201b\u02bc\u02bb\u02b9\u00b4`\u2032\uff07]/g;
const HYPHENS = /[\u2010\u2011\u2212\ufe63\uff0d]/g;
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const ACCENTS = /([a-zß-ɏͰ-Ͽ])[\u0300-\u036f]+/g;
const POINTS = /[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const SPECIAL = /[ßæœøđðłıþς]/g;
/** @type {Record<string, string>} */
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ς: "σ" };

/** A run of ASCII, or a character with what is not seen or stands on it: folded, it does not depend on its neighbours. */
const CLUSTER = /([\0-\x7f]+(?![\p{M}\p{Cf}]))|[^\p{M}\p{Cf}]?[\p{M}\p{Cf}]*/gu;

const LETTER = "[\\p{L}\\p{N}\\p{M}]";
const COMPOUND = new RegExp(
  `[a-z](?:\\+\\+|#)(?!${LETTER})|\\d{1,3}(?:,\\d{3})+(?!${LETTER})|${LETTER}+(?:['.&-]${LETTER}+)*`, "gu",
);
const ELISION = /^(?:[ldjmtsnc]|qu)'(?=[aeiouyh])/;
const VERSION = /^\p{Nd}+(?:\.\p{Nd}+)+$/u;
const UNSPACED = new RegExp(
  "([\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff"
  + "\\uac00-\\ud7af\\u{20000}-\\u{3ffff}]+)", "u",
);

/** @param {string} text */
export function fold(text) {
  return text.replace(APOSTROPHES, "'").replace(HYPHENS, "-").replace(UNSEEN, "")
    .normalize("NFKD").toLowerCase()
    .replace(ACCENTS, "$1").replace(POINTS, "").replace(SPECIAL, (letter) => PLAIN[letter])
    .normalize().replace(/ё/g, "е").replace(/_/g, " ");
}

/**
 * A folded text, and for each of its code units, and for its end, the place in the original.
 * @param {string} text
 */
export function foldWithOffsets(text) {
  let folded = "";
  const offsets = [];
  for (const { 0: cluster, 1: ascii, index = 0 } of text.matchAll(CLUSTER)) {
    const start = folded.length;
    folded += fold(cluster);
    for (let at = start; at < folded.length; at++) offsets.push(ascii ? index + at - start : index);
  }
  offsets.push(text.length);
  return { folded, offsets };
}

/**
 * The words of a text.
 * @param {string} text
 */
export function readWords(text) {
  const { folded, offsets } = foldWithOffsets(text);
  return cutWords(folded).map((word) => ({ ...word, start: offsets[word.start], end: offsets[word.end] }));
}

/**
 * The words of a folded text; they stand where the folded text says.
 * @param {string} folded
 */
export function cutWords(folded) {
  /** @type {Word[]} */
  const words = [];
  let place = 0;
  for (const { 0: compound, index = 0 } of folded.matchAll(COMPOUND)) {
    const { spans, joined } = cutCompound(compound, index);
    for (const span of spans) {
      if (countCharacters(span.text) <= LONGEST) words.push({ ...span, place, joined });
      place++;
    }
  }
  return words;
}

/**
 * Whether a word is of letters that a stemmer may know.
 * @param {string} word
 */
export function isStemmed(word) {
  return /^\p{L}+$/u.test(word) && !isUnspaced(word);
}

/**
 * Whether a word is of a script that sets no spaces.
 * @param {string} word
 */
export function isUnspaced(word) {
  return UNSPACED.test(word);
}

/** @param {string} text */
export function countCharacters(text) {
  return Array.from(text).length;
}

/**
 * @param {string} compound
 * @param {number} start
 */
function cutCompound(compound, start) {
  if (/[+#]$|,/.test(compound)) {
    return { spans: [{ text: compound.replace(/,/g, ""), start, end: start + compound.length }], joined: "" };
  }
  const pieces = split(compound, start, "-");
  const spans = pieces.flatMap(cutPiece);
  const whole = spans.map((span) => span.text).join("");
  const isJoined = pieces.length > 1 && pieces.length <= MOST_PIECES && countCharacters(whole) <= LONGEST_JOINED;
  return { spans, joined: isJoined ? whole : "" };
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string | RegExp} separator of one code unit, or a group that is kept
 * @returns {Span[]}
 */
function split(text, start, separator) {
  const gap = typeof separator === "string" ? 1 : 0;
  return text.split(separator).map((part) => {
    const span = { text: part, start, end: start + part.length };
    start = span.end + gap;
    return span;
  });
}

/**
 * The words of what stands between two hyphens.
 * @param {Span} piece
 * @returns {Span[]}
 */
function cutPiece(piece) {
  const { text, start, end } = piece;
  const parts = split(text, start, "&");
  if (parts.length > 1) {
    return parts.every((part) => countCharacters(part.text) <= 2)
      ? [{ text: text.replace(/&/g, ""), start, end }]
      : parts.flatMap(cutPiece);
  }
  const bare = text.replace(/'s$/, "").replace(ELISION, "").replace(/'/g, "");
  const spans = cutPoints(bare, start).flatMap(cutUnspaced);
  // What an apostrophe was taken from no longer says where it stood.
  return bare === text ? spans : spans.map((span) => ({ text: span.text, start, end }));
}

/**
 * @param {string} text
 * @param {number} start
 */
function cutPoints(text, start) {
  const parts = VERSION.test(text) ? [] : split(text, start, ".");
  const initials = parts.every((part) => countCharacters(part.text) === 1) && parts.length > 1;
  if (parts.length > 1 && !initials) return parts;
  return [{ text: initials ? text.replace(/\./g, "") : text, start, end: start + text.length }];
}

/**
 * A word, with its runs of scripts that set no spaces cut into pairs of characters.
 * @param {Span} word
 */
function cutUnspaced({ text, start, end }) {
  if (!isUnspaced(text)) return text ? [{ text, start, end }] : [];
  return split(text, start, UNSPACED).flatMap((run, index) => {
    const characters = Array.from(run.text);
    if (index % 2 === 0 || characters.length < 2) return run.text ? [run] : [];
    let at = run.start;
    return characters.slice(1).map((second, number) => {
      const pair = characters[number] + second;
      const span = { text: pair, start: at, end: at + pair.length };
      at += characters[number].length;
      return span;
    });
  });
}
