// The page in a real browser: node page.mjs SERVE [FOLDER FOR PICTURES]
// SERVE is the program; CHROMIUM names the browser (/usr/bin/chromium if not said).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [program, pictures] = process.argv.slice(2);
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const ARTICLE = `Mayor Ana Kovic closed the bridge. “We will not wait for an accident,” she told reporters.

“That is <b>nonsense</b>,” said Tomas Reyl. He said that the divers had found nothing.`;
const HOSTILE = `“<script>window.broken = 1</script><img src=x onerror="window.broken = 2">” said "><svg onload="window.broken = 3"> Ana Kovic.

[“Click,”](javascript:window.broken=4) said Ben Brandt. </article></div><style>#article { display: none }</style>`;

const service = spawn(program, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const line = await new Promise((resolve) => createInterface(service.stdout).once("line", resolve));
const url = line.replace("listening on ", "");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });

const open = async (options = {}) => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  await page.goto(url);
  return page;
};
const shaded = (page, selector) =>
  page.$$eval(`mark${selector}`, (marks) => marks.filter((m) => getComputedStyle(m).backgroundImage !== "none" || getComputedStyle(m).backgroundColor !== "rgba(0, 0, 0, 0)").length);
const read = async (page, text) => {
  await page.fill("#article", text);
  await page.waitForFunction(() => /statement/.test(document.getElementById("status").textContent));
};

const tests = {
  "a pasted article is read at once": async () => {
    const page = await open();
    await page.evaluate((text) => navigator.clipboard.writeText(text), ARTICLE);
    await page.focus("#article");
    await page.keyboard.press("Control+V");
    await page.waitForSelector("#result mark");
    assert.match(await page.textContent("#result aside"), /Ana Kovic.*Tomas Reyl|Tomas Reyl.*Ana Kovic/s);
    assert.match(await page.textContent("#status"), /3 statements/);
    assert.deepEqual(page.problems, []);
  },
  "a click on a speaker shows only theirs, a kind that is off has no shade": async () => {
    const page = await open();
    await read(page, ARTICLE);
    const all = await shaded(page, "");
    await page.click("#result label:has-text('Ana Kovic')");
    assert.equal(await shaded(page, ""), 1);
    await page.click("#result label:has-text('everyone')");
    assert.equal(await shaded(page, ""), all);
    await page.uncheck("#show-direct");
    assert.equal(await shaded(page, ".direct"), 0);
    assert.ok((await shaded(page, ".indirect")) > 0);
  },
  "lines lead from a pronoun to the name": async () => {
    const page = await open();
    await read(page, ARTICLE);
    await page.waitForSelector("svg.lines", { state: "attached" });
    await page.check("#show-lines");
    assert.equal(await page.locator("svg.lines path").count(), await page.locator("a.who").count());
    assert.ok((await page.locator("a.who").count()) > 0);
  },
  "the keyboard is enough": async () => {
    const page = await open();
    const active = () => page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await active(), "article");
    await page.keyboard.type("“No,” said Ana Kovic. “Yes,” said Ben Brandt.");
    for (let i = 0; (await active()) !== "show-direct" && i < 30; i++) {
      await page.keyboard.press("Tab");
      if ((await active()) === "copy" || (await active()) === "sample") await page.waitForSelector("#result mark");
    }
    assert.equal(await active(), "show-direct");
    await page.keyboard.press("Space");
    assert.equal(await shaded(page, ".direct"), 0);
    await page.keyboard.press("Space");
    for (let i = 0; (await active()) !== "voice-all" && i < 10; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(), "voice-0");
    assert.equal(await shaded(page, ""), 1);
  },
  "a script in an article does not run": async () => {
    const page = await open();
    for (const format of ["auto", "text", "html", "markdown"]) {
      await page.selectOption("#format", format);
      await page.fill("#article", HOSTILE);
      await page.waitForFunction(() => !/Reading/.test(document.getElementById("status").textContent) && document.querySelector("#result .dixit"));
      await page.waitForTimeout(900);
      assert.equal(await page.evaluate(() => window.broken), undefined, format);
      assert.equal(await page.locator("#result script, #result img, #result svg:not(.lines), #result [onload]").count(), 0, format);
      assert.ok(await page.isVisible("#article"));
    }
    assert.deepEqual(page.problems, []);
  },
  "JSON goes into the clipboard": async () => {
    const page = await open();
    await read(page, ARTICLE);
    await page.click("#copy");
    await page.waitForFunction(() => /clipboard/.test(document.getElementById("status").textContent));
    const record = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(record.schema, "dixit/1");
    assert.ok(record.statements.some((s) => s.speaker?.name === "Ana Kovic"));
  },
  "a file is read, and one in another encoding is refused": async () => {
    const page = await open();
    await page.setInputFiles("#file", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(ARTICLE) });
    await page.waitForSelector("#result mark");
    await page.setInputFiles("#file", { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from([0x63, 0xe9]) });
    await page.waitForFunction(() => /not UTF-8/.test(document.getElementById("status").textContent));
  },
  "it fits a phone and a desktop": async () => {
    for (const [name, width, height, colorScheme] of [["phone", 390, 844, "dark"], ["desktop", 1280, 900, "light"]]) {
      const page = await open({ viewport: { width, height }, colorScheme });
      await page.click("#sample");
      await page.waitForSelector("#result mark");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${name}: ${wide} wide`);
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: name === "phone" });
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
service.kill();
process.exitCode = failed ? 1 : 0;
