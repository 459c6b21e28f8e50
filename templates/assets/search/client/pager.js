// The way to other pages of the results.
// @ts-check

import { addressWith } from "./address.js";
import { make } from "./elements.js";

const AROUND = 2;

/**
 * Links to the first page, the last, and those around this one; empty where there is but one.
 * @param {URLSearchParams} params
 * @param {number} page
 * @param {number} last
 */
export function linkPages(params, page, last) {
  const link = (/** @type {number} */ number, /** @type {string} */ text) => (
    make("a", { href: addressWith(params, "page", number), "aria-label": text || `Page ${number}` }, text || String(number))
  );
  const around = Array.from({ length: 2 * AROUND + 1 }, (_, place) => page - AROUND + place);
  const numbers = [...new Set([1, ...around, last])].filter((number) => number >= 1 && number <= last);
  const links = numbers.flatMap((number, place) => {
    const here = link(number, "");
    if (number === page) here.setAttribute("aria-current", "page");
    return place && number > numbers[place - 1] + 1 ? [make("span", {}, "…"), here] : [here];
  });
  if (last < 2) return [];
  if (page > 1) links.unshift(link(page - 1, "Previous"));
  if (page < last) links.push(link(page + 1, "Next"));
  return links;
}
