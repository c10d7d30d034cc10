// For Node.js: the module and the model are read from files.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import init, { Extractor } from "./dixit.js";
import { areFiles, FILES } from "./files.js";
import { bestModule } from "./module.js";

export { Document, Extractor, kernels, reportScript, reportStyle } from "./dixit.js";

const MODEL = new URL("model/", import.meta.url);

/** The files of the model in the folder `base`. */
const read = async (base) => {
  const folder = base instanceof URL ? base : pathToFileURL(`${base}/`);
  const files = Object.entries(FILES).map(async ([name, path]) => [name, new Uint8Array(await readFile(new URL(path, folder)))]);
  return Object.fromEntries(await Promise.all(files));
};

/** Loads the module and a model, and makes an extractor of them. */
export async function load({ model = MODEL, module = bestModule(), progress, signal, ...options } = {}) {
  signal?.throwIfAborted();
  const [files, bytes] = await Promise.all([areFiles(model) ? model : read(model), module instanceof URL ? readFile(module) : module]);
  await init({ module_or_path: bytes });
  const extractor = new Extractor(files, options);
  const size = Object.values(files).reduce((sum, file) => sum + file.length, 0);
  progress?.(size, size);
  return extractor;
}
