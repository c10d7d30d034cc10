// Reads by the service that the page is from.

const send = async (path, text, format, tell, signal) => {
  for (;;) {
    const response = await fetch(`${path}?format=${encodeURIComponent(format)}`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: text,
      signal,
    });
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

/** The report of `text` as a fragment of HTML. `tell` shows what is waited for; `signal` gives it up. */
export const report = (text, format, tell, signal) => send("v1/report", text, format, tell, signal);

/** The result as JSON. */
export const json = (text, format, tell) => send("v1/annotate", text, format, tell);
