import assert from "node:assert/strict";
import { test } from "node:test";
import { article, openEngine, slugsOf } from "./archives.js";

const ARCHIVE = [
  article("undated", { title: "A letter", body: "No date stands on this letter about canals." }),
  article("canals", { title: "The canals of Venice", body: "Canals and bridges; the city of canals.", earliest: "1987-03-12", source: "The Herald", authors: ["Jane Smith"], tags: ["Cities"] }),
  article("bridges", { title: "Bridges", body: "A bridge over the canal, and an F-16 above it.", earliest: "1987-03-12", latest: "1987-03-20", source: "The Times", authors: ["John O’Brien"], tags: ["Cities", "Engineering"] }),
  article("decade", { title: "Ten years of water", body: "Water in the eighties.", earliest: "1980-01-01", latest: "1989-12-31" }),
  article("elections", { title: "Elections", body: "An election of a president in Zürich, José said. 1990 was a year.", earliest: "1988-11-08", source: "The Herald", authors: ["Jane Smith", "Ann Lee"], tags: ["Politics"] }),
  article("u-s-a", { title: "C++ in the U.S.", body: "AT&T and the C++ language; 東京都 as well.", earliest: "1990-05-01", source: "The Times" }),
].sort((one, other) => (one.earliest < other.earliest ? -1 : 1));

const ask = async (request, options) => openEngine(ARCHIVE, options).engine.search(typeof request === "string" ? { query: request } : request);
const found = async (request, options) => slugsOf(await ask(request, options));

test("a word is found in the text and, before that, in titles", async () => {
  assert.deepEqual(await found("canal"), ["canals", "bridges", "undated"]);
});

test("nothing asked lists all documents, newest first", async () => {
  assert.deepEqual(await found(""), ["u-s-a", "elections", "bridges", "canals", "decade", "undated"]);
  assert.deepEqual(await found({ query: " ", sort: "oldest", limit: 2 }), ["undated", "decade"]);
});

test("a question without a word finds nothing", async () => {
  for (const query of ["-", "!!! - \u200f", "👍🏽", "tag:", '""', "x".repeat(41)]) assert.deepEqual(await found(query), [], query);
});

test("words are found however they are typed", async () => {
  for (const query of ["f-16", "F16", "f 16", "F‑16"]) assert.deepEqual(await found(query), ["bridges"], query);
  for (const query of ["zurich", "ZÜRICH", "Zu\u0308rich", "jose"]) assert.deepEqual(await found(query), ["elections"], query);
  for (const query of ["at&t", "AT&T", "att", "c++", "u.s.", "US ", "東京", "京"]) assert.deepEqual(await found(query), ["u-s-a"], query);
  for (const query of ["author:o'brien", "author:O’Brien", "author:obrien"]) assert.deepEqual(await found(query), ["bridges"], query);
});

test("a phrase holds where its words stand so", async () => {
  assert.deepEqual(await found('"city of canals"'), ["canals"]);
  assert.deepEqual(await found("“over the canal”"), ["bridges"]);
  assert.deepEqual(await found('"canals city"'), []);
  assert.deepEqual(await found('"canals of venice canals"'), [], "a title does not run on into its text");
});

test("what is not wanted is left out", async () => {
  assert.deepEqual(await found("canals -bridge"), ["undated"]);
  assert.deepEqual(await found('canals -"city of canals"'), ["bridges", "undated"]);
  assert.deepEqual(await found("-tag:cities"), ["u-s-a", "elections", "decade", "undated"]);
});

test("fields and filters say who, where and about what", async () => {
  assert.deepEqual(await found("author:smith"), ["elections", "canals"]);
  assert.deepEqual(await found('author:"ann smith"'), ["elections"]);
  assert.deepEqual(await found("publication:herald canals"), ["canals"]);
  assert.deepEqual(await found({ filters: { source: ["the-herald", "the-times"], tag: ["cities"] } }), ["bridges", "canals"]);
  assert.deepEqual(await found({ filters: { source: [], author: ["ann-lee"] } }), ["elections"]);
  const gone = await ask({ filters: { tag: ["gone"] } });
  assert.deepEqual([gone.total, gone.unknown], [0, [["tag", "gone"]]]);
});

