// Runs tests that are compiled to WebAssembly: node run.mjs MODULE. Such a module cannot print: a test
// that fails is a trap, whose stack names it.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const code = instance.exports.main(0, 0);
if (code !== 0) throw new Error(`the tests ended with ${code}`);
console.log("every test passed in WebAssembly");
