// Hits by year, as bars that narrow the search.
// @ts-check

import { addressWith } from "./address.js";
import { complete, countOf } from "./elements.js";

const HEIGHT = 100;
const SHORTEST = 3;
/** Each bar is a link for the keyboard too. */
const MOST_BARS = 31;
const STEPS = [1, 5, 10, 20, 50, 100];

/**
 * Draw the bars; tells whether there is anything to choose from.
 * @param {HTMLElement} chart
 * @param {URLSearchParams} params
 * @param {[number, number][]} years with their counts, ascending
 */
export function drawYears(chart, params, years) {
  if (years.length < 2) return false;
  const [first, last] = [years[0][0], years[years.length - 1][0]];
  const step = STEPS.find((size) => Math.floor(last / size) - Math.floor(first / size) < MOST_BARS) ?? 500;
  const begin = Math.floor(first / step);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const [year, count] of years) {
    const place = Math.floor(year / step) - begin;
    counts.set(place, (counts.get(place) ?? 0) + count);
  }
  const width = Math.floor(last / step) - begin + 1;
  const most = Math.max(...counts.values());
  const svg = /** @type {SVGElement} */ (chart.querySelector("svg"));
  const draw = (/** @type {string} */ name, /** @type {import("./elements.js").Attributes} */ attributes, /** @type {(Node | string)[]} */ ...children) => (
    complete(document.createElementNS(svg.namespaceURI, name), attributes, children)
  );
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
  svg.replaceChildren();
  complete(svg, { viewBox: `0 0 ${width} ${HEIGHT}`, width: width * 40 }, bars);
  chart.querySelectorAll("span").forEach((label, end) => { label.textContent = String(end ? last : first); });
  return counts.size > 1;
}
