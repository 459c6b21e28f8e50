// The values of a facet as boxes to be checked. Those that are chosen are always among them, so that the form is whole.
// @ts-check

import { make } from "./elements.js";

/** @typedef {{slug: string, label: string, count: number}} FacetValue */

const FEW = 8;
const MORE = 100;

/** @type {Map<string, string>} */
const labels = new Map();

/**
 * How a value is called; undefined until its facet was filled.
 * @param {string} name
 * @param {string} slug
 */
export function labelOf(name, slug) {
  return labels.get(`${name} ${slug}`);
}

/**
 * Check the boxes that are chosen, and no others.
 * @param {HTMLDetailsElement} facet
 * @param {string[]} chosen
 */
export function checkBoxes(facet, chosen) {
  const boxes = Array.from(facet.querySelectorAll("input"));
  for (const box of boxes) box.checked = chosen.includes(box.value);
  if (!chosen.every((slug) => boxes.some((box) => box.value === slug))) fillFacet(facet, [], chosen);
  // Only a facet that was opened knows what its values are called.
  if (chosen.some((slug) => !labelOf(facet.dataset.facet ?? "", slug))) facet.open = true;
}

/**
 * @param {HTMLDetailsElement} facet
 * @param {FacetValue[]} values
 * @param {string[]} chosen
 * @param {number} shown how many, beside those that are chosen
 */
export function fillFacet(facet, values, chosen, shown = FEW) {
  const name = facet.dataset.facet ?? "";
  const list = /** @type {HTMLElement} */ (facet.querySelector("ul"));
  const known = new Set(values.map(({ slug }) => slug));
  const absent = chosen.filter((slug) => !known.has(slug)).map((slug) => ({ slug, label: labelOf(name, slug) ?? slug, count: 0 }));
  for (const { slug, label } of values) labels.set(`${name} ${slug}`, label);
  const rows = [...absent, ...values].filter(({ slug }, place) => place < shown || chosen.includes(slug));
  const held = list.contains(document.activeElement) && /** @type {HTMLInputElement} */ (document.activeElement).value;
  list.replaceChildren(...rows.map(({ slug, label, count }) => make("li", {}, make("label", {},
    make("input", { type: "checkbox", name, value: slug, form: "ask", checked: chosen.includes(slug) }),
    make("bdi", {}, label), " ", make("span", {}, count.toLocaleString("en"))))));
  const boxes = list.querySelectorAll("input");
  const left = values.length + absent.length - rows.length;
  if (left > 0) {
    const button = make("button", { type: "button" }, `${Math.min(left, MORE)} more`);
    button.addEventListener("click", () => {
      fillFacet(facet, values, chosen, shown + MORE);
      list.querySelectorAll("input")[boxes.length]?.focus();
    });
    list.append(make("li", {}, button));
  }
  if (held) Array.from(boxes).find((box) => box.value === held)?.focus();
}