test("a range holds documents that lie in it with their first and their last day", async () => {
  assert.deepEqual(await found("March 1987"), ["bridges", "canals"]);
  assert.deepEqual(await found("12 March 1987"), ["canals"]);
  assert.deepEqual(await found("water 1987-03"), [], "no word of the date is one of the question");
  assert.deepEqual(await found({ filters: { from: "1980", to: "1989" } }), ["elections", "bridges", "canals", "decade"]);
  assert.deepEqual(await found({ filters: { from: "1987-03-12", to: "1987-03-19" } }), ["canals"]);
  assert.deepEqual(await found("after:1987 before:1990"), ["elections"]);
  assert.deepEqual(await found("before:1987-03-12"), []);
  assert.deepEqual(await found("before:1988"), ["bridges", "canals"]);
});

test("a plain date in which no document lies is words, a year both", async () => {
  assert.deepEqual(await found("April 1990"), ["u-s-a", "elections"]);
  assert.deepEqual((await ask("April 1990")).missing, ["April"]);
  assert.deepEqual(await found("1990"), ["u-s-a", "elections"]);
});

test("a last word may be typed on, unless something follows it", async () => {
  assert.deepEqual(await found("elect"), ["elections"]);
  assert.deepEqual(await found("elect "), []);
  assert.deepEqual(await found("presid"), ["elections"]);
});

test("a word that is found nowhere is repaired", async () => {
  const { hits, repaired, missing } = await ask("Presidnet zuerst ");
  assert.equal(hits[0].title, "Elections");
  assert.deepEqual(repaired, { query: "president zuerst ", words: [["Presidnet", "president"]] });
  assert.deepEqual(missing, ["zuerst"]);
  assert.equal((await ask("rpesident ")).repaired.words[0][1], "president");
  assert.equal((await ask("qqqq")).total, 0);
});

test("a hit says where its words stand in title and excerpt", async () => {
  const { hits: [hit] } = await ask("canals of");
  assert.deepEqual(hit.marks.title.map(([start, end]) => hit.title.slice(start, end)), ["canals", "of"]);
  assert.deepEqual(hit.marks.excerpt.map(([start, end]) => hit.excerpt.slice(start, end)), ["Canals", "of", "canals"]);
  const { hits: [zurich] } = await ask("zurich");
  assert.deepEqual(zurich.marks.excerpt.map(([start, end]) => zurich.excerpt.slice(start, end)), ["Zürich"]);
});

test("years are counted of all hits, undated ones apart", async () => {
  const answer = await ask({ query: "", limit: 1 });
  assert.deepEqual(answer.years, [[1980, 1], [1987, 2], [1988, 1], [1990, 1]]);
  assert.deepEqual([answer.total, answer.undated], [6, 1]);
});

test("facets are counted without the choice of the facet itself", async () => {
  const { engine } = openEngine(ARCHIVE);
  const request = { query: "", filters: { source: ["the-herald"], tag: ["cities"] } };
  assert.deepEqual(await engine.facets(request, "source"), [
    { slug: "the-herald", label: "The Herald", count: 1 }, { slug: "the-times", label: "The Times", count: 1 },
  ]);
  assert.deepEqual(await engine.facets(request, "tag"), [
    { slug: "cities", label: "Cities", count: 1 }, { slug: "politics", label: "Politics", count: 1 },
  ]);
});

test("two segments answer as one does", async () => {
  const queries = ["canal", "f-16", '"city of canals"', "March 1987", "author:smith", "elect", "presidnet ", "", "1990", "canals -bridge"];
  for (const query of queries) {
    const whole = await ask(query);
    for (const main of [1, 2, 4, 5]) {
      const split = await ask(query, { main });
      assert.deepEqual(slugsOf(split), slugsOf(whole), `${query} at ${main}`);
      assert.deepEqual(split.years, whole.years);
    }
  }
});

test("heavy terms give the same answers, and count by their titles only beside rarer words", async () => {
  const options = { heavyBytes: 1 };
  assert.deepEqual(await found("canal", options), await found("canal"));
  assert.deepEqual(await found('"city of canals"', options), ["canals"]);
  assert.deepEqual(await found("-canals", options), ["u-s-a", "elections", "decade"]);
  const { engine, loaded } = openEngine(ARCHIVE, options);
  assert.deepEqual(slugsOf(await engine.search({ query: "canals over " })), ["bridges"]);
  assert.equal(loaded.filter((id) => id.startsWith("h/")).length, 0);
});

