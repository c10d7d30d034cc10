// Reads on this machine, in a worker: the page stays alive meanwhile. It is what `page.js` of
// examples/serve reads by here.

const CLAIM_MS = 5000;

const bar = document.createElement("progress");
bar.id = "loading";
bar.setAttribute("aria-label", "Loading the model");
const status = document.getElementById("status");
status.before(bar);

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const waiting = new Map();
let asked = 0;

// With the service worker in charge before anything is fetched, all of it is kept for the next time.
const kept = async () => {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const claimed = new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await serviceWorker.register("sw.js");
  if (!serviceWorker.controller) await Promise.race([claimed, new Promise((done) => setTimeout(done, CLAIM_MS))]);
};

const start = async () => {
  // Without it the page works as well, as long as there is a network.
  await kept().catch(() => {});
  // By way of a blob, so that the page's policy holds in it: it would not in a worker of a file.
  const program = `import ${JSON.stringify(new URL("worker.js", document.baseURI).href)};`;
  const worker = new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })), { type: "module" });
  await new Promise((ready, failed) => {
    worker.addEventListener("error", (event) => failed(new Error(event.message || "the worker did not start")));
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) ready();
      else if (data.failed) failed(new Error(data.failed));
      else if (data.of) {
        bar.max = data.of;
        bar.value = data.bytes;
        bar.title = `${megabytes(data.bytes)} of ${megabytes(data.of)} MB`;
      } else {
        const { done, fail } = waiting.get(data.id);
        waiting.delete(data.id);
        if (data.problem) fail(new Error(data.problem));
        else done(data.answer);
      }
    });
  });
  return worker;
};

const started = start();
started.then(
  () => {
    bar.remove();
    if (!status.textContent) status.textContent = "Ready: nothing that you read here leaves this machine.";
  },
  (error) => {
    bar.remove();
    status.textContent = `It could not be loaded: ${error.message}`;
    status.classList.add("problem");
  },
);

// One text at a time: one that is no longer wanted when its turn comes is left out.
let last = Promise.resolve();
const ask = async (what, text, format, tell, signal) => {
  if (bar.isConnected) tell("Loading the model …");
  const worker = await started;
  const before = last;
  let over;
  last = new Promise((done) => (over = done));
  try {
    await before;
    signal?.throwIfAborted();
    tell("Reading …");
    const id = (asked += 1);
    return await new Promise((done, fail) => {
      waiting.set(id, { done, fail });
      worker.postMessage({ id, what, text, format });
    });
  } finally {
    over();
  }
};

/** The report of `text` as a fragment of HTML. `tell` shows what is waited for; `signal` gives it up. */
export const report = (text, format, tell, signal) => ask("fragment", text, format, tell, signal);

/** The result as JSON, its offsets in UTF-16. */
export const json = (text, format, tell) => ask("json", text, format, tell);
