// A search as an address: `?q&from&to&source&tag&author&sort&page`.
// @ts-check

/** @typedef {[string, string][]} Entries names and values, as in an address */

export const FACETS = ["source", "author", "tag"];
export const PAGE = 10;

const DEFAULTS = new Map([["sort", "relevance"], ["page", "1"]]);
const ENDS = ["from", "to"];
const DAY = /^\d{4}(-\d\d){0,2}$/;

/**
 * The address of a search, with nothing in it that goes without saying.
 * @param {Entries} entries
 */
export function addressOf(entries) {
  return `?${new URLSearchParams(entries.filter(([name, value]) => value.trim() && value !== DEFAULTS.get(name)))}`;
}

/**
 * The address of the same search with one value more, or with another one; on its first page.
 * @param {Iterable<[string, string]>} entries
 * @param {string} name
 * @param {string | number} value
 */
export function addressWith(entries, name, value) {
  return addressOf([...[...entries].filter(([other]) => other !== name && other !== "page"), [name, String(value)]]);
}

/**
 * The address of the same search without a value; on its first page.
 * @param {Iterable<[string, string]>} entries
 * @param {string} name
 * @param {string} value
 */
export function addressWithout(entries, name, value) {
  return addressOf([...entries].filter(([other, own]) => other !== "page" && (other !== name || own !== value)));
}

/**
 * The filters of a search: facets, and days that can be read.
 * @param {URLSearchParams} params
 * @returns {Entries}
 */
export function filtersOf(params) {
  return [...params].filter(([name, value]) => FACETS.includes(name) || (ENDS.includes(name) && DAY.test(value)));
}

/**
 * What stands where a year, month or day should.
 * @param {URLSearchParams} params
 */
export function unreadableDays(params) {
  return ENDS.map((name) => params.get(name) ?? "").filter((value) => value && !DAY.test(value));
}

/**
 * The number of the page.
 * @param {URLSearchParams} params
 */
export function pageOf(params) {
  return Math.max(1, Math.floor(Number(params.get("page")))) || 1;
}

/**
 * What the engine is asked for.
 * @param {URLSearchParams} params
 */
export function requestOf(params) {
  /** @type {Record<string, string | string[]>} */
  const filters = Object.fromEntries(filtersOf(params).map(([name, value]) => [name, value]));
  for (const name of FACETS) filters[name] = params.getAll(name);
  const sort = params.get("sort") ?? "relevance";
  return { query: params.get("q") ?? "", filters, sort, offset: (pageOf(params) - 1) * PAGE, limit: PAGE };
}
