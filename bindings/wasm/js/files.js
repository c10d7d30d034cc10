// A model's files by the names of `ModelFiles`.
export const FILES = {
  manifest: "manifest.json",
  config: "config.json",
  tokenizer: "tokenizer.json",
  attribution: "attribution.safetensors",
  weights: "model.safetensors",
};

/** Whether `model` is the files themselves, not where they are. */
export const areFiles = (model) => model?.weights instanceof Uint8Array;
