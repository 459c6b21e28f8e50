// What JavaScript adds to reading: buttons that copy code and citations, a choice of light or dark, a quick search. Nothing needs it.
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

/** The scheme that the reader chose before; empty for the system's own. */
function chosenScheme() {
  return document.documentElement.dataset.scheme ?? "";
}

/**
 * Apply a scheme, and keep it where storage is allowed.
 * @param {string} scheme
 */
function chooseScheme(scheme) {
  if (scheme) document.documentElement.dataset.scheme = scheme;
  else delete document.documentElement.dataset.scheme;
  try {
    if (scheme) localStorage.setItem("scheme", scheme);
    else localStorage.removeItem("scheme");
  } catch {
    // Storage is barred: the choice lasts as long as the page.
  }
}

/** Put the choice of light or dark into the footer. */
function addSchemeChoice() {
  const choice = element("select", {});
  for (const [value, label] of [["", "Automatic"], ["light", "Light"], ["dark", "Dark"]]) {
    choice.append(new Option(label, value));
  }
  choice.value = chosenScheme();
  choice.addEventListener("change", () => chooseScheme(choice.value));
  document.querySelector(".foot .wrap")?.append(element("p", { className: "display" }, element("label", {}, "Display ", choice)));
}

/** `/` leads to the search; what makes the field in the header quick is loaded when a reader turns to it. */
function addQuickSearch() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=q]"));
  if (!field) return;
  const { root, quick } = /** @type {HTMLFormElement} */ (field.form).dataset;
  const load = () => document.head.append(element("script", { src: `${root}${quick}`, onerror: prepare }));
  const prepare = () => field.addEventListener("focus", load, { once: true });
  if (quick) document.activeElement === field ? load() : prepare();
  document.addEventListener("keydown", (event) => {
    const isTyping = /** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || isTyping) return;
    event.preventDefault();
    field.select();
    field.focus();
  });
  field.setAttribute("aria-keyshortcuts", "/");
}

document.body.append(announcer);
addQuickSearch();
addCopyButtons();
addSchemeChoice();
