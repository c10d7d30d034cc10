// Has what is pasted, typed, dropped or chosen read, and shows the report. `reader.js` is what reads.
import { onDrop, textOf } from "./files.js";
import * as reader from "./reader.js";

const $ = (id) => document.getElementById(id);
const [form, article, format, file, copy, status, start, sample, result] = ["form", "article", "format", "file", "copy", "status", "start", "sample", "result"].map($);

// Typing is over when it has paused for so long.
const PAUSE_MS = 700;
const SAMPLE = `Council stops the night ferry

“The ferry loses money on every crossing,” Mayor Clara Quist told the council on Monday. She said that the town had paid for it long enough.

Emil Tamm, who speaks for the dockworkers, called the decision “a gift to the bridge company.” “Nobody asked the people who work at night,” he said. He expects the first of them to move away by spring.

According to Alder Water, the pier will be repaired all the same.

Quist left the meeting early. “I take the bridge myself,” she said at the door.`;

let pause = 0;
let current = null;
let last = null;

const tell = (text, problem = false) => {
  status.textContent = text;
  status.classList.toggle("problem", problem);
};

// A report of another article must not stand beside it.
const fail = (text) => {
  result.replaceChildren();
  copy.disabled = true;
  tell(text, true);
};

const show = (fragment) => {
  result.innerHTML = fragment;
  // It draws lines for the reports that it finds, each time it runs.
  document.querySelector("script.lines")?.remove();
  const lines = document.createElement("script");
  lines.className = "lines";
  lines.src = "report.js";
  document.body.append(lines);
};

const read = async () => {
  clearTimeout(pause);
  current?.abort();
  const text = article.value;
  copy.disabled = true;
  start.hidden = Boolean(text.trim());
  if (!text.trim()) {
    result.replaceChildren();
    tell("");
    return;
  }
  const controller = (current = new AbortController());
  tell("Reading …");
  try {
    const fragment = await reader.report(text, format.value, tell, controller.signal);
    if (controller.signal.aborted) return;
    show(fragment);
    last = text;
    copy.disabled = false;
    tell(result.querySelector("header p")?.textContent ?? "Done");
  } catch (error) {
    if (!controller.signal.aborted) fail(`It could not be read: ${error.message}`);
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});
article.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(read, PAUSE_MS);
});
article.addEventListener("paste", () => setTimeout(read));
format.addEventListener("change", read);

const take = async (chosen) => {
  if (!chosen) return;
  try {
    article.value = await textOf(chosen);
  } catch {
    clearTimeout(pause);
    current?.abort();
    fail("It could not be read: the file is not UTF-8 text, and does not say what it is");
    return;
  }
  read();
};
file.addEventListener("change", () => take(file.files[0]));
onDrop(
  $("read"),
  () => article,
  ([first]) => take(first),
);
sample.addEventListener("click", () => {
  article.value = SAMPLE;
  read();
  // The button goes, and the focus with it; in the text it would open a phone's keyboard.
  result.focus({ preventScroll: true });
});
const [title, , beginning] = SAMPLE.split("\n");
sample.querySelector("strong").textContent = title;
sample.querySelector("span").textContent = beginning;
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(await reader.json(last, format.value, tell));
    tell("The JSON is in the clipboard");
  } catch (error) {
    tell(`It could not be copied: ${error.message}`, true);
  }
});
