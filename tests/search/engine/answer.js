// Answers requests from an index on a disk, for tests in Python: JSON in, JSON out.
// In: {folder, stems: {en: {word: stem}}, requests: [{query, …}]}, or {texts} to be cut into words.

import { readFileSync } from "node:fs";
import { unwrap } from "../../../templates/assets/search/engine/files.js";
import { createEngine } from "../../../templates/assets/search/engine/search.js";
import { cutWords, fold, foldWithOffsets } from "../../../templates/assets/search/engine/words.js";

const given = JSON.parse(readFileSync(0, "utf8"));

/** A stemmer that knows only what it was told: the tests tell it every word it may meet. */
function stemmerOf(listed) {
  const stems = new Map(Object.entries(listed));
  return (word) => {
    const stem = stems.get(word);
    if (stem === undefined) throw new Error(`no stem of ${word} was given`);
    return stem;
  };
}

async function answerAll() {
  let loaded = [];
  const load = async (id) => {
    const script = readFileSync(`${given.folder}/${id}.js`);
    loaded.push([id, script.length]);
    return unwrap(script, id);
  };
  const stemmers = Object.entries(given.stems).map(([language, listed]) => [language, stemmerOf(listed)]);
  const engine = createEngine(load, Object.fromEntries(stemmers));
  const answers = [];
  for (const request of given.requests) {
    loaded = [];
    const answer = await engine.search(request);
    const facets = request.facet ? await engine.facets(request, request.facet) : [];
    answers.push({ ...answer, facets, loaded });
  }
  return answers;
}

const cut = (text) => ({
  folded: fold(text),
  piecewise: foldWithOffsets(text).folded,
  words: cutWords(fold(text)).map(({ text: word, place, joined }) => [word, place, joined]),
});
process.stdout.write(JSON.stringify(given.texts ? given.texts.map(cut) : await answerAll()));
