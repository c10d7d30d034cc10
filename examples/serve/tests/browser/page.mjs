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
// How much of the light of a color (0 to 1 a channel) reaches the eye, as WCAG 2 has it.
const light = (color) => {
  const [r, g, b] = color.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const rgb = (computed) => {
  const numbers = computed.match(/^rgb\((\d+), (\d+), (\d+)\)$/);
  assert.ok(numbers, `${computed} is no opaque color`);
  return numbers.slice(1).map((n) => Number(n) / 255);
};
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
// Every colour is there: nobody's, and those of nine speakers, of whom the last has the first one again.
const NINE = ["Ana Kovic", "Ben Brandt", "Clara Quist", "Dario Osei", "Emil Tamm", "Frida Lind", "Goran Petek", "Helga Voss", "Ivo Lindqvist"];
const MANY = ["The gates were shut at noon. “We will not wait for so long.” It rained.", ...NINE.map((name) => `“We will not wait,” said ${name}.`)].join("\n\n");
const shaded = (page, selector) =>
  page.$$eval(`mark${selector}`, (marks) => marks.filter((m) => getComputedStyle(m).backgroundImage !== "none" || getComputedStyle(m).backgroundColor !== "rgba(0, 0, 0, 0)").length);
const read = async (page, text) => {
  await page.fill("#article", text);
  await page.waitForFunction(() => /statement/.test(document.getElementById("status").textContent));
};

const DRAFT = "“We will wait for an accident,” Kovic said. “The divers found nothing,” said Tomas Reyl. “Nobody asked us at all,” he added.";
const NOTES = "“We will not wait for an accident,” said Mayor Ana Kovic.\n\n“The divers found nothing,” she said.";
const source = (place) => `.source:nth-child(${place})`;
const said = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.getElementById("check-status").textContent), pattern);
const check = async (page) => {
  await page.click("#tab-check");
  await page.fill("#draft textarea", DRAFT);
  await page.fill(`${source(1)} textarea`, NOTES);
  await said(page, "3 quotations");
};
// What of a page's words cannot be told from what is behind them, by the WCAG's 4.5 to 1.
const pale = (page, root) =>
  page.evaluate((root) => {
    const numbers = (color) => color.match(/[\d.]+/g).map(Number);
    const behind = (element) => {
      for (let e = element; e; e = e.parentElement) {
        const [r, g, b, a = 1] = numbers(getComputedStyle(e).backgroundColor);
        if (a === 1) return [r, g, b];
        if (a > 0) throw new Error(`${e.outerHTML.slice(0, 60)} is half transparent`);
      }
      return [255, 255, 255];
    };
    const light = (color) => {
      const [r, g, b] = color.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const out = [];
    for (const element of document.querySelectorAll(`${root} *`)) {
      const hasWords = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) || /^(TEXTAREA|INPUT)$/.test(element.tagName);
      if (!hasWords || !element.checkVisibility() || element.disabled || element.closest("option, .skip")) continue;
      for (const part of element.placeholder ? [null, "::placeholder"] : [null]) {
        const [dark, bright] = [light(numbers(getComputedStyle(element, part).color).slice(0, 3)), light(behind(element))].sort((a, b) => a - b);
        const contrast = (bright + 0.05) / (dark + 0.05);
        if (contrast < 4.5) out.push(`${contrast.toFixed(2)}: ${element.outerHTML.slice(0, 80)}`);
      }
    }
    return out;
  }, root);

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
  "a chosen speaker's lines and list stay, the others' go": async () => {
    const page = await open();
    await read(page, "Ana Kovic spoke first. “We will wait,” she said.\n\nBen Brandt came later. “We will not,” he said. “Never,” he added.");
    await page.waitForSelector("svg.lines", { state: "attached" });
    await page.check("#show-lines");
    const lines = page.locator("svg.lines path");
    const lists = () => page.$$eval("#result .voice details", (all) => all.filter((d) => d.checkVisibility()).length);
    const all = await lines.count();
    assert.ok(all >= 3 && (await lists()) >= 2);
    await page.click("#result label:has-text('Ben Brandt')");
    assert.equal(await lines.count(), all - 1);
    assert.equal(await lists(), 1);
    await page.uncheck("#show-lines");
    await page.hover("#result a.who:has-text('she')");
    assert.equal(await lines.count(), 0, "of somebody who is not chosen");
    await page.hover("#result a.who:has-text('he') >> nth=-1");
    assert.equal(await lines.count(), 1);
    await page.click("#result label:has-text('everyone')");
    assert.ok((await lists()) >= 2);
  },
  "the numbers of speakers can be read": async () => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ colorScheme });
      await read(page, MANY);
      const badges = await page.evaluate(() => {
        const styles = [...document.querySelectorAll("#result mark[id]")].map((m) => getComputedStyle(m, "::before"));
        styles.push(...[...document.querySelectorAll("#result .number")].map((n) => getComputedStyle(n)));
        return styles.map((s) => [s.color, s.backgroundColor]);
      });
      const colours = new Set(badges.map(([, background]) => background));
      assert.ok(badges.length >= 20 && colours.size >= 9, `${badges.length} badges, ${colours.size} colours`);
      for (const [color, background] of badges) {
        const found = contrast(rgb(color), rgb(background));
        assert.ok(found >= 4.5, `${colorScheme}: ${color} on ${background} is ${found}`);
      }
    }
  },
  "a bar is as long as the speaker's share, and in the speaker's colour": async () => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ colorScheme });
      await read(page, "“We will not wait for so long at all,” said Ana Kovic.\n\n“No,” said Ben Brandt.");
      const bars = await page.locator("#result meter").all();
      assert.equal(bars.length, 2);
      for (const bar of bars) {
        const number = await bar.evaluate((m) => getComputedStyle(m.closest(".voice").querySelector(".number")).backgroundColor);
        const [share, whole] = await bar.evaluate((m) => [m.value / m.max, m.clientWidth]);
        const picture = (await bar.screenshot()).toString("base64");
        // In the middle of its height, where the corners are not round.
        const colours = await page.evaluate(async (picture) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
          canvas.drawImage(image, 0, 0);
          const row = (part) => [...Array(image.width).keys()].map((x) => `rgb(${[...canvas.getImageData(x, Math.floor(image.height * part), 1, 1).data.slice(0, 3)].join(", ")})`);
          return [row(0.3), row(0.7)];
        }, picture);
        for (const row of colours) {
          const filled = row.filter((colour) => colour === number).length;
          assert.ok(Math.abs(filled - share * whole) <= 4, `${filled} of ${share * whole} pixels`);
        }
      }
    }
  },
  "a finger hits every row": async () => {
    const page = await open(PHONE);
    const low = async (selector) => {
      const found = await page.$$eval(selector, (all) => all.filter((e) => e.checkVisibility()).map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height]));
      assert.ok(found.length > 0, `no ${selector}`);
      assert.deepEqual(found.filter(([, height]) => height < 44), [], selector);
    };
    await low("#read .desk button, #read .desk select, #read .desk input, [role=tab]");
    await read(page, MANY);
    await page.locator("#result summary").first().click();
    for (const row of [".kinds label", ".voice label", "summary", ".voice li a"]) await low(`#result ${row}`);
    await low(".desk button, .desk select, .desk input");
    await page.click("#tab-check");
    await low("#check button, #check input");
  },
  "on a phone the filters come before the article": async () => {
    const page = await open(PHONE);
    await read(page, MANY);
    const [filters, article] = await page.evaluate(() => ["aside", "article"].map((e) => document.querySelector(`#result ${e}`).getBoundingClientRect()));
    assert.ok(filters.bottom <= article.top, `${filters.bottom} and ${article.top}`);
    assert.ok(article.top - filters.top < PHONE.viewport.height, "and the article begins on the same screen");
    await page.setViewportSize({ width: 1280, height: 900 });
    const [beside, wide, foot] = await page.evaluate(() => ["aside", "article", ".foot"].map((e) => document.querySelector(`#result ${e}`).getBoundingClientRect()));
    assert.ok(beside.left >= wide.right && Math.abs(beside.top - wide.top) < 4, "where there is room, beside it");
    assert.ok(foot.top >= wide.bottom && foot.top >= beside.bottom, "and the foot under both");
  },
  "paper shows every statement": async () => {
    const page = await open();
    await read(page, MANY);
    const statements = await page.locator("#result .voice li").count();
    const listed = () => page.$$eval("#result .voice li", (all) => all.filter((l) => l.checkVisibility() && l.getBoundingClientRect().height > 0).length);
    const marks = await shaded(page, "");
    await page.click("#result label:has-text('Ana Kovic')");
    await page.uncheck("#show-direct");
    assert.ok((await shaded(page, "")) < marks && (await listed()) < statements);
    await page.emulateMedia({ media: "print" });
    assert.equal(await shaded(page, ""), marks);
    assert.equal(await listed(), statements);
    const [list, article] = await page.evaluate(() => ["aside", "article"].map((e) => document.querySelector(`#result ${e}`).getBoundingClientRect()));
    assert.ok(article.bottom <= list.top, "the article first");
    assert.ok(!(await page.isVisible("#article")));
    if (pictures) await page.pdf({ path: `${pictures}/print.pdf` });
  },
  "an example is there to click": async () => {
    const page = await open();
    assert.match(await page.textContent("#sample"), /night ferry.*“/s);
    await page.click("#sample");
    await page.waitForSelector("#result mark");
    assert.ok(await page.isHidden("#start"));
    assert.match(await page.textContent("#result aside"), /Clara Quist/);
    await page.fill("#article", "");
    await page.waitForSelector("#start", { state: "visible" });
    assert.equal(await page.locator("#result *").count(), 0);
  },
  "after an error the report before is gone": async () => {
    const page = await open();
    for (const fail of [
      () => page.fill("#article", "x".repeat(3 << 20)),
      () => page.setInputFiles("#file", { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from([0x63, 0xe9]) }),
    ]) {
      await read(page, ARTICLE);
      assert.ok(await page.isEnabled("#copy"));
      await fail();
      await page.waitForSelector("#status.problem");
      assert.equal(await page.locator("#result *").count(), 0);
      assert.ok(await page.isDisabled("#copy"));
    }
  },
  "the keyboard is enough": async () => {
    const page = await open();
    const active = () => page.evaluate(() => document.activeElement.id);
    for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
    assert.equal(await active(), "article");
    await page.keyboard.type("“No,” said Ana Kovic. “Yes,” said Ben Brandt.");
    await page.waitForSelector("#result mark");
    for (let i = 0; (await active()) !== "show-direct" && i < 30; i++) await page.keyboard.press("Tab");
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
  "a draft is checked against its sources": async () => {
    const page = await open();
    await check(page);
    assert.match(await page.textContent("#check-status"), /3 quotations: 1 verbatim, 1 altered, 1 absent; 3 to look at/);
    const card = (number) => page.locator(`#verification #q${number}`);
    assert.match(await card(1).textContent(), /altered.*same speaker/s);
    assert.equal(await card(1).locator("del").textContent(), "not");
    assert.match(await card(1).locator(".source").textContent(), /Source 1 · Ana Kovic/);
    assert.match(await card(2).textContent(), /another speaker/);
    assert.match(await card(3).textContent(), /In none of them/);
    await page.fill("#draft textarea", "");
    await said(page, "The draft is missing");
    assert.equal(await page.locator("#verification *").count(), 0);
    assert.ok(await page.isDisabled("#check-copy"));
    assert.deepEqual(page.problems, []);
  },
  "sources are added, named and removed": async () => {
    const page = await open();
    await check(page);
    await page.click("#add");
    assert.ok(await page.evaluate(() => document.activeElement.getAttribute("aria-label") === "Source 2"));
    await page.keyboard.type("“Nobody asked us at all,” said Tomas Reyl.");
    await page.fill(`${source(2)} input`, "notes <b>of</b> May");
    await said(page, "2 verbatim");
    assert.match(await page.locator("#verification #q3 .source").textContent(), /notes <b>of<\/b> May · Tomas Reyl/);
    await page.click(`${source(1)} button`);
    await said(page, "2 absent");
    assert.equal(await page.getAttribute(`${source(1)} textarea`, "aria-label"), "Source 1");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".source textarea")), "the focus stays in the list");
    await page.click(`${source(1)} button`);
    await said(page, "A source is missing");
    assert.equal(await page.locator(".source").count(), 1, "and an empty one is there");
    assert.deepEqual(page.problems, []);
  },
  "files are dropped on a draft and its sources, or chosen": async () => {
    const page = await open();
    await page.click("#tab-check");
    const drop = async (target, files) => {
      const data = await page.evaluateHandle((files) => {
        const data = new DataTransfer();
        for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
        return data;
      }, files);
      await page.dispatchEvent(target, "dragover", { dataTransfer: data });
      assert.equal(await page.locator(".over").count(), 1);
      await page.dispatchEvent(target, "drop", { dataTransfer: data });
      assert.equal(await page.locator(".over").count(), 0);
    };
    await drop("#draft legend", [["draft.txt", DRAFT]]);
    await drop("#check-form", [["a.txt", NOTES], ["b.txt", "It rained."]]);
    await said(page, "3 quotations");
    assert.equal(await page.inputValue("#draft textarea"), DRAFT);
    assert.deepEqual(await page.$$eval(".source input", (all) => all.map((i) => i.value)), ["a.txt", "b.txt"]);
    assert.match(await page.locator("#verification #q1 .source").textContent(), /a\.txt/);
    assert.equal(await page.inputValue("#article"), "", "the other tab gets none of them");
    await page.setInputFiles("#source-files", [{ name: "c.txt", mimeType: "text/plain", buffer: Buffer.from("“Nobody asked us at all,” said Tomas Reyl.") }]);
    await said(page, "2 verbatim");
    await page.setInputFiles("#source-files", [{ name: "d.txt", mimeType: "text/plain", buffer: Buffer.from([0x63, 0xe9]) }]);
    await said(page, "d.txt could not be read");
    assert.equal(await page.locator("#verification *").count(), 0);
    assert.equal(await page.locator(".source").count(), 3);
  },
  "the tabs obey the keyboard": async () => {
    const page = await open();
    const active = () => page.evaluate(() => document.activeElement.id);
    const shown = () => page.$$eval("[role=tabpanel]", (all) => all.filter((p) => p.checkVisibility()).map((p) => p.id).join());
    await page.keyboard.press("Tab");
    assert.equal(await active(), "tab-read");
    for (const [key, tab, panel] of [
      ["ArrowRight", "tab-check", "check"],
      ["ArrowRight", "tab-read", "read"],
      ["ArrowLeft", "tab-check", "check"],
      ["Home", "tab-read", "read"],
      ["End", "tab-check", "check"],
    ]) {
      await page.keyboard.press(key);
      assert.deepEqual([await active(), await shown()], [tab, panel], key);
      assert.deepEqual(await page.$$eval("[role=tab]", (all) => all.map((t) => `${t.getAttribute("aria-selected")} ${t.tabIndex}`)), tab === "tab-read" ? ["true 0", "false -1"] : ["false -1", "true 0"]);
    }
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", "the focus is seen");
    // All of a check without a mouse.
    const tab = async (is) => {
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((is) => document.activeElement.matches(is), is)) return;
      }
      assert.fail(`the key Tab does not come to ${is}`);
    };
    await tab("#draft textarea");
    await page.keyboard.type("“No boats at all,” said Ana Kovic.");
    await tab(".source textarea");
    await page.keyboard.type("It rained.");
    await tab("#add");
    await page.keyboard.press("Enter");
    await page.keyboard.type("“No boats at all,” said Ana Kovic.");
    await tab("#check-form [type=submit]");
    await page.keyboard.press("Enter");
    await said(page, "1 verbatim; 0 to look at");
    await page.reload();
    assert.equal(await shown(), "check", "the address says which tab was open");
  },
  "an example of a check is there to click": async () => {
    const page = await open();
    await page.click("#tab-check");
    await page.click("#check-sample");
    await said(page, "5 quotations");
    assert.ok(await page.isHidden("#check-start"));
    assert.equal(await page.evaluate(() => document.activeElement.id), "verification");
    await page.click("#check-copy");
    await said(page, "clipboard");
    const record = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(record.schema, "dixit-verify/1");
    assert.deepEqual(new Set(record.quotations.map((q) => q.verdict)), new Set(["verbatim", "altered", "absent"]));
    assert.ok(record.quotations.some((q) => q.said_by === "another"));
  },
  "a script in a draft or a source does not run": async () => {
    const page = await open();
    await page.click("#tab-check");
    await page.fill("#draft textarea", HOSTILE);
    await page.fill(`${source(1)} input`, HOSTILE);
    await page.fill(`${source(1)} textarea`, HOSTILE);
    await said(page, "quotation");
    await page.waitForTimeout(900);
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.equal(await page.locator("#verification script, #verification img, #verification svg, #verification [onload]").count(), 0);
    assert.deepEqual(page.problems, []);
  },
  "words can be told from what is behind them": async () => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ colorScheme });
      await read(page, MANY);
      assert.deepEqual(await pale(page, "#read aside"), [], colorScheme);
      await check(page);
      assert.deepEqual(await pale(page, "main"), [], colorScheme);
    }
  },
  "it fits a phone and a desktop": async () => {
    for (const [name, width, height, colorScheme] of [["phone", 390, 844, "dark"], ["desktop", 1280, 900, "light"]]) {
      const page = await open({ viewport: { width, height }, colorScheme });
      await page.click("#sample");
      await page.waitForSelector("#result mark");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${name}: ${wide} wide`);
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: name === "phone" });
      await page.click("#tab-check");
      await page.click("#check-sample");
      await said(page, "5 quotations");
      const checked = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(checked <= width, `${name}: ${checked} wide`);
      if (pictures) await page.screenshot({ path: `${pictures}/${name}-check.png`, fullPage: true });
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
