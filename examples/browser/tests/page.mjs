// The page in a real browser: node page.mjs SITE [FOLDER FOR PICTURES]
// CHROMIUM names the browser (/usr/bin/chromium if not said).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, resolve } from "node:path";

// The driver is the one of examples/serve.
const { chromium } = createRequire(new URL("../../serve/tests/browser/page.mjs", import.meta.url))("playwright-core");

const [site, pictures] = process.argv.slice(2);
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const ARTICLE = `Mayor Ana Kovic closed the bridge. “We will not wait for an accident,” she told reporters.

“That is <b>nonsense</b>,” said Tomas Reyl. He said that the divers had found nothing.`;

// A server of static files, which takes note of what it is asked.
const asked = [];
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  asked.push({ method: request.method, path, query: request.url.slice(path.length), length: Number(request.headers["content-length"] ?? 0) });
  try {
    const file = join(resolve(site), path.endsWith("/") ? `${path}index.html` : path);
    const bytes = await readFile(file);
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream", "content-length": bytes.length });
    response.end(bytes);
  } catch {
    response.writeHead(404);
    response.end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1280, height: 900 } });
const elsewhere = [];
context.on("request", (request) => request.url().startsWith(url) || /^(data|blob):/.test(request.url()) || elsewhere.push(request.url()));

const open = async (size, colorScheme = "light") => {
  const page = await context.newPage();
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  await page.goto(url);
  return page;
};
const said = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.getElementById("status").textContent), pattern, { timeout: 60_000 });

const tests = {
  "the first time it shows how much has come, and reads": async () => {
    const began = performance.now();
    const page = await open();
    await page.waitForSelector("progress", { timeout: 5_000 });
    await page.fill("#article", ARTICLE);
    await said(page, "statement");
    console.log(`        first answer after ${(performance.now() - began).toFixed(0)} ms`);
    assert.equal(await page.locator("progress").count(), 0);
    assert.match(await page.textContent("#result aside"), /Ana Kovic.*Tomas Reyl|Tomas Reyl.*Ana Kovic/s);
    assert.equal(await page.locator("#result b").count(), 0);
    assert.deepEqual(page.problems, []);
    const model = asked.filter(({ path }) => path.endsWith(".safetensors"));
    assert.equal(model.length, 2, "each file is fetched once");
    await page.close();
  },
  "nothing is sent": async () => {
    assert.deepEqual(elsewhere, []);
    for (const { method, query, length } of asked) assert.deepEqual([method, query, length], ["GET", "", 0]);
  },
  "neither the page nor its worker can send anything elsewhere": async () => {
    let came = 0;
    const other = createServer((request, response) => ((came += 1), response.end()));
    await new Promise((ready) => other.listen(0, "127.0.0.1", ready));
    const page = await open();
    await said(page, "Ready");
    const send = (port) => fetch(`http://127.0.0.1:${port}/?text`, { method: "POST", mode: "no-cors", body: "text" }).then(() => "sent", () => "refused");
    assert.equal(page.workers().length, 1);
    assert.equal(await page.evaluate(send, other.address().port), "refused");
    assert.equal(await page.workers()[0].evaluate(send, other.address().port), "refused");
    assert.equal(came, 0);
    await page.close();
    other.close();
  },
  "it works when the server is gone": async () => {
    // Whether there is a newer service worker is asked now and then.
    const files = () => asked.filter(({ path }) => path !== "/sw.js").length;
    const before = files();
    await context.setOffline(true);
    await new Promise((closed) => (server.close(closed), server.closeAllConnections()));
    const page = await open();
    await page.fill("#article", ARTICLE);
    await said(page, "3 statements");
    await page.click("#copy");
    await said(page, "clipboard");
    const record = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(record.offset_unit, "utf16");
    const { start, end } = record.statements[0].spans[0];
    assert.equal(ARTICLE.slice(start, end), "We will not wait for an accident,");
    assert.equal(files(), before);
    await page.close();
  },
  "a file is dropped": async () => {
    const page = await open();
    const data = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "a.txt", { type: "text/plain" }));
      return data;
    }, ARTICLE);
    await page.dispatchEvent("#article", "dragover", { dataTransfer: data });
    assert.equal(await page.locator("#article.over").count(), 1);
    await page.dispatchEvent("#article", "drop", { dataTransfer: data });
    await said(page, "3 statements");
    assert.equal(await page.inputValue("#article"), ARTICLE);
    assert.equal(await page.locator("#article.over").count(), 0);
    await page.close();
  },
  "the keyboard is enough": async () => {
    const page = await open();
    const tab = async (id) => {
      for (let i = 0; i < 12; i += 1) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate(() => document.activeElement.id)) === id) return;
      }
      assert.fail(`the key Tab does not come to ${id}`);
    };
    await tab("sample");
    await page.keyboard.press("Enter");
    await said(page, "statements");
    assert.equal(await page.evaluate(() => document.activeElement.id), "result");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.getElementById("result").contains(document.activeElement)));
    await page.close();
  },
  "of texts that are typed one behind the other the last one is shown": async () => {
    const page = await open();
    for (const name of ["Ana Kovic", "Ben Brandt", "Clara Quist"]) {
      await page.fill("#article", `“Never,” said ${name}.`);
      await page.click("button[type=submit]");
    }
    await said(page, "1 statement");
    assert.match(await page.textContent("#result"), /Clara Quist/);
    await page.close();
  },
  "it fits a phone and a desktop": async () => {
    for (const [name, size, scheme] of [["phone", { width: 390, height: 844 }, "dark"], ["desktop", { width: 1280, height: 900 }, "light"]]) {
      const page = await open(size, scheme);
      await page.click("#sample");
      await page.waitForSelector("#result mark", { timeout: 60_000 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= size.width, `${name}: ${wide} wide`);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: name === "phone" });
      await page.close();
    }
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
await browser.close();
server.close();
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
