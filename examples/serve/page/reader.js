// Reads by the service that the page is from.

const send = async (path, kind, body, tell, signal) => {
  for (;;) {
    const response = await fetch(path, { method: "POST", headers: { "content-type": kind }, body, signal });
    if (response.status !== 503) {
      if (response.ok) return response.text();
      const problem = await response.json().catch(() => null);
      throw new Error(problem?.error?.message ?? `the service answered ${response.status}`);
    }
    tell("Waiting for a place …");
    await new Promise((done) => setTimeout(done, 1000 * Number(response.headers.get("retry-after") ?? 1)));
    signal?.throwIfAborted();
  }
};

const read = (path, text, format, tell, signal) =>
  send(`${path}?format=${encodeURIComponent(format)}`, "text/plain; charset=utf-8", text, tell, signal);

/** The report of `text` as a fragment of HTML. `tell` shows what is waited for; `signal` gives it up. */
export const report = (text, format, tell, signal) => read("v1/report", text, format, tell, signal);

/** The result as JSON. */
export const json = (text, format, tell) => read("v1/annotate", text, format, tell);

/** The quotations of a draft beside their sources, as a fragment of HTML; `texts` is `{draft, sources}`. */
export const verification = (texts, tell, signal) => send("v1/verify/report", "application/json", JSON.stringify(texts), tell, signal);

/** The same as JSON. */
export const verificationJson = (texts, tell) => send("v1/verify", "application/json", JSON.stringify(texts), tell);
