// What is said of an answer.
// @ts-check

import { addressWith, addressWithout, unreadableDays } from "./address.js";
import { countOf, make } from "./elements.js";

/**
 * @typedef {{total: number, hits: import("./hits.js").Hit[], years: [number, number][], undated: number,
 *   repaired: null | {query: string, words: [string, string][]}, missing: string[], unplaced: boolean,
 *   unknown: [string, string][]}} Answer
 */

const ORDERS = new Map([["newest", ", newest first"], ["oldest", ", oldest first"]]);

const LONGEST = 80;

/** @param {string} text */
function shorten(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/**
 * `42 results for “strike”, newest first`.
 * @param {Answer} answer
 * @param {URLSearchParams} params
 */
export function describeAnswer({ total, repaired }, params) {
  const query = shorten(repaired?.query ?? (params.get("q") ?? "").trim());
  if (!total) return query ? `Nothing matches “${query}”` : "Nothing matches these filters";
  return countOf(total, "result") + (query && ` for “${query}”`) + (ORDERS.get(params.get("sort") ?? "") ?? "");
}

/**
 * What a reader should know of an answer, each as a paragraph, with ways out.
 * @param {Answer} answer
 * @param {URLSearchParams} params
 * @param {(name: string) => string} nameFacet
 */
export function noteAnswer({ total, repaired, missing, unplaced, unknown }, params, nameFacet) {
  /** @type {HTMLElement[]} */
  const notes = [];
  const say = (/** @type {(Node | string)[]} */ ...words) => notes.push(make("p", { dir: "auto" }, ...words));
  const link = (/** @type {string} */ href, /** @type {string} */ text) => make("a", { href }, text);
  const words = (params.get("q") ?? "").trim().split(/\s+/);
  if (repaired) {
    const typed = repaired.words.map(([word]) => `“${word}”`).join(", ");
    say("Showing results for ", make("strong", {}, repaired.query), `. Found nowhere: ${typed}.`);
  }
  for (const word of missing) {
    const rest = words.filter((other) => other.toLocaleLowerCase() !== word.toLocaleLowerCase());
    say(`“${word}” is found nowhere. `);
    if (rest.length && rest.length < words.length) notes[notes.length - 1].append(link(addressWith(params, "q", rest.join(" ")), "Search without it"));
  }
  if (unplaced) say("These words are too common to be looked up as a phrase: the results have all of them, anywhere.");
  if (ORDERS.has(params.get("sort") ?? "") && words.length > 1) say("By date, only those are listed that have the most of these words.");
  for (const [name, slug] of unknown) {
    say(`${nameFacet(name)} “${slug}” is not in this archive. `, link(addressWithout(params, name, slug), "Remove this filter"));
  }
  for (const day of unreadableDays(params)) say(`“${day}” is not a year, month or day, such as 1926 or 1926-03-17.`);
  if (!total) say("Check the spelling, use fewer words or filters, or browse the indexes.");
  return notes;
}
