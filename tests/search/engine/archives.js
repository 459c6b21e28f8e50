// Engines over small archives, for tests.

import { createEngine } from "../../../templates/assets/search/engine/search.js";
import { encodeIndex } from "./encoder.js";

/** A stemmer that knows one thing about English, so that tests need no other. */
export const stem = (word) => word.replace(/(?<=...)s$/, "");

/** A document with what it does not say made up. */
export function article(slug, given = {}) {
  const day = given.earliest ?? "";
  return { slug, title: slug, body: "", latest: day, date: day, earliest: day, source: "", authors: [], tags: [], ...given };
}

/**
 * An engine over some documents, with what it has loaded.
 * @param documents oldest first, undated ones before
 */
export function openEngine(documents, options = {}) {
  const files = options.files ?? encodeIndex(documents, { stems: stem, languages: ["en"], ...options });
  const loaded = [];
  const load = async (id) => {
    loaded.push(id);
    const file = files.get(id);
    if (!file) throw Object.assign(new Error(`${id} is missing`), { kind: "missing" });
    return file;
  };
  const engine = createEngine(load, { en: stem });
  return { engine, files, loaded };
}

/** Where the hits of an answer lead, by their slugs. */
export function slugsOf({ hits }) {
  return hits.map(({ route }) => route.slice("articles/".length, -1));
}
