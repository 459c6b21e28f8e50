// The search page: the address says what is asked, the form shows it, the engine answers.
// @ts-check

import { FACETS, PAGE, addressOf, addressWith, addressWithout, filtersOf, pageOf, requestOf } from "./client/address.js";
import { make } from "./client/elements.js";
import { connectEngine } from "./client/engine.js";
import { checkBoxes, fillFacet, labelOf } from "./client/facets.js";
import { hrefOfHit, markWords, sourceOf } from "./client/hits.js";
import { linkPages } from "./client/pager.js";
import { describeAnswer, noteAnswer } from "./client/sentences.js";
import { drawYears } from "./client/years.js";

const TYPING_PAUSE = 150;
const SPEAKING_PAUSE = 1000;
const PATIENCE = 400;
/** Results so few that a word may be mistyped, here as in the articles that have it. */
const FEW = 3;

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (part("ask"));
const field = /** @type {HTMLInputElement} */ (part("q"));
const list = part("list");
const heading = part("found");
const facets = /** @type {HTMLDetailsElement[]} */ (Array.from(document.querySelectorAll(".facet")));
const title = document.title;
const wide = matchMedia("(min-width: 64rem)");
const ask = connectEngine(form.dataset);

/** What the page shows, or is about to. */
let params = new URLSearchParams();
/** Counts the questions, so that an answer that was overtaken is known. */
let turn = 0;
/** The last address that is a step of its own: while the reader types, that of the page runs ahead of it. */
let settled = location.href;
/** The facets of the last answer: they are counted after it is shown. */
let counted = Promise.resolve(/** @type {unknown} */ (null));
/** @type {Record<string, ReturnType<typeof setTimeout> | undefined>} */
const timers = {};

/**
 * Show parts, or hide those that have nothing in them.
 * @param {string} id
 * @param {(Node | string)[]} content
 */
function fill(id, content) {
  part(id).replaceChildren(...content);
  part(id).hidden = !content.length;
}

/** @param {string} text */
function speak(text) {
  clearTimeout(timers.speaking);
  part("status").textContent = "";
  timers.speaking = setTimeout(() => { part("status").textContent = text; }, SPEAKING_PAUSE);
}

/** The address of what the form says. */
function addressOfForm() {
  return addressOf(Array.from(new FormData(form), ([name, value]) => [name, String(value)]));
}

/** Make the form say what the address says. */
function fillForm() {
  for (const name of ["q", "from", "to", "sort"]) {
    const control = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    const value = params.get(name) ?? (name === "sort" ? "relevance" : "");
    if (control.value !== value) control.value = value;
  }
  for (const facet of facets) checkBoxes(facet, params.getAll(facet.dataset.facet ?? ""));
}

/**
 * Go to an address as to a step of its own, which Back leaves again.
 * @param {string} address
 */
function settle(address) {
  const target = new URL(address === "?" ? location.pathname : address, location.href).href;
  history.replaceState(placeInList(), "", settled);
  if (target !== settled) history.pushState(null, "", target);
  settled = target;
}

/** Ask what the address says, and show the answer. */
async function run() {
  clearTimeout(timers.typing);
  const own = ++turn;
  params = new URLSearchParams(location.search);
  const query = (params.get("q") ?? "").trim();
  const isAsked = Boolean(query || filtersOf(params).length);
  document.title = query ? `${query} – ${title}` : title;
  part("start").hidden = isAsked;
  part("results").hidden = !isAsked;
  if (!isAsked) {
    list.replaceChildren();
    part("indexes").hidden = false;
    settleDown("");
    return;
  }
  list.setAttribute("aria-busy", "true");
  if (!list.children.length) timers.waiting ??= setTimeout(() => { heading.textContent = "Searching…"; }, PATIENCE);
  let answer;
  try {
    answer = await ask("search", requestOf(params));
  } catch (error) {
    if (own !== turn) return;
    part("results").hidden = true;
    part("indexes").hidden = false;
    fail(error);
    return;
  }
  if (own !== turn) return;
  const last = Math.ceil(answer.total / PAGE);
  if (last && pageOf(params) > last) {
    params.set("page", String(last));
    history.replaceState(history.state, "", addressOf([...params]));
    settled = location.href;
    await run();
    return;
  }
  show(answer, last);
  counted = Promise.all(facets.map(countFacet));
  if (query && !answer.repaired && answer.total <= FEW) suggest(query);
}

/**
 * Offer a query that more articles answer, where there is one.
 * @param {string} query
 */
async function suggest(query) {
  const own = turn;
  const other = await ask("suggest", query).catch(() => "");
  if (!other || own !== turn) return;
  part("notes").prepend(make("p", { dir: "auto" }, "Did you mean ", make("a", { href: addressWith(params, "q", other) }, other), "?"));
  part("notes").hidden = false;
}

/**
 * The work is done, with this to be said.
 * @param {string} text
 * @param {string} kind of failure, if it was one
 */
function settleDown(text, kind = "") {
  clearTimeout(timers.waiting);
  timers.waiting = undefined;
  list.setAttribute("aria-busy", "false");
  part("failure").hidden = !kind;
  for (const words of part("failure").querySelectorAll("p")) words.hidden = (words.dataset.kind ?? kind) !== kind;
  speak(text);
}

/**
 * Say what went wrong.
 * @param {any} error
 */
function fail({ kind = "missing" }) {
  settleDown(part("failure").querySelector(`[data-kind=${kind}]`)?.textContent ?? "", kind);
}

/**
 * @param {import("./client/sentences.js").Answer} answer
 * @param {number} last page
 */
