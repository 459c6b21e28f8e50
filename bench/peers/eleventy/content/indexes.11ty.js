import { frame, termList } from "../_includes/parts.js";

export const data = {
  pagination: { data: "collections.taxonomies", size: 1, alias: "taxonomy" },
  permalink: ({ taxonomy }) => `/${taxonomy.name}/`,
  eleventyExcludeFromCollections: true,
};

export function render({ taxonomy, page }) {
  const { name, terms } = taxonomy;
  const shown = name === "dates" ? terms.filter((term) => term.name.length === 4) : terms;
  const main = `<div class="wrap index">
<header class="opening">
<h1>${name}</h1>
<p class="counts"><bdi>${terms.length} ${name}</bdi></p>
</header>
<section class="group">
${termList(shown)}</section>
</div>
`;
  return frame({ title: name, description: name, url: page.url, main });
}
