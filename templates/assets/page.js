// What JavaScript adds to reading: buttons that copy code and citations, choices of the reader's, a quick search. Nothing needs it.
// @ts-check

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Says to screen readers what the eye sees; there from the start, as later regions are often not heard. */
const announcer = element("p", { className: "vh" });
announcer.setAttribute("role", "status");

/** The field of the search, in the header or on its page. */
const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=q]"));

/**
 * Put the text of an element on the clipboard; where that is barred, select it for the reader to copy.
 * @param {HTMLElement} code
 * @returns {Promise<string>} what was done
 */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.innerText);
    return "Copied";
  } catch {
    getSelection()?.selectAllChildren(code);
    return "Selected";
  }
}

/**
 * A button that copies an element's text, and says so.
 * @param {HTMLElement} text
 * @param {string} label
 */
function copyButton(text, label) {
  const button = element("button", { type: "button", className: "copy" }, "Copy");
  button.setAttribute("aria-label", label);
  button.addEventListener("click", async () => {
    const done = await copy(text);
    button.textContent = announcer.textContent = done;
    setTimeout(() => { button.textContent = "Copy"; announcer.textContent = ""; }, 3000);
  });
  return button;
}

/** Give each block of code, and each citation, a button that copies it. */
function addCopyButtons() {
  for (const citation of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".citation"))) {
    const style = citation.closest("div")?.querySelector("dt")?.textContent;
    citation.after(copyButton(citation, `Copy the citation, ${style}`));
  }
  for (const code of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".body pre > code"))) {
    const button = copyButton(code, "Copy the code");
    const block = code.closest(".scroll") ?? /** @type {HTMLElement} */ (code.parentElement);
    const frame = element("div", { className: "code" });
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

/**
 * Keep a reader's choice where storage is allowed; elsewhere it lasts as long as the page.
 * @param {string} name
 * @param {string} value empty for what holds without a choice
 */
function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Storage is barred.
  }
}

/**
 * What the reader chose before.
 * @param {string} name
 */
function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/**
 * A choice of the reader's, with what holds without one first.
 * @param {string} label
 * @param {[value: string, name: string][]} options
 * @param {string} value
 * @param {(value: string) => void} choose
 */
function choice(label, options, value, choose) {
  const select = element("select", {});
  for (const [option, name] of options) select.append(new Option(name, option));
  select.value = value;
  select.addEventListener("change", () => choose(select.value));
  return element("label", {}, `${label} `, select);
}

/** Put the reader's choices into the footer: light or dark, and whether `/` is a key of ours. */
function addChoices() {
  const root = document.documentElement.dataset;
  const choices = [choice("Display", [["", "Automatic"], ["light", "Light"], ["dark", "Dark"]], root.scheme ?? "", (scheme) => {
    if (scheme) root.scheme = scheme;
    else delete root.scheme;
    keep("scheme", scheme);
  })];
  if (field) {
    choices.push(choice("“/” key", [["", "On: leads to the search"], ["off", "Off"]], hasSlash() ? "" : "off", (slash) => {
      keep("slash", slash);
      tellSlash(!slash);
    }));
  }
  document.querySelector(".foot .wrap")?.append(element("p", { className: "display" }, ...choices));
}

/** Whether `/` leads to the search: who speaks to the machine may say it without meaning it, and turns it off. */
function hasSlash() {
  return kept("slash") !== "off";
}

/**
 * Tell assistive technology about the key.
 * @param {boolean} isOn
 */
function tellSlash(isOn) {
  if (isOn) field?.setAttribute("aria-keyshortcuts", "/");
  else field?.removeAttribute("aria-keyshortcuts");
}

/** `/` leads to the search; what makes the field in the header quick is loaded when a reader turns to it. */
function addQuickSearch() {
  if (!field) return;
  const { root, quick } = /** @type {HTMLFormElement} */ (field.form).dataset;
  const load = () => document.head.append(element("script", { src: `${root}${quick}`, onerror: prepare }));
  const prepare = () => field.addEventListener("focus", load, { once: true });
  if (quick) document.activeElement === field ? load() : prepare();
  document.addEventListener("keydown", (event) => {
    const isTyping = /** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || isTyping || !hasSlash()) return;
    event.preventDefault();
    field.select();
    field.focus();
  });
  tellSlash(hasSlash());
}

document.body.append(announcer);
addQuickSearch();
addCopyButtons();
addChoices();
