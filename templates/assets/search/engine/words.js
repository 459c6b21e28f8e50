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
    const { texts, joined } = cutCompound(compound);
    let from = 0;
    for (const text of texts) {
      const at = compound.indexOf(text, from);
      // What lost a sign of its own, as o'brien or u.s., is no longer to be found: then all of the compound stands for it.
      const [start, end] = at < 0 ? [0, compound.length] : [at, at + text.length];
      if (at >= 0) from = isUnspaced(text) ? at + 1 : end;
      if (countCharacters(text) <= LONGEST) words.push({ text, place, joined, start: index + start, end: index + end });
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

/** @param {string} compound */
function cutCompound(compound) {
  if (/[+#]$|,/.test(compound)) return { texts: [compound.replace(/,/g, "")], joined: "" };
  const pieces = compound.split("-");
  const texts = pieces.flatMap(cutPiece);
  const whole = texts.join("");
  const isJoined = pieces.length > 1 && pieces.length <= MOST_PIECES && countCharacters(whole) <= LONGEST_JOINED;
  return { texts, joined: isJoined ? whole : "" };
}

/**
 * The words of what stands between two hyphens.
 * @param {string} piece
 * @returns {string[]}
 */
function cutPiece(piece) {
  const parts = piece.split("&");
  if (parts.length > 1) return parts.every((part) => countCharacters(part) <= 2) ? [parts.join("")] : parts.flatMap(cutPiece);
  const bare = piece.replace(/'s$/, "").replace(ELISION, "").replace(/'/g, "");
  const words = VERSION.test(bare) ? [bare] : bare.split(".");
  const isInitials = words.every((word) => countCharacters(word) === 1);
  return (isInitials ? [words.join("")] : words).flatMap(cutUnspaced);
}

/**
 * A word, with its runs of scripts that set no spaces cut into pairs of characters.
 * @param {string} word
 */
function cutUnspaced(word) {
  return word.split(UNSPACED).flatMap((run, index) => {
    const characters = Array.from(run);
    if (index % 2 === 0 || characters.length < 2) return run || [];
    return characters.slice(1).map((second, number) => characters[number] + second);
  });
}
