//! What is found out about the quotations of a draft, as plain values: what is written as JSON.

use serde::{Deserialize, Serialize};

use crate::kinds::{PhraseReason, names};
use crate::text::{OffsetUnit, Span};

/// Name and version of the serialized form of a [`Verification`](super::Verification).
///
/// [Example](super::Verification::to_record)
pub const SCHEMA: &str = "dixit-verify/1";

/// How a quotation stands in the sources.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::verify::{Source, Sources, Verdict};
///
/// let notes = "“We are not going to wait for an accident,” said Mayor Ana Kovic.";
/// let sources = Sources::new([Source::new("notes", notes)])?;
/// let extractor = dixit::Extractor::new()?;
/// for (draft, verdict) in [
///     ("“We are not going to wait for an accident,” Kovic said.", Verdict::Verbatim),
///     ("“We are not going to wait … an accident,” Kovic said.", Verdict::AllowedChanges),
///     ("“We are going to wait for an accident,” Kovic said.", Verdict::Altered),
///     ("“The town has no money at all for this,” Kovic said.", Verdict::Absent),
/// ] {
///     assert_eq!(sources.verify(&extractor, draft)?.quotations()[0].verdict, verdict);
/// }
/// assert_eq!(Verdict::AllowedChanges.to_string(), "allowed_changes");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Byte for byte, markup left out.
    Verbatim,
    /// Word for word, with [changes](Quotation::changes) that quoting allows, each of them named.
    AllowedChanges,
    /// With other words or other punctuation: [edits](Quotation::edits).
    Altered,
    /// In pieces from different places, or from different statements, under one pair of marks.
    Stitched,
    /// Not at all.
    Absent,
}

/// A change that quoting allows.
///
/// [Example](Quotation#example)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// Quotation marks and apostrophes of another form: curly, straight, single, double.
    Marks,
    /// Dashes and hyphens of another form.
    Dashes,
    /// Spaces, ends of lines, paragraphs.
    Spaces,
    /// An ellipsis that stands in both, of another form.
    Dots,
    /// The same characters, coded otherwise: accents, soft hyphens.
    Coding,
    /// The case of the first letter, of the quotation or of what follows words that were left out.
    FirstLetter,
    /// A stop or a comma beside the closing mark.
    EndMark,
    /// Words that were left out, and an ellipsis says so.
    LeftOut,
    /// Words that were put in or put in place of others, between brackets.
    PutIn,
    /// The reporter's words between two parts of one statement, left out: “A,” she said, “B.”
    Attribution,
}

/// What was done to words that are not those of the source.
///
/// [Example](Quotation#example)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EditKind {
    /// They stand in the source alone.
    Dropped,
    /// They stand in the quotation alone.
    Added,
    /// They stand in place of others; of punctuation and case, too.
    Replaced,
}

/// Whether a quotation is given to whoever said it.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::verify::{SaidBy, Source, Sources};
///
/// let notes = "“We are not going to wait for an accident,” said Mayor Ana Kovic.";
/// let sources = Sources::new([Source::new("notes", notes)])?;
/// let extractor = dixit::Extractor::new()?;
/// for (draft, said_by) in [
///     ("“We are not going to wait for an accident,” Kovic said.", SaidBy::Same),
///     ("“We are not going to wait for an accident,” Ben Brandt said.", SaidBy::Another),
///     ("“We are not going to wait for an accident.”", SaidBy::NotTold),
/// ] {
///     assert_eq!(sources.verify(&extractor, draft)?.quotations()[0].said_by, said_by);
/// }
/// assert_eq!(SaidBy::NotTold.to_string(), "not_told");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SaidBy {
    /// To the speaker whom the source names.
    Same,
    /// To another one.
    Another,
    /// The draft or the source does not tell, or nobody can be sure.
    NotTold,
}

names!(Verdict, "verdict" { Verbatim => "verbatim", AllowedChanges => "allowed_changes", Altered => "altered", Stitched => "stitched", Absent => "absent" });
names!(ChangeKind, "kind of change" {
    Marks => "marks", Dashes => "dashes", Spaces => "spaces", Dots => "dots", Coding => "coding",
    FirstLetter => "first_letter", EndMark => "end_mark", LeftOut => "left_out", PutIn => "put_in",
    Attribution => "attribution",
});
names!(EditKind, "kind of edit" { Dropped => "dropped", Added => "added", Replaced => "replaced" });
names!(SaidBy, "answer" { Same => "same", Another => "another", NotTold => "not_told" });

