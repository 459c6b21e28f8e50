// Elements, made and filled as text: nothing that is found is ever read as markup.
// @ts-check

/** @typedef {Record<string, string | number | boolean>} Attributes those that are empty or false are left out */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} attributes
 * @param {...(Node | string)} children
 */
export function make(name, attributes, ...children) {
  return complete(document.createElement(name), attributes, children);
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function complete(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value || value === 0) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * @param {number} number
 * @param {string} noun
 */
export function countOf(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
