// Loads the library and reads what the page sends: {id, what, text, format} gives {id, answer} or {id, problem}.
import { load } from "./dixit/index.js";

const extractor = load({ progress: (bytes, of) => postMessage({ bytes, of }) });
extractor.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: error.message }),
);

onmessage = async ({ data: { id, what, text, format } }) => {
  try {
    const document = (await extractor).extract(text, { format });
    postMessage({ id, answer: what === "json" ? document.json() : document.fragment() });
    document.free();
  } catch (error) {
    postMessage({ id, problem: error.message });
  }
};
