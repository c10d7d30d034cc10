// For browsers: the module and the model are fetched.
import init, { Extractor } from "./dixit.js";
import { areFiles, FILES } from "./files.js";
import { bestModule } from "./module.js";

export { Document, Extractor, kernels, reportScript, reportStyle } from "./dixit.js";

const MODEL = new URL("model/", import.meta.url);

/** A file's bytes; `seen` is told how many came. */
const file = async (url, seen, signal) => {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`);
  const chunks = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    seen(value.length);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};

/** The files of the model in the folder `base`. */
const fetched = async (base, progress, signal) => {
  let came = 0;
  let expected = 0;
  const seen = (bytes) => {
    came += bytes;
    if (expected) progress?.(Math.min(came, expected), expected);
  };
  const manifest = await file(new URL(FILES.manifest, base), seen, signal);
  // The manifest says how long the others are.
  const told = Object.values(JSON.parse(new TextDecoder().decode(manifest)).files ?? {});
  expected = manifest.length + told.reduce((sum, { bytes }) => sum + bytes, 0);
  const rest = Object.entries(FILES).filter(([name]) => name !== "manifest");
  const files = await Promise.all(rest.map(async ([name, path]) => [name, await file(new URL(path, base), seen, signal)]));
  return { manifest, ...Object.fromEntries(files) };
};

/** Loads the module and a model, and makes an extractor of them. */
export async function load({ model = MODEL, module = bestModule(), progress, signal, ...options } = {}) {
  const files = areFiles(model) ? model : fetched(new URL(model, document_base()), progress, signal);
  const [ready] = await Promise.all([files, init({ module_or_path: module })]);
  return new Extractor(ready, options);
}

const document_base = () => globalThis.document?.baseURI ?? globalThis.location?.href;