/// A quotation of a draft: what stands between one pair of quotation marks, or in a block quote.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::verify::{Change, ChangeKind, Edit, EditKind, Piece, SaidBy, Source, Sources, Verdict};
///
/// let notes = "“We are not going to wait for an accident,” said Mayor Ana Kovic.";
/// let sources = Sources::new([Source::new("notes", notes)])?;
/// let draft = "“We are not ever going to pay for an accident.” Ana Kovic said so.";
/// let verification = sources.verify(&dixit::Extractor::new()?, draft)?;
///
/// let quotation = &verification.quotations()[0];
/// assert_eq!(quotation.verdict, Verdict::Altered);
/// assert_eq!(quotation.source_speaker.as_deref(), Some("Ana Kovic"));
/// assert!(quotation.is_faulty());
/// let edit: &Edit = &quotation.edits[0];
/// assert_eq!((edit.kind, edit.draft_text.as_str()), (EditKind::Added, "ever"));
/// let edit: &Edit = &quotation.edits[1];
/// assert_eq!((edit.kind, &notes[edit.span], &draft[edit.draft]), (EditKind::Replaced, "wait", "pay"));
/// let change: &Change = &quotation.changes[0];
/// assert_eq!((change.kind, &draft[change.draft]), (ChangeKind::EndMark, "."));
/// let piece: &Piece = &quotation.pieces[0];
/// assert_eq!(&notes[piece.span], piece.text);
/// assert!(quotation.remarks().contains(&"end mark".to_owned()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quotation {
    /// Where it stands in the draft, marks left out; one span for each paragraph that it goes on
    /// in.
    pub spans: Vec<Span>,
    /// The draft's own words, a space between paragraphs.
    pub text: String,
    /// How it stands in the sources.
    pub verdict: Verdict,
    /// Whether its speaker is the source's. Of what is absent nothing is told.
    pub said_by: SaidBy,
    /// Who says it in the draft, where that names somebody.
    pub speaker: Option<String>,
    /// Who says it in the source, where that names somebody.
    pub source_speaker: Option<String>,
    /// What it is in place of a statement, if it is a marked phrase of the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<PhraseReason>,
    /// Where its parts stand, in the order of the quotation. Of an absent one: where some of its
    /// words stand, if that much is there.
    pub pieces: Vec<Piece>,
    /// The allowed changes, in the order of the quotation; an altered quotation may have some, too.
    pub changes: Vec<Change>,
    /// What is not as in the source, in the order of the quotation.
    pub edits: Vec<Edit>,
    /// Where words stand in the draft that the source has as the reporter's own, and not as speech.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reporters: Vec<Span>,
}

impl Quotation {
    /// Whether somebody should look at it: it is altered, stitched or absent, another one said it,
    /// or the source gives it as words of the reporter's. Titles, nicknames, terms and scare quotes
    /// are no statements of anybody, and none of it holds for them.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        let is_statement =
            matches!(self.phrase, None | Some(PhraseReason::Unsure | PhraseReason::LeftOut));
        let is_wrong =
            matches!(self.verdict, Verdict::Altered | Verdict::Stitched | Verdict::Absent);
        is_statement && (is_wrong || self.said_by == SaidBy::Another || !self.reporters.is_empty())
    }

    /// What people are told of it beside the verdict, in English, such as "another speaker" and the
    /// kinds of its changes, each once.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        match self.said_by {
            SaidBy::Same => out.push("same speaker".to_owned()),
            SaidBy::Another => out.push("another speaker".to_owned()),
            SaidBy::NotTold => {}
        }
        if !self.reporters.is_empty() {
            out.push("the reporter’s words in the source".to_owned());
        }
        if self.verdict == Verdict::Absent && !self.pieces.is_empty() {
            out.push("this comes nearest".to_owned());
        }
        let mut kinds: Vec<String> =
            self.changes.iter().map(|c| c.kind.as_str().replace('_', " ")).collect();
        kinds.dedup();
        if !kinds.is_empty() {
            out.push(kinds.join(", "));
        }
        if let Some(reason) = self.phrase {
            out.push(format!("no statement: {}", reason.as_str().replace('_', " ")));
        }
        out
    }
}

/// A part of a quotation, and where it stands.
///
/// [Example](Quotation#example)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Piece {
    /// The source's place among the sources.
    pub source: usize,
    /// Where it stands in the source.
    pub span: Span,
    /// Where the part stands in the draft.
    pub draft: Span,
    /// The source's own words.
    pub text: String,
    /// Who says it there, where that names somebody.
    pub speaker: Option<String>,
}

/// An allowed change.
///
/// [Example](Quotation#example)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// What was changed.
    pub kind: ChangeKind,
    /// Where, in the draft; empty where words were left out without a sign.
    pub draft: Span,
    /// The source's place among the sources.
    pub source: usize,
    /// Where, in the source.
    pub span: Span,
}

/// Words that are not those of the source.
///
/// [Example](Quotation#example)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Edit {
    /// What was done to them.
    pub kind: EditKind,
    /// Where, in the draft; empty where words were dropped.
    pub draft: Span,
    /// The draft's words.
    pub draft_text: String,
    /// The source's place among the sources.
    pub source: usize,
    /// Where, in the source; empty where words were added.
    pub span: Span,
    /// The source's words.
    pub text: String,
}

/// A [`Verification`](super::Verification) for others than Rust. Offsets count
/// [`offset_unit`](Self::offset_unit)s, of the draft and of each source.
///
/// [Example](super::Verification::to_record)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerificationRecord {
    /// [`SCHEMA`].
    pub schema: String,
    /// Name and version of the model that found the speakers.
    pub model: String,
    /// What all offsets count.
    pub offset_unit: OffsetUnit,
    /// The names of the sources.
    pub sources: Vec<String>,
    /// In the order of the draft.
    pub quotations: Vec<Quotation>,
}
