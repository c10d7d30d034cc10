/** The files of a model, as `models/news-en` of the repository has them. */
export interface ModelFiles {
  /** `manifest.json` */
  manifest: Uint8Array;
  /** `config.json` */
  config: Uint8Array;
  /** `tokenizer.json` */
  tokenizer: Uint8Array;
  /** `model.safetensors` */
  weights: Uint8Array;
  /** `attribution.safetensors` */
  attribution: Uint8Array;
}

export type InputFormat = "auto" | "text" | "markdown" | "html" | "page" | "subtitles";
export type OffsetUnit = "byte" | "char" | "utf16";
export type EntityKind = "person" | "location" | "organization" | "miscellaneous";
export type StatementKind = "direct" | "mixed" | "indirect";
export type Act = "speech" | "thought" | "silence";
export type SpeakerForm = "name" | "nominal" | "pronoun" | "implicit";
export type SpeakerKind = "person" | "organization" | "group" | "document" | "unnamed";
export type PhraseReason = "scare_quote" | "title" | "nickname" | "term" | "unsure" | "left_out";

/** What is thrown. The message says where it went wrong and what to do about it. */
export interface DixitError extends Error {
  name: "DixitError";
  kind: "encoding" | "io" | "model-missing" | "model-format" | "config" | "inference" | "limit" | "cancelled";
}

/** How much is taken on. Over a limit an error of the kind `limit` is thrown: nothing is ever cut. */
export interface Limits {
  /** The longest text, in UTF-8 bytes, markup counted; 256 MiB if not said. */
  inputBytes?: number;
  /** The longest text that is read out of an input, in UTF-8 bytes: without markup, and of a web page the article alone. */
  textBytes?: number;
  /** The most statements of one text; 1,048,576 if not said. */
  statements?: number;
  /** How long a text may take; any time if not said. */
  milliseconds?: number;
}

/** Options of an extractor. Scores are in 0..=1; what scores less than a minimum is left out. */
export interface ExtractorOptions {
  /** One of `kernels()`; the fastest if not said. */
  kernel?: string;
  /** How to read texts; "auto" if not said. */
  format?: InputFormat;
  minMentionScore?: number;
  minStatementScore?: number;
  /** That of indirect statements, where it is more; 0.4 if not said. */
  minIndirectScore?: number;
  /** A speaker of less stays away, and the statement stays. */
  minSpeakerScore?: number;
  /** Which acts are returned; all if not said. */
  acts?: Act[];
  /** How many candidates are told for each speaker; none if not said. */
  speakerCandidates?: number;
  limits?: Limits;
}

/** Options of a text, in place of the extractor's. */
export interface TextOptions {
  format?: InputFormat;
  limits?: Limits;
}

export interface ReportOptions {
  /** The text's own title, or its first heading, if not said. */
  title?: string;
  /** Whether thoughts are shown from the start; not, if not said. */
  thoughts?: boolean;
}

/** A range of the text: `text.slice(span.start, span.end)`. */
export interface Span {
  start: number;
  end: number;
}

/** A range and its words as they are read: without markup, references decoded, spaces folded. */
export interface TextSpan extends Span {
  text: string;
}

export interface Mention extends TextSpan {
  kind: EntityKind;
  score: number;
  /** The `id` of its entity. */
  entity: number;
}

export interface Entity {
  id: number;
  name: string;
  kind: EntityKind;
  /** Places among the mentions. */
  mentions: number[];
}

export interface Speaker {
  /** The words that name the speaker. */
  mention: TextSpan | null;
  form: SpeakerForm;
  kind: SpeakerKind;
  /** The `id` of the entity. */
  entity: number | null;
  /** The entity's name, or the words that stand for one. */
  name: string | null;
  /** The words that give their post, occupation or affiliation. */
  title?: TextSpan;
  /** The `id` of the organization that they speak for. */
  affiliation?: number;
  score: number;
  candidates?: { entity: number; score: number }[];
}

export interface Statement {
  kind: StatementKind;
  act: Act;
  /** Its verbatim pieces. */
  spans: Span[];
  /** The words of its pieces, " … " between two. */
  text: string;
  score: number;
  /** The words that report it. */
  cue: TextSpan | null;
  speaker: Speaker | null;
  /** Each of several who said it together. */
  speakers?: Speaker[];
  /** The place of the statement that it stands in. */
  parent: number | null;
}

export interface MarkedPhrase extends TextSpan {
  /** What it is instead of a statement. */
  reason: PhraseReason;
}

/** The article of a web page. */
export interface Article {
  title: TextSpan | null;
  byline: TextSpan | null;
  date: TextSpan | null;
  blocks: Span[];
}

/** What was found in a text. Newer versions may add properties. */
export interface DocumentRecord {
  schema: "dixit/1";
  /** Name and version of the model. */
  model: string;
  offset_unit: OffsetUnit;
  /** What the bytes were in, where that was not UTF-8. */
  encoding?: string;
  article?: Article;
  /** Where rules say what is a statement, and whose, because the model does not. */
  attribution?: "rules";
  mentions: Mention[];
  entities: Entity[];
  statements: Statement[];
  marked_phrases: MarkedPhrase[];
}
