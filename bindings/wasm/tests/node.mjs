// The package in Node.js: node node.mjs PACKAGE [ANNOTATE]
// ANNOTATE is the native program, which must give the same JSON.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, native] = process.argv.slice(2);
const at = (path) => pathToFileURL(resolve(folder, path));
const { Extractor, kernels, load, reportScript, reportStyle } = await import(at("node.js").href);
const { hiddenStates } = await import(at("dixit.js").href);
const ROOT = new URL("../../../", import.meta.url);

const model = Object.fromEntries(
  await Promise.all(
    Object.entries({ manifest: "manifest.json", config: "config.json", tokenizer: "tokenizer.json", weights: "model.safetensors", attribution: "attribution.safetensors" }).map(
      async ([name, path]) => [name, new Uint8Array(await readFile(at(`model/${path}`)))],
    ),
  ),
);
const extractor = await load();

/** That both are the same, but for the last digits of scores: exponentials are the system's. */
const same = (a, b) => {
  if (typeof a === "number" && !Number.isInteger(a)) assert.ok(Math.abs(a - b) < 1e-6, `${a} and ${b}`);
  else if (a && typeof a === "object") {
    assert.deepEqual(Object.keys(a), Object.keys(b));
    for (const key of Object.keys(a)) same(a[key], b[key]);
  } else assert.equal(a, b);
};
const thrown = (work) => {
  try {
    work();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
};

test("offsets are those of JavaScript's strings", () => {
  const text = "🌉 “We will rebuild,” said Zoë Blanc 🌉. She said that it would take a year.";
  const document = extractor.extract(text);
  const record = document.record();
  assert.equal(record.schema, "dixit/1");
  assert.equal(record.offset_unit, "utf16");
  assert.equal(record.statements.length, 2);
  const [direct, indirect] = record.statements;
  assert.equal(text.slice(direct.spans[0].start, direct.spans[0].end), "We will rebuild,");
  assert.equal(text.slice(direct.speaker.mention.start, direct.speaker.mention.end), "Zoë Blanc");
  assert.equal(indirect.speaker.name, "Zoë Blanc");
  assert.equal(indirect.speaker.form, "pronoun");
  const bytes = Buffer.from(text);
  const span = document.record("byte").statements[0].spans[0];
  assert.equal(bytes.subarray(span.start, span.end).toString(), "We will rebuild,");
  const char = document.record("char").statements[0].spans[0];
  assert.equal([...text].slice(char.start, char.end).join(""), "We will rebuild,");
  assert.deepEqual(JSON.parse(document.json()), record);
  assert.equal(document.text, text);
  assert.ok(document.words > 10);
  document.free();
});

for (const article of ["examples/bridge.md", "tests/data/court.txt", "tests/data/liveblog.html", "tests/data/posts.md"]) {
  test(`${article} gives what the native program gives`, { skip: !native }, async () => {
    const path = fileURLToPath(new URL(article, ROOT));
    const text = await readFile(path, "utf8");
    const told = execFileSync(native, ["--format", "json", "--offsets", "utf16", path], { encoding: "utf8" });
    same(extractor.extract(text).record(), JSON.parse(told));
  });
}

test("kernels agree to the last bit", () => {
  // Node.js has the dot products since version 22.
  const dot = Number.parseInt(process.versions.node) >= 22 ? ["relaxed-simd"] : [];
  assert.deepEqual(kernels(), ["reference", "portable", "simd128", ...dot]);
  const lengths = Uint32Array.of(1, 2, 17, 33, 70);
  const plain = hiddenStates(model, "portable", lengths);
  assert.equal(plain.length, 123 * 384);
  for (const kernel of ["simd128", ...dot]) {
    const fast = hiddenStates(model, kernel, lengths);
    assert.ok(Buffer.from(plain.buffer).equals(Buffer.from(fast.buffer)), kernel);
  }
});

test("a report stands alone, a fragment goes into a page", () => {
  const document = extractor.extract("# Bridge\n\n“<b>Never</b>,” said *Ana Kovic*. She hopes that it holds.", { format: "markdown" });
  const page = document.html();
  assert.match(page, /^<!doctype html>/);
  assert.match(page, /<title>Bridge<\/title>/);
  assert.match(document.html({ title: "A & B" }), /<title>A &amp; B<\/title>/);
  assert.match(document.fragment(), /^<div class="dixit"/);
  assert.notEqual(document.fragment({ thoughts: true }), document.fragment());
  assert.match(reportStyle(), /\.dixit/);
  assert.ok(page.includes(reportScript()));
});

test("bytes are decoded", () => {
  const bytes = Uint8Array.from([0x93, ...Buffer.from("Non,"), 0x94, ...Buffer.from(" said Zo"), 0xeb, ...Buffer.from(" Blanc.")]);
  const document = extractor.extractBytes(bytes, "windows-1252");
  assert.equal(document.text, "“Non,” said Zoë Blanc.");
  assert.equal(document.record().encoding, "windows-1252");
  assert.equal(thrown(() => extractor.extractBytes(bytes)).kind, "encoding");
  assert.equal(extractor.extractBytes(Buffer.from("“Non,” said Zoë Blanc.")).record().statements.length, 1);
});

test("options are taken, and errors say what is wrong", async () => {
  const text = "“Never,” said Ana Kovic. She hopes that the bridge holds.";
  const speech = await load({ model, acts: ["speech"], speakerCandidates: 2 });
  const acts = (e) => e.extract(text).record().statements.map((s) => s.act);
  assert.deepEqual(acts(extractor), ["speech", "thought"]);
  assert.deepEqual(acts(speech), ["speech"]);
  speech.free();
  const wrong = thrown(() => new Extractor(model, { minimum: 1 }));
  assert.ok(wrong instanceof Error);
  assert.equal(wrong.name, "DixitError");
  assert.equal(wrong.kind, "config");
  assert.match(wrong.message, /minimum/);
  assert.equal(thrown(() => new Extractor(model, { minSpeakerScore: 2 })).kind, "config");
  assert.equal(thrown(() => new Extractor(model, { kernel: "avx2" })).kind, "config");
  assert.equal(thrown(() => new Extractor({ ...model, config: undefined })).kind, "config");
  assert.equal(thrown(() => new Extractor({ ...model, weights: model.weights.subarray(0, 1e6) })).kind, "model-format");
  assert.equal(thrown(() => extractor.extract(text, { format: "pdf" })).kind, "config");
  assert.equal(thrown(() => extractor.extract(text).record("words")).kind, "config");
  assert.equal(thrown(() => extractor.extract(text, { limits: { inputBytes: 10 } })).kind, "limit");
  assert.equal(thrown(() => extractor.extract(text, { limits: { textBytes: 10 } })).kind, "limit");
});

test("the clock runs", () => {
  const long = "“We will go,” said Ana Kovic. ".repeat(2000);
  assert.equal(thrown(() => extractor.extract(long, { limits: { milliseconds: 50 } })).kind, "limit");
});

test("no text ends the module", () => {
  const deep = [
    [`${"<div>".repeat(20_000)}“No,” said Ana.`, "html"],
    [`${"<div>".repeat(20_000)}“No,” said Ana.`, "page"],
    [`${"> ".repeat(1_000)} “No,” said Ana.`, "markdown"],
    ["[".repeat(1_000), "markdown"],
    ["“".repeat(500), "text"],
    ["\ud800“No,” said Ana.\u0000", "auto"],
    ["", "subtitles"],
  ];
  for (const [text, format] of deep) assert.ok(extractor.extract(text, { format }).json(), format);
});
