import { frame } from "../_includes/parts.js";

export const data = { permalink: "/404.html", eleventyExcludeFromCollections: true };

export function render() {
  const title = "Nothing is kept at this address";
  return frame({ title, description: title, url: "/404.html", main: `<div class="wrap">\n<h1>${title}</h1>\n</div>\n` });
}
