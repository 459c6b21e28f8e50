import assert from "node:assert/strict";
import { test } from "node:test";
import { BitReader, ByteReader } from "../../../templates/assets/search/engine/bits.js";
import { countEdits } from "../../../templates/assets/search/engine/vocabulary.js";
import { golomb, pack, varint } from "./encoder.js";

test("numbers are read as they were written, in every order and at every place of a byte", () => {
  const values = [0, 1, 2, 3, 7, 8, 100, 1023, 1024, 65_535, 99_999, 1_048_575];
  for (let order = 0; order <= 16; order++) {
    for (let lead = 0; lead < 8; lead++) {
      const bits = new BitReader(pack("1".repeat(lead) + values.map((value) => golomb(value, order)).join("")), 0);
      bits.take(lead);
      assert.deepEqual(values.map(() => bits.golomb(order)), values, `order ${order}, from bit ${lead}`);
    }
  }
});

test("a number that never ends is damage", () => {
  assert.throws(() => new BitReader(new Uint8Array(20), 0).golomb(0), { kind: "missing" });
  assert.throws(() => new ByteReader(new Uint8Array(20).fill(255)).number(), { kind: "missing" });
});

test("numbers of several bytes are read least first", () => {
  const values = [0, 127, 128, 16_383, 16_384, 2 ** 31];
  const reader = new ByteReader(Uint8Array.from(values.flatMap(varint)));
  assert.deepEqual(values.map(() => reader.number()), values);
});

test("edits are counted as far as they matter", () => {
  assert.equal(countEdits("president", "presidnet", 2), 1);
  assert.equal(countEdits("president", "prsident", 2), 1);
  assert.equal(countEdits("canal", "canals", 1), 1);
  assert.equal(countEdits("abcdef", "badcfe", 2), Infinity);
  assert.equal(countEdits("ca", "abc", 3), 3, "letters that were swapped are not edited again");
});
