/**
 * Prints what is wrong with the HTML of a built site, one finding a line; nothing where all is well.
 *
 * Usage: node validate_html.js FOLDER
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const [folder] = process.argv.slice(2);
const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ["html-validate:standard"] }));
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"))) {
    const { results } = await validator.validateFile(join(folder, name));
    for (const { line, message, ruleId } of results.flatMap(({ messages }) => messages)) {
        console.log(`${name}:${line}: ${message} (${ruleId})`);
    }
}
