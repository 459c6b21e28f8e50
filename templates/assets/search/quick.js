// The quick search: a list of hits below the field in the header, as a combobox. Enter alone leads to the search page.
// @ts-check

import { addressOf } from "./client/address.js";
import { countOf, make } from "./client/elements.js";
import { connectEngine } from "./client/engine.js";
import { hrefOfHit, markWords, sourceOf } from "./client/hits.js";

const SHOWN = 6;
const TYPING_PAUSE = 150;
const SPEAKING_PAUSE = 1000;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-quick]"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const list = make("div", { role: "listbox", id: "quick", "aria-label": "Results", hidden: true });
const status = make("p", { role: "status", class: "vh" });
const ask = connectEngine(form.dataset);

let turn = 0;
/** The option that arrows have led to; -1 for the field itself. */
let active = -1;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let speaking;

/** @param {boolean} isOpen */
function setOpen(isOpen) {
  list.hidden = !isOpen;
  field.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) activate(-1);
}

/** @param {number} place */
function activate(place) {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = place;
  const option = list.children[place];
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

/** @param {string} text */
function speak(text) {
  clearTimeout(speaking);
  status.textContent = "";
  speaking = setTimeout(() => { status.textContent = text; }, SPEAKING_PAUSE);
}

/**
 * @param {number} place
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} content
 */
function makeOption(place, attributes, ...content) {
  return make("a", { role: "option", id: `quick-${place}`, tabindex: -1, "aria-selected": "false", ...attributes }, ...content);
}

/** Ask for what stands in the field, and show the first hits. */
async function run() {
  const own = ++turn;
  const query = field.value;
  if (!query.trim()) {
    setOpen(false);
    speak("");
    return;
  }
  try {
    const { total, hits } = await ask("search", { query, filters: {}, sort: "relevance", offset: 0, limit: SHOWN });
    if (own === turn) show(query, total, hits);
  } catch {
    if (own !== turn) return;
    setOpen(false);
    speak("The search could not be loaded. Enter leads to the search page.");
  }
}

/**
 * @param {string} query
 * @param {number} total
 * @param {import("./client/hits.js").Hit[]} hits
 */
function show(query, total, hits) {
  const options = hits.map((hit, place) => makeOption(place, { href: hrefOfHit(form.dataset.root, hit), dir: "auto" },
    make("span", { lang: hit.language }, ...markWords(hit.title, hit.marks.title)), sourceOf(hit)));
  const words = total ? `All results (${total.toLocaleString("en")})` : "Nothing found. Search page and indexes";
  options.push(makeOption(hits.length, { href: form.action.split("?")[0] + addressOf([["q", query]]), class: "all" }, words));
  activate(-1);
  list.replaceChildren(...options);
  setOpen(document.activeElement === field);
  speak(total ? countOf(total, "result") : "Nothing found");
}

/** @param {KeyboardEvent} event */
function steer(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const count = list.children.length;
  const step = new Map([["ArrowDown", 1], ["ArrowUp", -1]]).get(event.key);
  if (step && count) {
    const from = active < 0 && step < 0 ? count : active;
    setOpen(true);
    activate((from + step + count) % count);
  } else if (event.key === "Enter" && active >= 0) {
    /** @type {HTMLElement} */ (list.children[active]).click();
  } else if (event.key === "Escape" && !list.hidden) {
    setOpen(false);
  } else {
    if (event.key === "Escape") { field.value = ""; list.replaceChildren(); }
    return;
  }
  event.preventDefault();
}

for (const [name, value] of Object.entries({
  role: "combobox", "aria-expanded": "false", "aria-controls": "quick", "aria-autocomplete": "list", "aria-haspopup": "listbox",
})) field.setAttribute(name, value);
form.append(list, status);
field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(run, TYPING_PAUSE); });
field.addEventListener("keydown", steer);
field.addEventListener("focus", () => { if (list.children.length && field.value) setOpen(true); });
form.addEventListener("focusout", ({ relatedTarget }) => { if (!form.contains(/** @type {Node | null} */ (relatedTarget))) setOpen(false); });
form.addEventListener("submit", () => { clearTimeout(typing); turn++; });
ask("suggest", "").catch(() => {});
if (field.value) run();