function show(answer, last) {
  const said = describeAnswer(answer, params);
  heading.textContent = said;
  fill("notes", noteAnswer(answer, params, nameFacet));
  list.replaceChildren(...answer.hits.map(listHit));
  list.setAttribute("start", String((pageOf(params) - 1) * PAGE + 1));
  fill("pages", linkPages(params, pageOf(params), last));
  part("years").hidden = !drawYears(part("years"), params, answer.years);
  showChips();
  part("results").hidden = false;
  part("indexes").hidden = answer.total > 0;
  settleDown(said);
}

/** @param {import("./client/hits.js").Hit} hit */
function listHit(hit) {
  const { title: headline, excerpt, language, marks } = hit;
  const link = make("a", { href: hrefOfHit(form.dataset.root, hit), lang: language }, ...markWords(headline, marks.title));
  const item = make("li", { class: "card", dir: "auto" }, make("h3", {}, link), sourceOf(hit));
  if (excerpt) item.append(make("p", { class: "summary", lang: language }, ...markWords(excerpt, marks.excerpt)));
  return item;
}

/** @param {string} name */
function nameFacet(name) {
  return document.querySelector(`[data-facet="${name}"] summary`)?.textContent ?? name;
}

/** Active filters, each with the way to drop it. */
function showChips() {
  const filters = filtersOf(params);
  const chips = filters.map(([name, value]) => {
    const label = FACETS.includes(name) ? labelOf(name, value) ?? value : `${name} ${value}`;
    return make("li", {}, make("a", { href: addressWithout(params, name, value), "aria-label": `Remove filter: ${label}` }, make("bdi", {}, label)));
  });
  if (filters.length > 1) {
    const rest = [...params].filter(([name]) => name === "q" || name === "sort");
    chips.push(make("li", {}, make("a", { href: addressOf(rest), class: "all" }, "Clear all filters")));
  }
  fill("chips", chips);
}

/**
 * Fill a facet with the values that the hits have; while it is closed there is no need.
 * @param {HTMLDetailsElement} facet
 */
async function countFacet(facet) {
  if (!facet.open) return;
  const own = turn;
  const name = facet.dataset.facet ?? "";
  try {
    const values = await ask("facets", requestOf(params), name);
    if (own !== turn) return;
    fillFacet(facet, values, params.getAll(name));
    showChips();
  } catch (error) {
    if (own === turn) fail(error);
  }
}

/** Where the reader is, kept with each step for Back. */
function placeInList() {
  const followed = list.contains(document.activeElement) && document.activeElement?.getAttribute("href");
  return { top: scrollY, followed };
}

/** Show what the address says, at the place where the reader was. */
async function restore() {
  const place = history.state;
  clearTimeout(timers.scrolling);
  settled = location.href;
  if (`?${params}` !== `?${new URLSearchParams(location.search)}` || !turn) {
    params = new URLSearchParams(location.search);
    fillForm();
    await run();
    // They move what stands below them.
    await counted;
  }
  if (!place) return;
  scrollTo(0, place.top);
  if (!place.followed) return;
  Array.from(list.querySelectorAll("a")).find((link) => link.getAttribute("href") === place.followed)?.focus({ preventScroll: true });
}

/**
 * Arrows lead from the field through the results, Escape leads back.
 * @param {KeyboardEvent} event
 */
function walk(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const stops = [field, ...list.querySelectorAll("a")];
  const here = stops.indexOf(/** @type {any} */ (event.target));
  const step = new Map([["ArrowDown", 1], ["ArrowUp", -1], ["Escape", -here]]).get(event.key);
  if (here < 0 || !step || !stops[here + step]) return;
  event.preventDefault();
  stops[here + step].focus();
}

/**
 * Follow a link that is a search on this page.
 * @param {MouseEvent} event
 */
function follow(event) {
  const link = /** @type {Element} */ (event.target).closest('a[href^="?"]');
  if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  settle(link.getAttribute("href") ?? "");
  params = new URLSearchParams(location.search);
  fillForm();
  runTo(heading);
}

/** Where there is no room beside the results, filters wait until they are asked for. */
function foldFilters() {
  /** @type {HTMLDetailsElement} */ (part("filters")).open = wide.matches;
}

/**
 * Run, and go on from an element, where there is an answer.
 * @param {HTMLElement} element
 */
async function runTo(element) {
  await run();
  if (part("failure").hidden) (part("results").hidden ? field : element).focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  settle(addressOfForm());
  runTo(heading);
});
field.addEventListener("input", () => {
  clearTimeout(timers.typing);
  list.setAttribute("aria-busy", "true");
  timers.typing = setTimeout(() => {
    const address = addressOfForm();
    history.replaceState(null, "", address === "?" ? location.pathname : address);
    run();
  }, TYPING_PAUSE);
});
field.addEventListener("focus", () => ask("suggest", "").catch(() => {}), { once: true });
part("results").addEventListener("change", (event) => {
  if (!(/** @type {HTMLInputElement} */ (event.target).validity.valid)) return;
  settle(addressOfForm());
  run();
});
for (const facet of facets) facet.addEventListener("toggle", () => { if (list.getAttribute("aria-busy") === "false") countFacet(facet); });
part("again").addEventListener("click", () => runTo(heading));
document.querySelector("main")?.addEventListener("click", follow);
document.querySelector("main")?.addEventListener("keydown", walk);
addEventListener("popstate", restore);
list.addEventListener("click", () => history.replaceState(placeInList(), ""));
addEventListener("scroll", () => {
  clearTimeout(timers.scrolling);
  timers.scrolling = setTimeout(() => history.replaceState(placeInList(), ""), TYPING_PAUSE);
});
wide.addEventListener("change", foldFilters);
history.scrollRestoration = "manual";
foldFilters();
restore();
