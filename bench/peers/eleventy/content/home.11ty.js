import { cardList, frame, termList } from "../_includes/parts.js";

const MOST = { publications: 12, authors: 12, tags: 20 };

export const data = { permalink: "/index.html", eleventyExcludeFromCollections: true };

export function render({ collections }) {
  const newest = [...collections.articles].sort((one, other) => (one.data.posted < other.data.posted ? 1 : -1));
  const ways = collections.taxonomies
    .filter(({ name }) => MOST[name])
    .map(({ name, terms }) => {
      const greatest = [...terms].sort((one, other) => other.members.length - one.members.length);
      return `<section aria-labelledby="${name}">
<h2 id="${name}"><a href="/${name}/">${name}</a></h2>
${termList(greatest.slice(0, MOST[name]))}</section>
`;
    });
  const main = `<div class="wrap home">
<div class="masthead">
<h1>A generated archive</h1>
<p class="deck">Articles that were never written.</p>
<p class="counts"><bdi>${collections.articles.length} articles</bdi></p>
</div>
<div class="columns">
<section class="newest" aria-labelledby="newest">
<h2 id="newest">Newest</h2>
${cardList(newest.slice(0, 10))}</section>
<div class="inward">
${ways.join("")}</div>
</div>
</div>
`;
  return frame({ title: "", description: "Articles that were never written.", url: "/", main });
}
