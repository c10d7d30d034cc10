// The types: node types.mjs PACKAGE: writes a program whose results are checked against `DocumentRecord` by the
// compiler, property by property, and has `tsc` look at it.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const { load } = await import(pathToFileURL(join(folder, "node.js")).href);
const extractor = await load({ speakerCandidates: 2 });
const read = (path) => readFile(new URL(`../../../${path}`, import.meta.url));
const records = [];
for (const path of ["examples/bridge.md", "tests/data/court.txt", "tests/data/interview.txt", "tests/data/liveblog.html", "tests/data/posts.md"]) {
  records.push(extractor.extractBytes(await read(path)).json());
}
const page = "<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>“Never,” said Ana Kovic.</p></article></body></html>";
records.push(extractor.extract(page).json(), extractor.extract("“We will go,” said Ana Kovic and Ben Brandt.").json());

const package_name = join(folder, "index.js");
const program = `import { kernels, load, type DocumentRecord, type LoadOptions } from ${JSON.stringify(package_name)};
const options: LoadOptions = { model: new URL("https://example.org/model/"), acts: ["speech"], progress: (bytes, of) => void (bytes / of) };
export const read = async (): Promise<string[]> => {
  const extractor = await load(options);
  const record: DocumentRecord = extractor.extract("", { format: "html" }).record("utf16");
  return [...kernels(), ...record.statements.map((s) => s.speaker?.name ?? "")];
};
${records.map((record, i) => `export const record${i}: DocumentRecord = ${record};`).join("\n")}
// @ts-expect-error: there is no such format
export const wrong: LoadOptions = { format: "pdf" };
`;
const work = await mkdtemp(join(tmpdir(), "dixit-types-"));
try {
  await writeFile(join(work, "program.ts"), program);
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "--noEmit", "--strict", "--target", "esnext", "--module", "nodenext", "--lib", "esnext,dom", join(work, "program.ts")], { stdio: "inherit" });
} finally {
  await rm(work, { recursive: true });
}
console.log("the types fit the results");
