// A curated archive as a user of Eleventy would set it up, with JavaScript templates, which are its fastest.
// A listing is paginated twice, by term and by page: so a collection holds one entry for each page of each term.
const PER_PAGE = 50;
const TERMS = {
  tags: (data) => data.tags,
  publications: (data) => [data.publication],
  authors: (data) => data.authors,
  dates: (data) => data.periods,
};

export default function (config) {
  const newestFirst = (api) => api.getFilteredByGlob("content/articles/**/*.md").reverse();
  // Eleventy's own filter takes more than a millisecond for a name; these names have letters and blanks only.
  const slugOf = (name) => name.toLowerCase().replaceAll(" ", "-");
  let groups;

  const group = (api) => {
    if (groups) return groups;
    groups = {};
    const articles = newestFirst(api);
    articles.forEach((article, position) => {
      article.data.later = articles[position - 1];
      article.data.earlier = articles[position + 1];
    });
    for (const [taxonomy, termsOf] of Object.entries(TERMS)) {
      const terms = new Map();
      for (const article of articles) {
        for (const term of termsOf(article.data)) {
          if (!terms.has(term)) terms.set(term, []);
          terms.get(term).push(article);
        }
      }
      groups[taxonomy] = [...terms]
        .map(([name, members]) => ({ name, members, url: `/${taxonomy}/${slugOf(name)}/` }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
    }
    return groups;
  };

  config.on("eleventy.before", () => (groups = undefined));
  config.addFilter("slugOf", slugOf);
  config.addCollection("articles", newestFirst);
  config.addCollection("taxonomies", (api) =>
    Object.entries(group(api)).map(([name, terms]) => ({ name, terms })),
  );
  config.addCollection("listings", (api) =>
    Object.entries(group(api)).flatMap(([taxonomy, terms]) =>
      terms.flatMap(({ name, members, url }) => {
        const pages = Math.ceil(members.length / PER_PAGE);
        return Array.from({ length: pages }, (_, index) => ({
          taxonomy,
          name,
          count: members.length,
          members: members.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
          url: index ? `${url}page/${index + 1}/` : url,
          newer: index === 0 ? "" : index === 1 ? url : `${url}page/${index}/`,
          older: index + 1 < pages ? `${url}page/${index + 2}/` : "",
        }));
      }),
    ),
  );
  config.addPassthroughCopy("assets");
  return {
    dir: { input: ".", includes: "_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
}
