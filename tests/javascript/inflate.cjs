// What every browser of today has and Node.js has since 20.12: raw deflate streams. Debian 12 comes with Node.js 18.

const { Duplex } = require("node:stream");
const { createInflateRaw } = require("node:zlib");

try {
    new DecompressionStream("deflate-raw");
} catch {
    globalThis.DecompressionStream = class {
        constructor() {
            Object.assign(this, Duplex.toWeb(createInflateRaw()));
        }
    };
}
