// Has the quotations of a draft checked against its sources, and shows what became of them.
import { onDrop, textOf } from "./files.js";
import * as reader from "./reader.js";

const $ = (id) => document.getElementById(id);
const [panel, form, draft, sources, add, files, copy, status, start, sample, result] = ["check", "check-form", "draft", "sources", "add", "source-files", "check-copy", "check-status", "check-start", "check-sample", "verification"].map($);
const draftText = draft.querySelector("textarea");

// Typing is over when it has paused for so long.
const PAUSE_MS = 700;
const SAMPLE = {
  name: "Draft against notes",
  draft: `“The ferry loses money on every crossing,” Mayor Clara Quist told the council on Monday.

Emil Tamm, who speaks for the dockworkers, called that “a gift to the bridge company.” “Nobody asked those who work at night,” he said.

“I take the bridge myself,” said Tamm. “Repairs begin soon,” Quist promised.`,
  source: `“The ferry loses money on every crossing,” Mayor Clara Quist told the council on Monday.

Emil Tamm, who speaks for the dockworkers, called the decision “a gift to the bridge company.” “Nobody asked the people who work at night,” he said.

Quist left the meeting early. “I take the bridge myself,” she said at the door.`,
};

let pause = 0;
let current = null;
let last = null;

const tell = (text, problem = false) => {
  status.textContent = text;
  status.classList.toggle("problem", problem);
};

// What is there of another draft must not stand beside this one.
const clear = (text, problem) => {
  clearTimeout(pause);
  current?.abort();
  result.replaceChildren();
  copy.disabled = true;
  tell(text, problem);
};

const listed = () => [...sources.children];
const textOfSource = (source) => source.querySelector("textarea");
const nameOfSource = (source) => source.querySelector("input");

// Each source is called by its place until it has a name.
const number = () => {
  for (const [place, source] of listed().entries()) {
    const name = `Source ${place + 1}`;
    source.querySelector("legend").textContent = name;
    nameOfSource(source).placeholder = name;
    textOfSource(source).setAttribute("aria-label", name);
    source.querySelector("button").setAttribute("aria-label", `Remove ${name.toLowerCase()}`);
  }
};

const newSource = () => {
  sources.append($("source").content.cloneNode(true));
  const source = sources.lastElementChild;
  source.querySelector("button").addEventListener("click", () => {
    const next = source.nextElementSibling ?? source.previousElementSibling;
    source.remove();
    textOfSource(next ?? newSource()).focus();
    number();
    check();
  });
  number();
  return source;
};

// What is to be checked, or nothing where a side is missing.
const texts = () => {
  const filled = listed().filter((source) => textOfSource(source).value.trim());
  if (!draftText.value.trim() || filled.length === 0) return null;
  const one = (source) => ({
    name: nameOfSource(source).value.trim() || nameOfSource(source).placeholder,
    text: textOfSource(source).value,
  });
  return { draft: { text: draftText.value }, sources: filled.map(one) };
};

const check = async () => {
  const isEmpty = !draftText.value.trim() && listed().every((source) => !textOfSource(source).value.trim());
  start.hidden = !isEmpty;
  const asked = texts();
  if (!asked) {
    clear(isEmpty ? "" : draftText.value.trim() ? "A source is missing." : "The draft is missing.");
    return;
  }
  clearTimeout(pause);
  current?.abort();
  copy.disabled = true;
  const controller = (current = new AbortController());
  tell("Checking …");
  try {
    const fragment = await reader.verification(asked, tell, controller.signal);
    if (controller.signal.aborted) return;
    result.innerHTML = fragment;
    last = asked;
    copy.disabled = false;
    tell(result.querySelector("header p")?.textContent ?? "Done");
  } catch (error) {
    if (!controller.signal.aborted) clear(`They could not be checked: ${error.message}`, true);
  }
};

// Of the first of `files` `into` gets the text; a source of each of the others is made.
const take = async (files, into) => {
  for (const file of files) {
    try {
      const text = await textOf(file);
      const field = into ?? textOfSource(listed().find((source) => !textOfSource(source).value.trim()) ?? newSource());
      field.value = text;
      const source = field.closest(".source");
      if (source) nameOfSource(source).value = file.name;
      into = null;
    } catch {
      clear(`${file.name} could not be read: it is not UTF-8 text, and does not say what it is`, true);
      return;
    }
  }
  check();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
form.addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  clearTimeout(pause);
  pause = setTimeout(check, PAUSE_MS);
});
form.addEventListener("paste", () => setTimeout(check));
add.addEventListener("click", () => textOfSource(newSource()).focus());
for (const [input, into] of [[draft.querySelector("input"), draftText], [files, null]])
  input.addEventListener("change", async () => {
    await take([...input.files], into);
    // The same file may be chosen again.
    input.value = "";
  });
onDrop(
  panel,
  (under) => under.closest?.("#draft, .source")?.querySelector("textarea") ?? sources,
  (dropped, target) => take(dropped, target === sources ? null : target),
);
sample.addEventListener("click", () => {
  draftText.value = SAMPLE.draft;
  textOfSource(listed()[0]).value = SAMPLE.source;
  check();
  // The button goes, and the focus with it; in a text it would open a phone's keyboard.
  result.focus({ preventScroll: true });
});
sample.querySelector("strong").textContent = SAMPLE.name;
sample.querySelector("span").textContent = SAMPLE.draft.split("\n")[0];
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(await reader.verificationJson(last, tell));
    tell("The JSON is in the clipboard");
  } catch (error) {
    tell(`It could not be copied: ${error.message}`, true);
  }
});
newSource();
