import type { Extractor, ExtractorOptions, ModelFiles } from "./dixit.js";

export { Document, Extractor, kernels, reportScript, reportStyle } from "./dixit.js";
export type {
  Act, Article, DixitError, DocumentRecord, Entity, EntityKind, ExtractorOptions, InputFormat, Limits, MarkedPhrase, Mention,
  ModelFiles, OffsetUnit, PhraseReason, ReportOptions, Span, Speaker, SpeakerForm, SpeakerKind, Statement, StatementKind, TextOptions, TextSpan,
} from "./dixit.js";

export interface LoadOptions extends ExtractorOptions {
  /** The folder of the model's files (in Node.js a path or a file URL), or the files; those of the package if not said. */
  model?: string | URL | ModelFiles;
  /** Where the WebAssembly module is, or its bytes; in the package if not said. */
  module?: URL | BufferSource | WebAssembly.Module;
  /** Told how many bytes of the model have come, and of how many. */
  progress?: (bytes: number, of: number) => void;
  /** Gives the loading up. */
  signal?: AbortSignal;
}

/** Loads the module and a model, and makes an extractor of them. Do it once. */
export function load(options?: LoadOptions): Promise<Extractor>;