test("only what a question needs is loaded, once", async () => {
  const { engine, loaded } = openEngine(ARCHIVE);
  await engine.search({ query: "canal " });
  assert.deepEqual([...new Set(loaded.map((id) => id[0]))].join(""), "mtd");
  const before = loaded.length;
  await engine.search({ query: "canal " });
  assert.equal(loaded.length, before);
  await engine.search({ query: '"over the canal"' });
  assert.ok(loaded.some((id) => id.startsWith("i/")) && loaded.some((id) => id.startsWith("p/")));
  assert.ok(!loaded.some((id) => id.startsWith("v/")));
});

test("a word that hardly any article has is suggested as many others have it", async () => {
  const texts = ["A word that is mispelled.", ...Array.from({ length: 20 }, () => "It is misspelled; an author wrote.")];
  const { engine } = openEngine(texts.map((body, number) => article(`a-${number}`, { body })));
  assert.equal(await engine.suggest('who is  "Mispelled"?'), 'who is  "misspelled"?');
  assert.equal(await engine.suggest("misspeled"), "misspelled", "and one that no article has");
  for (const text of ["misspelled", "wrot", "authors:jane", "", "xyzzyq"]) assert.equal(await engine.suggest(text), "", text);
});

test("odd input is answered", async () => {
  const odd = ["x".repeat(10_000), "a ".repeat(5_000), "-", "--", '"', '""', '"a', "author:", '-author:""', "before:x", "\ud800", "a\udc00b", "👍🏽",
    "\u202e\u2066", "(((", "a", "°", "-before:1990", "1987-13", "31 June 1987", "f-", "&", "'", "c#", "12,500", "tag:" + "x".repeat(99), "before:9999 after:0001"];
  const { engine } = openEngine(ARCHIVE);
  for (const query of odd) {
    const { total } = await engine.search({ query });
    assert.ok(total >= 0, query.slice(0, 20));
    await engine.suggest(query);
  }
});

test("an answer does not depend on what was asked before", async () => {
  const queries = ["canal", "elec", "pres", "1987", '"of the"', "bridg", "wat", "-canals", "electoin "];
  const { engine } = openEngine(ARCHIVE);
  for (const query of [...queries, ...queries.reverse()]) {
    const { seconds, ...known } = await engine.search({ query });
    const { seconds: _, ...fresh } = await ask(query);
    assert.deepEqual(known, fresh, query);
  }
});

test("a file that went missing is looked for in the archive as it is now published", async () => {
  const { engine, files } = openEngine(ARCHIVE);
  await engine.search({ query: "" });
  const { files: anew } = openEngine([...ARCHIVE, article("new", { body: "canals", earliest: "2001-01-01" })]);
  files.clear();
  for (const [id, file] of anew) files.set(id, file);
  assert.equal((await engine.search({ query: "canals " })).total, 4);
});

test("what failed is asked for again", async () => {
  const { engine, files } = openEngine(ARCHIVE);
  const all = new Map(files);
  for (const id of all.keys()) if (id.startsWith("t/")) files.delete(id);
  await assert.rejects(engine.search({ query: "canal" }), { kind: "missing" });
  files.clear();
  await assert.rejects(engine.search({ query: "canal" }), { kind: "missing" });
  for (const [id, file] of all) files.set(id, file);
  assert.equal((await engine.search({ query: "canal" })).total, 3);
});

test("a damaged file is an error, not an answer", async () => {
  const { engine, files } = openEngine(ARCHIVE);
  for (const id of files.keys()) if (id.startsWith("t/")) files.set(id, Buffer.from("no deflate stream"));
  await assert.rejects(engine.search({ query: "canal" }), { kind: "missing" });
});

test("an empty archive answers", async () => {
  const { engine } = openEngine([]);
  for (const query of ["", "canal", '"a b"', "1987", "March 1987", "-x", "tag:x"]) assert.equal((await engine.search({ query })).total, 0);
});
