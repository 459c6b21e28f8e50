// A small index writer, made from builder/search/README.md alone: what the engine reads is tested against the page that says it.

import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { cutWords, fold } from "../../../templates/assets/search/engine/words.js";

const CODE_LENGTHS = [
  [5, 3, 1, 3, 3, 5, 7],
  [13, 13, 12, 12, 7, 6, 8],
  [13, 13, 11, 9, 9, 11, 13],
  [13, 12, 11, 8, 7, 7, 10],
];
const DAY = 864e5;

/** Text of ones and zeros for each field·8 + impact. */
const CODES = (() => {
  const symbols = CODE_LENGTHS.flatMap((lengths, field) => lengths.map((length, at) => ({ length, symbol: field * 8 + at + 1 })));
  symbols.sort((one, other) => one.length - other.length || one.symbol - other.symbol);
  const codes = [];
  let code = 0;
  let before = 0;
  for (const { length, symbol } of symbols) {
    code *= 2 ** (length - before);
    codes[symbol] = code.toString(2).padStart(length, "0");
    code++;
    before = length;
  }
  return codes;
})();

/** The exponential Golomb code of a number, as a text of ones and zeros. */
export function golomb(value, order) {
  const high = (Math.floor(value / 2 ** order) + 1).toString(2);
  const low = order ? (value % 2 ** order).toString(2).padStart(order, "0") : "";
  return "0".repeat(high.length - 1) + high + low;
}

/** The bytes of a text of ones and zeros. */
export function pack(bits) {
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (eight) => parseInt(eight.padEnd(8, "0"), 2));
}

export function varint(value) {
  const bytes = [];
  while (value > 127) {
    bytes.push((value % 128) + 128);
    value = Math.floor(value / 128);
  }
  return [...bytes, value];
}

