// What several templates show.
const MONTHS = "January February March April May June July August September October November December".split(" ");
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const cards = new Map();

export const escape = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);

export const dateInWords = (date) => {
  const [year, month, day] = date.split("-");
  return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
};

export const time = (date) =>
  `<bdi>${date.length === 10 ? `<time datetime="${date}">${dateInWords(date)}</time>` : dateInWords(date)}</bdi>`;

export const openingWords = (html) =>
  html.replace(/<[^>]*>/g, "").split(/\s+/, 30).join(" ") + "…";

const card = (article) => {
  if (!cards.has(article.url)) {
    const { title, publication, printed, authors } = article.data;
    cards.set(
      article.url,
      `<li class="card">
<h3><a href="${article.url}">${escape(title)}</a></h3>
<p class="meta"><cite><bdi>${escape(publication)}</bdi></cite>, ${time(printed)} · <bdi>${escape(authors.join(", "))}</bdi></p>
<p class="summary">${openingWords(article.templateContent)}</p>
</li>
`,
    );
  }
  return cards.get(article.url);
};

export const cardList = (articles) => `<ol class="cards">
${articles.map(card).join("")}</ol>
`;

export const termList = (terms) => `<ul class="terms ranked">
${terms
  .map(({ name, url, members }) => `<li><a href="${url}"><bdi>${escape(name)}</bdi></a> <span>${members.length}</span></li>\n`)
  .join("")}</ul>
`;

export const frame = ({ title, description, url, main }) => `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'">
<title>${title ? `${escape(title)} · ` : ""}A generated archive</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${description}">
<meta name="generator" content="Eleventy">
<link rel="canonical" href="https://example.org${url}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<script src="/assets/scheme.js"></script>
<link rel="stylesheet" href="/assets/site.css">
<script src="/assets/page.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header class="top">
<div class="wrap">
${title ? '<a class="name" href="/">A generated archive</a>\n' : ""}<nav class="menu" aria-label="Main">
<ul>
<li><a href="/dates/">Dates</a></li>
<li><a href="/publications/">Publications</a></li>
<li><a href="/authors/">Authors</a></li>
<li><a href="/tags/">Tags</a></li>
</ul>
</nav>
</div>
</header>
<main id="main" tabindex="-1">
${main}</main>
<footer class="foot">
<div class="wrap">
<p dir="auto">Made with <bdi>Eleventy</bdi>.</p>
</div>
</footer>
</body>
</html>
`;
