// A stand-in for the search engine, over a few made-up articles: it keeps to the interface, and its answers can be foretold.
// `search/m.js` is fetched as the real one does it, so that a test can take it away.
"use strict";

const scope = globalThis;
const PUBLICATIONS = [["the-herald", "The Herald"], ["evening-post", "Evening Post"]];
const HOSTILE = "<img src=x onerror=alert(1)> strike & <b>bold</b>";

function makeArticles() {
  const articles = [];
  for (let number = 1; number <= 42; number++) {
    const [slug, publication] = PUBLICATIONS[number % 2];
    const year = 1920 + (number % 7);
    articles.push({
      slug: `strike-${number}`, title: number === 1 ? HOSTILE : `The great strike, part ${number}`, year, publication,
      date: `${number % 28 + 1} October ${year}`, day: `${year}-10-${String(number % 28 + 1).padStart(2, "0")}`,
      authors: "Ada Ensor", excerpt: `In the week of the strike nothing moved, says part ${number}.`, language: "",
      source: [slug], author: ["ada-ensor"], tag: number % 3 ? ["labour"] : ["labour", "labour/strikes"],
    });
  }
  articles.push({
    slug: "arabic", title: "إضراب عمال السفن", year: 1931, publication: "Evening Post", date: "1931", day: "", authors: "",
    excerpt: "في ذلك الأسبوع توقفت السفن.", language: "ar", source: ["evening-post"], author: [], tag: [],
  });
  return articles;
}

const ARTICLES = makeArticles();
const LABELS = { "labour/strikes": "Strikes", labour: "Labour", "ada-ensor": "Ada Ensor", ...Object.fromEntries(PUBLICATIONS) };

function marksOf(text, words) {
  const marks = [];
  for (const word of words) {
    for (let at = text.toLowerCase().indexOf(word); at >= 0; at = text.toLowerCase().indexOf(word, at + 1)) marks.push([at, at + word.length]);
  }
  return marks.sort((one, other) => one[0] - other[0]);
}

function find({ query, filters }) {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  const repaired = typed.includes("strkie") ? { query: query.replace("strkie", "strike"), words: [["strkie", "strike"]] } : null;
  const words = typed.map((word) => (word === "strkie" ? "strike" : word));
  const text = (article) => `${article.title} ${article.excerpt}`.toLowerCase();
  const missing = words.filter((word) => !ARTICLES.some((article) => text(article).includes(word)));
  const unknown = [];
  let found = ARTICLES.filter((article) => words.every((word) => text(article).includes(word)));
  for (const name of ["source", "tag", "author"]) {
    const chosen = filters[name] ?? [];
    for (const slug of chosen) if (!ARTICLES.some((article) => article[name].includes(slug))) unknown.push([name, slug]);
    if (chosen.length) found = found.filter((article) => article[name].some((slug) => chosen.includes(slug)));
  }
  const { from, to } = filters;
  found = found.filter(({ year }) => (!from || year >= Number(from.slice(0, 4))) && (!to || year <= Number(to.slice(0, 4))));
  return { found, words, repaired, missing, unknown };
}

const calls = {
  async open({ base }) {
    calls.base = base;
  },
  async ready() {
    if (calls.base.startsWith("file:")) return;
    let response;
    try {
      response = await fetch(`${calls.base}m.js`, { cache: "no-store" });
    } catch {
      throw { kind: "offline", message: "m" };
    }
    if (!response.ok) throw { kind: "missing", message: "m" };
  },
  async search(request) {
    await calls.ready();
    const { found, words, repaired, missing, unknown } = find(request);
    if (words.includes("slow")) await new Promise((resolve) => { setTimeout(resolve, 800); });
    const ordered = [...found].sort((one, other) => (request.sort === "oldest" ? one.year - other.year : other.year - one.year));
    const years = new Map();
    for (const { year } of found) years.set(year, (years.get(year) ?? 0) + 1);
    const hits = ordered.slice(request.offset, request.offset + request.limit).map((article) => ({
      ...article, route: `articles/${article.slug}/index.html`, score: 1,
      marks: { title: marksOf(article.title, words), excerpt: marksOf(article.excerpt, words) },
    }));
    return {
      total: found.length, hits, years: [...years].sort((one, other) => one[0] - other[0]), undated: 0, repaired, missing,
      unplaced: false, unknown, seconds: 0,
    };
  },
  async facets(request, name) {
    await calls.ready();
    const counts = new Map();
    for (const article of find({ ...request, filters: { ...request.filters, [name]: [] } }).found) {
      for (const slug of article[name]) counts.set(slug, (counts.get(slug) ?? 0) + 1);
    }
    return [...counts].map(([slug, count]) => ({ slug, label: LABELS[slug], count })).sort((one, other) => other.count - one.count);
  },
  async suggest(text) {
    await calls.ready();
    return text === "part 17" ? "part 16" : "";
  },
};

if (scope.importScripts) {
  scope.onmessage = async ({ data }) => {
    try {
      scope.postMessage({ id: data.id, result: await calls[data.call](...data.arguments) });
    } catch (error) {
      scope.postMessage({ id: data.id, error });
    }
  };
} else {
  scope.FondsSearch = calls;
}
