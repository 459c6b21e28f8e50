// Hits by year, as bars that narrow the search.
// @ts-check

import { addressWith } from "./address.js";
import { countOf, draw, make } from "./elements.js";

const HEIGHT = 100;
const SHORTEST = 3;
/** Each bar is a link for the keyboard too. */
const MOST_BARS = 31;
const STEPS = [1, 5, 10, 20, 50, 100];

/**
 * A chart; empty where there is nothing to choose from.
 * @param {URLSearchParams} params
 * @param {[number, number][]} years with their counts, ascending
 */
export function drawYears(params, years) {
  if (years.length < 2) return [];
  const [first, last] = [years[0][0], years[years.length - 1][0]];
  const step = STEPS.find((size) => Math.floor(last / size) - Math.floor(first / size) < MOST_BARS) ?? 500;
  const begin = Math.floor(first / step);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const [year, count] of years) {
    const place = Math.floor(year / step) - begin;
    counts.set(place, (counts.get(place) ?? 0) + count);
  }
  if (counts.size < 2) return [];
  const width = Math.floor(last / step) - begin + 1;
  const most = Math.max(...counts.values());
  const bars = Array.from(counts, ([place, count]) => {
    const from = (begin + place) * step;
    const to = from + step - 1;
    const label = `${from === to ? from : `${from}–${to}`}: ${countOf(count, "result")}`;
    const narrowed = new URLSearchParams(addressWith(params, "from", String(from).padStart(4, "0")));
    const height = Math.max(SHORTEST, Math.round(HEIGHT * count / most));
    return draw("a", { href: addressWith(narrowed, "to", String(to).padStart(4, "0")), "aria-label": label },
      draw("title", {}, label),
      draw("rect", { class: "plane", x: place, width: 1, height: HEIGHT, fill: "none" }),
      draw("rect", { x: place + 0.1, y: HEIGHT - height, width: 0.8, height }));
  });
  const box = { viewBox: `0 0 ${width} ${HEIGHT}`, width: width * 40, preserveAspectRatio: "none" };
  const axis = [first, last].map((year) => make("span", {}, String(year)));
  return [make("div", { class: "plot" },
    draw("svg", { ...box, role: "group", "aria-label": "Results by year" }, ...bars),
    make("p", { class: "axis", "aria-hidden": "true" }, ...axis))];
}
