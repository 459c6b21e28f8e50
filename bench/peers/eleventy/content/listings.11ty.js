import { cardList, dateInWords, escape, frame } from "../_includes/parts.js";

export const data = {
  pagination: { data: "collections.listings", size: 1, alias: "listing" },
  permalink: ({ listing }) => listing.url,
  eleventyExcludeFromCollections: true,
};

const way = (url, place, relation, text) =>
  url ? `<a class="${place}" rel="${relation}" href="${url}">${text}</a>\n` : "";

export function render({ listing, page }) {
  const { taxonomy, name, members, count, newer, older } = listing;
  const title = taxonomy === "dates" ? dateInWords(name) : name;
  const main = `<div class="wrap listing">
<header class="opening">
<nav class="trail" aria-label="Breadcrumbs">
<ol>
<li><a href="/${taxonomy}/"><bdi>${taxonomy}</bdi></a></li>
</ol>
</nav>
<h1><bdi>${escape(title)}</bdi></h1>
<p class="counts"><bdi>${count} articles</bdi></p>
</header>
<section class="group">
<h2 class="vh">Articles</h2>
${cardList(members)}${newer || older ? `<nav class="ways" aria-label="Pages">\n${way(newer, "back", "prev", "Newer")}${way(older, "on", "next", "Older")}</nav>\n` : ""}</section>
</div>
`;
  return frame({ title, description: escape(title), url: page.url, main });
}
