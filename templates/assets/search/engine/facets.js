// How many of some documents have each value of a facet.
// @ts-check

import { BitReader, ByteReader } from "./bits.js";
import { readJson } from "./files.js";

/** @typedef {{slug: string, label: string, count: number}} FacetValue */

/**
 * The values that documents have, the most frequent first.
 * @param {import("./archive.js").Archive} archive
 * @param {string} name
 * @param {Uint8Array} marked 1 for each document that counts
 * @returns {Promise<FacetValue[]>}
 */
export async function countValues({ segments, load }, name, marked) {
  const columns = await Promise.all(segments.map(async ({ first, count, facets }) => {
    const column = await load(`f/${facets[name].name}`);
    const reader = new ByteReader(column);
    const end = reader.number() + reader.at;
    const labels = /** @type {[string, string][]} */ (readJson(column.subarray(reader.at, end)));
    reader.at = end;
    const width = reader.number();
    return { first, count, labels, width, bits: new BitReader(column, reader.at) };
  }));
  const labels = columns.flatMap((column) => column.labels);
  const counts = new Uint32Array(labels.length);
  for (const { first, count, width, bits } of columns) {
    for (let document = first; document < first + count; document++) {
      for (let left = bits.golomb(0); left > 0; left--) counts[bits.take(width)] += marked[document];
    }
  }
  return labels.map(([slug, label], number) => ({ slug, label, count: counts[number] }))
    .filter(({ count }) => count)
    .sort((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));
}
