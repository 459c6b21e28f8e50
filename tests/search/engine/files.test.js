import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { serve } from "../../../templates/assets/search/engine/calls.js";
import { loadByFetch, loadByScript, unwrap } from "../../../templates/assets/search/engine/files.js";
import { article } from "./archives.js";
import { encodeIndex, script } from "./encoder.js";

const EVERY_BYTE = Uint8Array.from({ length: 256 * 2 }, (_, index) => index);
const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
  for (const name of ["document", "importScripts", "FondsSearch", "FondsStemmers", "postMessage", "onmessage", "sx"]) delete globalThis[name];
});

/** A web that answers with a status and bytes. */
function answerWith(status, bytes) {
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push([url, options.cache]);
    return new Response(bytes, { status });
  };
  return asked;
}

/** A page that runs scripts from a disk: bytes by URL, read as windows-1252. */
function openPage(files) {
  const ran = [];
  globalThis.document = {
    createElement: () => ({ remove() {} }),
    head: {
      append(element) {
        ran.push(element.src);
        const bytes = files.get(element.src.replace(/\?.*/, ""));
        queueMicrotask(() => {
          if (!bytes) return element.onerror();
          new Function(new TextDecoder(element.charset).decode(bytes))();
          return element.onload();
        });
      },
    },
  };
  return ran;
}

test("every byte comes through a script", () => {
  assert.deepEqual(unwrap(script("t/abc", EVERY_BYTE), "t/abc"), EVERY_BYTE);
});

test("what is not the file that was asked for is damaged", () => {
  for (const text of ["", "<!doctype html>", 'sx("t/other","")\n', 'sx("t/abc","x']) {
    assert.throws(() => unwrap(Buffer.from(text), "t/abc"), { kind: "missing" }, text);
  }
});

test("files are fetched, and the manifest is asked for anew", async () => {
  const asked = answerWith(200, script("m", EVERY_BYTE));
  assert.deepEqual(await loadByFetch("https://archive.example/search/")("m"), EVERY_BYTE);
  assert.deepEqual(asked, [["https://archive.example/search/m.js", "no-cache"]]);
});

test("an error says whether to try again", async () => {
  const load = loadByFetch("https://archive.example/search/");
  for (const [status, kind] of [[404, "missing"], [410, "missing"], [503, "offline"], [200, "missing"]]) {
    answerWith(status, "<!doctype html>");
    await assert.rejects(load("t/abc"), { kind }, String(status));
  }
  globalThis.fetch = async () => { throw new TypeError("Failed to fetch"); };
  await assert.rejects(load("t/abc"), { kind: "offline" });
});

test("from a disk files are scripts of the page", async () => {
  const ran = openPage(new Map([["file:///search/m.js", script("m", EVERY_BYTE)], ["file:///search/t/abc.js", Buffer.from("1")]]));
  const load = loadByScript("file:///search/");
  assert.deepEqual(await load("m"), EVERY_BYTE);
  assert.deepEqual(await load("m"), EVERY_BYTE);
  assert.notEqual(ran[0], ran[1], "a browser may keep the first");
  await assert.rejects(load("t/abc"), { kind: "missing" });
  await assert.rejects(load("t/gone"), { kind: "missing" });
});

test("in a worker calls are messages", async () => {
  const files = encodeIndex([article("canals", { body: "canals", earliest: "1987-03-12" })], { languages: ["en"] });
  let isThere = false;
  globalThis.fetch = async (url) => {
    const id = url.slice("https://archive.example/search/".length, -".js".length);
    return isThere ? new Response(script(id, files.get(id))) : new Response("", { status: 404 });
  };
  globalThis.FondsStemmers = { en: (word) => word };
  globalThis.importScripts = () => {};
  const answers = [];
  globalThis.postMessage = (message) => answers.push(message);
  serve();
  const send = (id, call, ...given) => globalThis.onmessage({ data: { id, call, arguments: given } });

  await send(1, "open", { base: "https://archive.example/search/" });
  await send(2, "search", { query: "canals" });
  isThere = true;
  await send(3, "search", { query: "canals" });
  await send(4, "suggest", "canals");

  assert.equal(answers[1].error.kind, "missing");
  assert.equal(answers[2].result.hits[0].route, "articles/canals/");
  assert.deepEqual(answers[3], { id: 4, result: "" });
});

test("a manifest that the page has fetched is not fetched again", async () => {
  const asked = answerWith(404, "");
  const load = loadByFetch("https://archive.example/search/", Uint8Array.from(script("m", EVERY_BYTE)).buffer);
  assert.deepEqual(await load("m"), EVERY_BYTE);
  assert.deepEqual(asked, []);
  await assert.rejects(load("m"), { kind: "missing" }, "it may have changed since");
});

test("an archive in a language without its stemmer cannot be searched", async () => {
  const files = encodeIndex([article("canals", { body: "canals" })], { languages: ["de"] });
  openPage(new Map([...files].map(([id, file]) => [`file:///search/${id}.js`, script(id, file)])));
  globalThis.FondsStemmers = { en: (word) => word };
  serve();
  await globalThis.FondsSearch.open({ base: "file:///search/" });
  await assert.rejects(globalThis.FondsSearch.search({ query: "canals" }), { kind: "missing" });
});

test("in a page calls are functions", async () => {
  const files = encodeIndex([article("canals", { body: "canals" })]);
  openPage(new Map([...files].map(([id, file]) => [`file:///search/${id}.js`, script(id, file)])));
  serve();
  await globalThis.FondsSearch.open({ base: "file:///search/" });
  assert.equal((await globalThis.FondsSearch.search({ query: "canals" })).total, 1);
});
