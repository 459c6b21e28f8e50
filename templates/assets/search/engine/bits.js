// Numbers out of bytes and bits, as builder/search/README.md writes them.
// @ts-check

import { damaged } from "./errors.js";

/** Lengths of the codes of impacts 1 to 7, for each field. */
const CODE_LENGTHS = [
  [5, 3, 1, 3, 3, 5, 7],
  [13, 13, 12, 12, 7, 6, 8],
  [13, 13, 11, 9, 9, 11, 13],
  [13, 12, 11, 8, 7, 7, 10],
];
const LONGEST_CODE = 13;

/** No archive has so many documents that a number needs more. */
const MOST_ZEROS = 24;

/** For each thirteen bits the code that they begin with: its length · 32 + field · 8 + impact. */
const CODES = listCodes();

function listCodes() {
  const codes = new Uint16Array(1 << LONGEST_CODE);
  let next = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    CODE_LENGTHS.forEach((lengths, field) => lengths.forEach((ofImpact, index) => {
      if (ofImpact !== length) return;
      const end = next + (1 << (LONGEST_CODE - length));
      codes.fill(length * 32 + field * 8 + index + 1, next, end);
      next = end;
    }));
  }
  return codes;
}

/** Reads bytes from the first on. */
export class ByteReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** A number of seven bits a byte, the least significant first. */
  number() {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw damaged();
  }

  /** @param {number} count */
  take(count) {
    if (this.at + count > this.bytes.length) throw damaged();
    return this.bytes.subarray(this.at, (this.at += count));
  }
}

/** Reads bits, the most significant first. Past the end all are zero. */
export class BitReader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} start the byte to begin with
   */
  constructor(bytes, start) {
    this.bytes = bytes;
    this.at = start * 8;
  }

  /** The next 32 bits, without going on. */
  peek() {
    const { bytes, at } = this;
    const byte = at >>> 3;
    const shift = at & 7;
    const word = (bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3];
    return (word << shift) | (bytes[byte + 4] >> (8 - shift));
  }

  /**
   * A number in so many bits, 31 at most.
   * @param {number} width
   */
  take(width) {
    const value = (this.peek() >>> 1) >>> (31 - width);
    this.at += width;
    return value;
  }

  /**
   * A number in the exponential Golomb code of an order.
   * @param {number} order
   */
  golomb(order) {
    const zeros = Math.clz32(this.peek());
    if (zeros > MOST_ZEROS) throw damaged();
    this.at += zeros;
    return this.take(zeros + 1 + order) - (1 << order);
  }

  /** Field · 8 + impact of a posting. */
  code() {
    const code = CODES[this.peek() >>> (32 - LONGEST_CODE)];
    this.at += code >> 5;
    return code & 31;
  }
}
