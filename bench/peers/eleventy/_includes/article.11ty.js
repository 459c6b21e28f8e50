import { escape, frame, openingWords, time, dateInWords } from "./parts.js";

const link = (url, text) => `<a href="${url}"><bdi>${escape(text)}</bdi></a>`;

export function render(data) {
  const { title, publication, authors, tags, periods, printed, where, original, genre, posted, page, earlier, later } = data;
  const outlet = link(`/publications/${this.slugOf(publication)}/`, publication);
  const credits = authors.map((author) => link(`/authors/${this.slugOf(author)}/`, author));
  const day = `<a href="/dates/${periods.at(-1)}/">${time(printed)}</a>`;
  const main = `<div class="wrap leaf">
<article>
<header>
<p class="kicker">${outlet} · <bdi>page ${where}</bdi></p>
<h1>${escape(title)}</h1>
<p class="credit"><span dir="auto">By ${credits.join(", ")}. First published in <cite>${outlet}</cite>, ${day}. <span class="sources"><a href="${original}" rel="external noopener">Original</a> · <a href="#source">Source</a></span></span></p>
</header>
<div class="body">
${data.content}
</div>
<footer class="onward" dir="ltr">
<section aria-labelledby="tags">
<h2 id="tags">Tags</h2>
<ul class="tags">
${tags.map((tag) => `<li>${link(`/tags/${this.slugOf(tag)}/`, tag)}</li>\n`).join("")}</ul>
</section>
<nav class="ways" aria-label="Earlier and later">
${earlier ? `<p class="back"><span dir="auto">Earlier</span> ${link(earlier.url, earlier.data.title)}</p>\n` : ""}${later ? `<p class="on"><span dir="auto">Later</span> ${link(later.url, later.data.title)}</p>\n` : ""}</nav>
</footer>
</article>
<aside class="source" id="source" aria-labelledby="source-heading">
<h2 id="source-heading">Source</h2>
<dl>
<div>
<dt>First published in</dt>
<dd>${outlet}</dd>
</div>
<div>
<dt>Published</dt>
<dd>${day}</dd>
</div>
<div>
<dt>By</dt>
${credits.map((credit) => `<dd>${credit}</dd>\n`).join("")}</div>
<div>
<dt>Kind</dt>
<dd><bdi>${genre}</bdi></dd>
</div>
<div>
<dt>Where</dt>
<dd><bdi>Page ${where}</bdi></dd>
</div>
<div>
<dt>Original</dt>
<dd><a href="${original}" rel="external noopener"><bdi>${new URL(original).host}</bdi></a></dd>
</div>
<div>
<dt>What is here</dt>
<dd><bdi>Full text</bdi></dd>
</div>
<div>
<dt>Rights</dt>
<dd><bdi>Rights not stated</bdi></dd>
</div>
<div>
<dt>In this archive since</dt>
<dd><bdi><time datetime="${posted}">${dateInWords(posted)}</time></bdi></dd>
</div>
<div>
<dt>Permanent link</dt>
<dd><bdi class="permalink">https://example.org${page.url}</bdi></dd>
</div>
</dl>
</aside>
</div>
`;
  return frame({ title, description: openingWords(data.content), url: page.url, main });
}