/** The script of a file; data as they stand in it. */
export function script(id, deflated) {
  const escapes = { "\0": "\\x00", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
  const text = Buffer.from(deflated).toString("latin1").replace(/[\0\n\r"\\]/g, (sign) => escapes[sign]);
  return Buffer.from(`sx("${id}","${text}")\n`, "latin1");
}

/**
 * The files of an index, deflated, by id.
 * @param documents [{slug, title, body, earliest, latest, date, source, authors: [], tags: [], excerpt, language}], sorted
 * @param options stems: (word, language) => stem; main: documents of the main segment; runBytes; heavyBytes; languages
 */
export function encodeIndex(documents, options = {}) {
  const { main = documents.length, languages = [""], group = 1 } = options;
  const files = new Map();
  const numbers = { source: new Map(), tag: new Map(), author: new Map() };
  const parts = [documents.slice(0, main), documents.slice(main)].filter((part, index) => index === 0 || part.length);
  const read = parts.map((part) => part.map((document) => readDocument(document, options.stems ?? ((word) => word))));
  const average = roundedAverage(read[0]);
  const common = findCommon(read[0]);
  const known = new Set();
  const segments = parts.map((part, index) => {
    const first = index * main;
    const writer = { files, options: { runBytes: 300, heavyBytes: 4500, ...options, group }, average, common, isTail: index > 0 };
    const segment = {
      first,
      count: part.length,
      common: commonCount(read[0]),
      ...writeTerms(writer, read[index]),
      vocabulary: writeVocabulary(writer, read[index], known),
      cards: writeCards(writer, part),
      dates: writeDates(writer, part),
      facets: writeFacets(writer, part, numbers),
    };
    return segment;
  });
  const dated = documents.map((document, number) => ({ ...document, number })).filter(({ earliest }) => earliest);
  const years = new Map();
  for (const { earliest, number } of dated) if (!years.has(+earliest.slice(0, 4))) years.set(+earliest.slice(0, 4), number);
  const manifest = {
    version: 1,
    count: documents.length,
    languages,
    route: ["articles/", "/"],
    undated: documents.length - dated.length,
    years: [...years],
    long: dated.filter(({ earliest, latest }) => latest.slice(0, 4) > earliest.slice(0, 4)).map(({ number, latest }) => [number, +latest.slice(0, 4)]),
    segments,
  };
  files.set("m", deflateRawSync(Buffer.from(JSON.stringify(manifest))));
  return files;
}

export const facetsOf = (document) => ({
  source: document.source ? [document.source] : [],
  tag: document.tags ?? [],
  author: document.authors ?? [],
});

export const slugOf = (label) => fold(label).replace(/[^\p{L}\p{N}]+/gu, "-");

/** FNV-1a, folded to four bits. */
function markOf(term) {
  let mark = 0x811c9dc5;
  for (const byte of Buffer.from(term)) mark = Math.imul(mark ^ byte, 0x01000193) >>> 0;
  return (mark ^ (mark >>> 16)) & 15;
}

/** What stands around each place of a text, by the stems at all places. */
function surroundingsOf(stems) {
  const marks = stems.map((stem) => (stem ? markOf(stem) : 0));
  const at = (place) => marks[place] ?? 0;
  return stems.map((_, place) => (at(place - 1) << 4) | at(place + 1));
}

/** The terms of a document: counts, field and surroundings of each. */
export function readDocument(document, stems) {
  const terms = new Map();
  const tokens = new Set();
  const entry = (stem) => terms.get(stem) ?? terms.set(stem, { count: 0, field: 0, around: [] }).get(stem);
  const stem = (word) => (/^\p{L}+$/u.test(word) ? stems(word, document.language ?? "") : word);
  const each = (text, use) => {
    const words = cutWords(fold(text));
    const joined = new Map(words.filter((word, at) => word.joined && words[at - 1]?.joined !== word.joined).map((word) => [word, word.joined]));
    for (const word of words) {
      for (const token of [word.text, joined.get(word)]) {
        if (!token) continue;
        tokens.add(token);
        use(token, word.place);
      }
    }
    return words.length;
  };
  const setField = (found, field) => { found.field = found.field ? Math.min(found.field, field) : field; };
  const titleLength = each(document.title, (token) => {
    const found = entry(stem(token));
    found.count += 3;
    setField(found, 1);
  });
  const bodyLength = each(document.body, (token) => {
    const found = entry(stem(token));
    found.count += 1;
  });
  const ordered = [...cutWords(fold(document.title)), null, ...cutWords(fold(document.body))].map((word) => (word ? stem(word.text) : ""));
  surroundingsOf(ordered).forEach((surrounding, place) => { if (ordered[place]) entry(ordered[place]).around.push(surrounding); });
  const { source, tag, author } = facetsOf(document);
  for (const [labels, field, sign] of [[author, 2, "a"], [source, 3, "s"], [tag, 3, "t"]]) {
    for (const label of labels) {
      each(label, (token) => {
        const found = entry(stem(token));
        found.count += 2;
        setField(found, field);
        terms.set(`${sign}:${token}`, { isSign: true });
      });
      terms.set(`${sign}=${slugOf(label)}`, { isSign: true });
    }
  }
  return { terms, tokens, length: titleLength + bodyLength };
}

function roundedAverage(read) {
  const mean = Math.max(1, read.reduce((sum, { length }) => sum + length, 0) / Math.max(1, read.length));
  return 1.1 ** Math.round(Math.log(mean) / Math.log(1.1));
}

/** Terms of more documents have no surroundings; few, so that small archives have such terms. */
function commonCount(read) {
  return Math.max(200, Math.floor(read.length / 12));
}

function findCommon(read) {
  const counts = new Map();
  for (const { terms } of read) for (const [key, { isSign }] of terms) if (!isSign) counts.set(key, (counts.get(key) ?? 0) + 1);
  const limit = commonCount(read);
  return new Set([...counts].filter(([, count]) => count > limit).map(([key]) => key));
}

function name(bytes) {
  return createHash("blake2b512").update(bytes).digest("hex").slice(0, 8).replace(/./g, (digit) => "abcdefghijklmnop"[parseInt(digit, 16)]);
}

function write({ files }, folder, bytes) {
  const own = name(Buffer.from(bytes));
  files.set(`${folder}/${own}`, deflateRawSync(Buffer.from(bytes)));
  return own;
}

/** Lists of numbers cost fewest bits in one of these orders. */
function bestOrder(values) {
  const cost = (order) => values.reduce((sum, value) => sum + golomb(value, order).length, 0);
  return Array.from({ length: 20 }, (_, order) => order).reduce((best, order) => (cost(order) < cost(best) ? order : best), 0);
}

function gapsOf(numbers) {
  return numbers.map((number, at) => number - (at ? numbers[at - 1] + 1 : 0));
}

function encodeList(postings, isSign) {
  const gaps = gapsOf(postings.map(({ document }) => document));
  const order = bestOrder(gaps);
  return { order, bits: gaps.map((gap, at) => golomb(gap, order) + (isSign ? "" : CODES[postings[at].code])).join("") };
}

function encodeSurroundings(postings) {
  return postings.map(({ around }) => {
    const code = around.length === 1 ? 0 : around.length === 0 ? 1 : around.length;
    return golomb(code, 0) + around.map((surrounding) => surrounding.toString(2).padStart(8, "0")).join("");
  }).join("");
}

function writeTerms(writer, read) {
  const lists = new Map();
  read.forEach(({ terms, length }, document) => {
    for (const [key, { isSign, count, field, around }] of terms) {
      const impact = Math.max(1, Math.round((7 * count) / (count + 1.2 * (1 - 0.75 + (0.75 * length) / writer.average))));
      if (!lists.has(key)) lists.set(key, []);
      lists.get(key).push({ document, code: isSign ? 3 : field * 8 + impact, around });
    }
  });
  const keys = [...lists.keys()].sort((one, other) => (one < other ? -1 : 1));
  const runs = keys.map((key) => {
    const postings = lists.get(key);
    const isSign = /^.[=:]/.test(key);
    const whole = encodeList(postings, isSign);
    if (whole.bits.length <= writer.options.heavyBytes * 8) return { key, head: [...varint(postings.length * 2), whole.order], bits: whole.bits };
    const heavy = write(writer, "h", [whole.order, ...pack(whole.bits)]);
    const marked = postings.filter(({ code }) => code > 7);
    const { order, bits } = encodeList(marked, isSign);
    return { key, head: [...varint(postings.length * 2 + 1), ...Buffer.from(heavy), ...varint(marked.length), order], bits };
  });
  const placed = keys.filter((key) => !/^.[=:]/.test(key) && !writer.common.has(key)).map((key) => {
    return { key, head: varint(lists.get(key).length), bits: encodeSurroundings(lists.get(key)) };
  });
  const surroundings = writeRuns(writer, "p", placed);
  const directory = writer.isTail ? surroundings : write(writer, "i", Buffer.from(JSON.stringify(surroundings)));
  return { terms: writeRuns(writer, "t", runs), directory };
}

function writeRuns(writer, folder, terms) {
  const runs = [];
  let size = Infinity;
  for (const term of terms) {
    if (size >= writer.options.runBytes) {
      runs.push([]);
      size = 0;
    }
    runs[runs.length - 1].push(term);
    size += term.key.length + term.head.length + term.bits.length / 8;
  }
  const contents = runs.map((run) => {
    const heads = run.flatMap(({ key, head }, at) => {
      const before = Buffer.from(at ? run[at - 1].key : "");
      const own = Buffer.from(key);
      let shared = 0;
      while (shared < before.length && shared < own.length && before[shared] === own[shared]) shared++;
      return [...varint(shared), ...varint(own.length - shared), ...own.subarray(shared), ...head];
    });
    return Buffer.from([...varint(run.length), ...heads, ...pack(run.map(({ bits }) => bits).join(""))]);
  });
  const firsts = runs.map((run, at) => {
    const before = at ? runs[at - 1][runs[at - 1].length - 1].key : "";
    let shared = 0;
    while (shared < before.length && before[shared] === run[0].key[shared]) shared++;
    return run[0].key.slice(0, shared + 1);
  });
  return { keys: firsts.join(" "), ...writeGroups(writer, folder, contents) };
}

/** Files of which some share a name before their number. */
function writeGroups({ files, options: { group } }, folder, contents) {
  const names = [];
  for (const [number, bytes] of contents.entries()) {
    if (number % group === 0) names.push(name(Buffer.concat(contents.slice(number, number + group))));
    files.set(`${folder}/${names[Math.floor(number / group)]}-${number}`, deflateRawSync(bytes));
  }
  return { group, names: names.join("") };
}

function writeVocabulary(writer, read, known) {
  const counts = new Map();
  for (const { tokens } of read) {
    for (const token of tokens) if (/^[\p{L}]{3,}$/u.test(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const words = [...counts.keys()].filter((word) => !known.has(word)).sort((one, other) => (one < other ? -1 : 1));
  for (const word of words) known.add(word);
  const letters = [...new Set(words.map((word) => Array.from(word)[0]))];
  const names = letters.map((letter) => {
    let before = Buffer.alloc(0);
    return write(writer, "v", words.filter((word) => word.startsWith(letter)).flatMap((word) => {
      const own = Buffer.from(word);
      let shared = 0;
      while (shared < 15 && shared < before.length && before[shared] === own[shared]) shared++;
      before = own;
      return [shared * 16 + Math.min(15, counts.get(word).toString(2).length), ...own.subarray(shared), 10];
    }));
  });
  return { letters: letters.join(""), names: names.join("") };
}

function writeCards(writer, documents) {
  const contents = [];
  for (let first = 0; first < documents.length; first += 10) {
    const rows = documents.slice(first, first + 10).map((document) => [
      document.title, document.slug, document.date ?? "", document.earliest === document.latest ? document.earliest ?? "" : "",
      document.source ?? "", (document.authors ?? []).join(", "), document.excerpt ?? document.body.slice(0, 160), document.language ?? "",
    ]);
    contents.push(Buffer.from(JSON.stringify(rows)));
  }
  return writeGroups(writer, "d", contents);
}

function writeDates(writer, documents) {
  const days = [];
  const names = [];
  for (let first = 0; first < documents.length; first += 1024) {
    const block = documents.slice(first, first + 1024).filter(({ earliest }) => earliest);
    let before = Date.parse(block[0]?.earliest ?? "1970-01-01") / DAY;
    days.push(block[0]?.earliest ?? "");
    const bits = block.map(({ earliest, latest }) => {
      const [from, to] = [Date.parse(earliest) / DAY, Date.parse(latest) / DAY];
      const code = golomb(from - before, 3) + golomb(to - from, 0);
      before = from;
      return code;
    });
    names.push(write(writer, "f", pack(bits.join(""))));
  }
  return { days, names: names.join("") };
}

function writeFacets(writer, documents, numbers) {
  return Object.fromEntries(Object.entries(numbers).map(([facet, known]) => {
    const labels = [];
    const values = documents.map((document) => facetsOf(document)[facet].map((label) => {
      if (!known.has(label)) {
        known.set(label, known.size);
        labels.push([slugOf(label), label]);
      }
      return known.get(label);
    }));
    const width = Math.max(0, ...values.flat()).toString(2).length;
    const bits = values.map((own) => golomb(own.length, 0) + own.map((value) => value.toString(2).padStart(width, "0")).join(""));
    const named = Buffer.from(JSON.stringify(labels));
    return [facet, {
      name: write(writer, "f", [...varint(named.length), ...named, ...varint(width), ...pack(bits.join(""))]),
      count: labels.length,
    }];
  }));
}
