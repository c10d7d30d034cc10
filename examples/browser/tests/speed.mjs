// How fast it is in Chromium: node speed.mjs SITE ARTICLE...
// The articles are read as one text and each alone, on one core, by each kernel; the page is loaded anew
// for each of five rounds, with nothing kept.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, resolve } from "node:path";

const { chromium } = createRequire(new URL("../../serve/tests/browser/page.mjs", import.meta.url))("playwright-core");
const [site, ...paths] = process.argv.slice(2);
const ROUNDS = 5;
const KINDS = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };
const articles = await Promise.all(paths.map((path) => readFile(path, "utf8")));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const file = join(resolve(site), path.endsWith("/") ? `${path}index.html` : path);
  const bytes = await readFile(file).catch(() => null);
  response.writeHead(bytes ? 200 : 404, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
  response.end(bytes);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

const seen = { first: [], again: [], load: [] };
let timed = [];
let words = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const context = await browser.newContext();
  // From the address to the report: the first time, and when all is kept.
  for (const when of ["first", "again"]) {
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(url);
    await page.fill("#article", articles[0]);
    await page.click("button[type=submit]");
    await page.waitForSelector("#result mark", { timeout: 60_000 });
    seen[when].push(performance.now() - began);
    await page.close();
  }
  const page = await context.newPage();
  await page.goto(`${url}report.css`);
  const told = await page.evaluate(async ({ base, texts }) => {
    const { kernels, load } = await import(`${base}dixit/index.js`);
    (await load()).free();
    const out = { kernels: kernels().filter((kernel) => kernel !== "reference") };
    for (const kernel of out.kernels) {
      const began = performance.now();
      const extractor = await load({ kernel });
      out.load = performance.now() - began;
      extractor.extract(texts[0]).free();
      const start = performance.now();
      out.words = 0;
      for (const text of texts) {
        const document = extractor.extract(text);
        out.words += document.words;
        document.free();
      }
      out[kernel] = performance.now() - start;
      extractor.free();
    }
    return out;
  }, { base: url, texts: articles });
  words = told.words;
  timed = told.kernels;
  for (const key of ["load", ...timed]) (seen[key] ??= []).push(told[key]);
  await context.close();
}
await browser.close();
server.close();
console.log(`${paths.length} articles, ${words} words; medians of ${ROUNDS} rounds`);
console.log(`from the address to the first report: ${median(seen.first).toFixed(0)} ms; with everything kept: ${median(seen.again).toFixed(0)} ms`);
console.log(`files in the cache to an extractor: ${median(seen.load).toFixed(0)} ms`);
for (const kernel of timed) console.log(`${kernel}: ${median(seen[kernel]).toFixed(0)} ms, ${((1000 * words) / median(seen[kernel])).toFixed(0)} words/s`);
