//! A draft and what was found out about its quotations.

use rayon::prelude::*;

use super::compare::Matched;
use super::finding::{Finding, find};
use super::judgement::Judge;
use super::quoted::quotations;
use super::record::{Quotation, SCHEMA, VerificationRecord};
use super::source::Sources;
use super::speech::Ear;
use super::statements::Places;
use crate::document::Document;
use crate::error::Error;
use crate::extractor::Extractor;
use crate::input::Input;
use crate::text::{OffsetTable, OffsetUnit, Span};

/// A draft beside its sources: what became of each of its quotations.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::verify::{Source, Sources};
///
/// let sources = Sources::new([Source::new("notes", "“We will not sell,” said Ana Kovic.")])?;
/// let verification = sources.verify(&dixit::Extractor::new()?, "“We will sell,” said Kovic.")?;
/// assert!(verification.is_faulty());
/// let quotation = &verification.quotations()[0];
/// assert_eq!(&verification.draft().input()[quotation.spans[0]], "We will sell,");
/// assert_eq!(verification.sources().name(quotation.pieces[0].source), Some("notes"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Verification<'s, 't> {
    draft: Document<'t>,
    sources: &'s Sources<'t>,
    quotations: Vec<Quotation>,
}

impl<'t> Sources<'t> {
    /// Reads a draft and looks for each of its quotations: for what stands between quotation marks,
    /// an outer pair with all that is in it, for turns of dialogue that a dash begins ("—Yes, he
    /// said."), and for block quotes.
    ///
    /// An empty draft, and one without quotations, give none; without sources all are absent.
    ///
    /// [Example](Self#example)
    ///
    /// # Errors
    ///
    /// Where the draft is over a [limit](crate::Limits) of its own or of the extractor, or what is
    /// around a place in a source is; where it was cancelled, or is not done in time; where the
    /// encoder fails.
    pub fn verify<'s>(
        &'s self,
        extractor: &Extractor,
        draft: impl Into<Input<'t>>,
    ) -> Result<Verification<'s, 't>, Error> {
        let input = draft.into();
        let limits = input.limits.unwrap_or(extractor.limits());
        let cancel = input.cancel;
        let allowance = limits.begin(&input.text, cancel)?;
        let document = extractor.extract(input)?;
        let plain = document.plain();
        let places = Places::of(&document);
        let is_direct = |block: Span| places.is_direct(&document, plain.to_input(block), true);
        let quoted = quotations(plain, is_direct);
        allowance.check_statements(quoted.len())?;
        let findings: Vec<Finding> = quoted
            .par_iter()
            .map(|quoted| allowance.check().map(|()| find(plain.text(), quoted, self)))
            .collect::<Result<_, Error>>()?;

        let mut ear = Ear::new(extractor, self, limits.of_time_alone(), cancel);
        let pieces: Vec<Matched> =
            findings.iter().flat_map(Finding::first_pieces).copied().collect();
        ear.prepare(&pieces)?;
        let mut judge = Judge::new(&document, &places, self, ear);
        let mut out = Vec::with_capacity(quoted.len());
        for (quoted, finding) in quoted.iter().zip(findings) {
            allowance.check()?;
            out.push(judge.judge(quoted, finding)?);
        }
        Ok(Verification { draft: document, sources: self, quotations: out })
    }
}

impl<'s, 't> Verification<'s, 't> {
    /// The draft as it was read.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn draft(&self) -> &Document<'t> {
        &self.draft
    }

    /// What it was checked against.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn sources(&self) -> &'s Sources<'t> {
        self.sources
    }

    /// The quotations, in the order of the draft; offsets in bytes.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// Whether somebody should look at one of them ([`Quotation::is_faulty`]).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        self.quotations.iter().any(Quotation::is_faulty)
    }

    /// The owned form, offsets in `unit`.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use dixit::verify::{SCHEMA, Source, Sources, VerificationRecord};
    ///
    /// let sources = Sources::new([Source::new("notes", "Zoë Blanc: « Ça suffit. »")])?;
    /// let verification = sources.verify(&dixit::Extractor::new()?, "« Ça suffit », said Zoë Blanc.")?;
    /// let json = serde_json::to_string(&verification.to_record(dixit::OffsetUnit::Char))?;
    /// let back: VerificationRecord = serde_json::from_str(&json)?;
    /// assert_eq!((back.schema.as_str(), back.sources.len()), (SCHEMA, 1));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn to_record(&self, unit: OffsetUnit) -> VerificationRecord {
        let draft = OffsetTable::new(self.draft.input(), unit);
        let mut tables: Vec<Option<OffsetTable<'_>>> = Vec::new();
        tables.resize_with(self.sources.len(), || None);
        let mut quotations = self.quotations.clone();
        if unit != OffsetUnit::Byte {
            for quotation in &mut quotations {
                convert(quotation, &draft, |source, span| {
                    let text = self.sources.input(source).unwrap_or_default();
                    if let Some(table) = tables.get_mut(source) {
                        in_unit(span, table.get_or_insert_with(|| OffsetTable::new(text, unit)));
                    }
                });
            }
        }
        VerificationRecord {
            schema: SCHEMA.to_owned(),
            model: self.draft.model().to_owned(),
            offset_unit: unit,
            sources: self.sources.names().map(str::to_owned).collect(),
            quotations,
        }
    }
}

/// Every span lies on characters of its text, so none is refused.
fn in_unit(span: &mut Span, table: &OffsetTable<'_>) {
    let at = |byte: usize| table.from_byte(byte).unwrap_or(byte);
    *span = Span::new(at(span.start), at(span.end));
}

fn convert(
    quotation: &mut Quotation,
    draft: &OffsetTable<'_>,
    mut in_source: impl FnMut(usize, &mut Span),
) {
    for span in quotation.spans.iter_mut().chain(&mut quotation.reporters) {
        in_unit(span, draft);
    }
    for piece in &mut quotation.pieces {
        in_unit(&mut piece.draft, draft);
        in_source(piece.source, &mut piece.span);
    }
    for change in &mut quotation.changes {
        in_unit(&mut change.draft, draft);
        in_source(change.source, &mut change.span);
    }
    for edit in &mut quotation.edits {
        in_unit(&mut edit.draft, draft);
        in_source(edit.source, &mut edit.span);
    }
}
