// What is shown of a hit, wherever it is shown.
// @ts-check

import { make } from "./elements.js";

/** @typedef {[number, number][]} Marks where found words begin and end */
/**
 * @typedef {{route: string, title: string, date: string, day: string, publication: string, authors: string,
 *   excerpt: string, language: string, marks: {title: Marks, excerpt: Marks}}} Hit
 */

/**
 * @param {string | undefined} root
 * @param {Hit} hit
 */
export function hrefOfHit(root, { route }) {
  return root + encodeURI(route).replace(/#/g, "%23");
}

/**
 * A text in which the found words are marked.
 * @param {string} text
 * @param {Marks} marks
 */
export function markWords(text, marks) {
  const pieces = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

/**
 * Where and when a piece appeared, and by whom.
 * @param {Hit} hit
 */
export function sourceOf({ publication, date, day, authors }) {
  const source = make("p", { class: "meta" });
  if (publication) source.append(make("cite", {}, make("bdi", {}, publication)), ", ");
  source.append(make("bdi", {}, day ? make("time", { datetime: day }, date) : date));
  if (authors) source.append(" · ", make("bdi", {}, authors));
  return source;
}
