use std::collections::HashMap;
use std::fmt::{self, Write as _};

use super::voices::one_line;
use crate::{Document, EntityKind, OffsetTable, OffsetUnit, Span, SpeakerForm};

/// The `.ann` file of brat's standoff format; the `.txt` file beside it is the input, byte for
/// byte.
///
/// Offsets count characters, as brat does. A span over several lines is in fragments, one a line.
///
/// - Text-bound annotations: `Person`, `Location`, `Organization`, `Miscellaneous` for mentions;
///   `Content`, `Cue` and `Source` for statements.
/// - Relations: `SaidBy` and `ReportedBy` from a content to its source and its cue, `Within` from a
///   nested content to the one it stands in.
/// - Equivalences: the mentions of one entity, and the sources that stand for it.
/// - Attributes: `Kind` of a content (direct, mixed, indirect), its `Act` (speech, thought,
///   silence), `Form` of a source (name, nominal,
///   pronoun).
/// - Notes: the speaker's name and the scores.
///
/// An implicit speaker has no words of their own; the relation leads to those of the statement
/// beside it.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“Ça va,” said Ana Kovic.")?;
/// let standoff = dixit::render::brat(&document);
/// assert!(standoff.contains("Person 14 23\tAna Kovic\n"));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn brat(document: &Document<'_>) -> String {
    let mut writer = Writer::new(document);
    // Writing into a string cannot fail.
    let _ =
        writer.mentions().and_then(|()| writer.statements()).and_then(|()| writer.equivalences());
    writer.out
}

struct Writer<'d> {
    document: &'d Document<'d>,
    offsets: OffsetTable<'d>,
    out: String,
    /// How many annotations of each letter there are.
    counts: HashMap<char, usize>,
    /// The text-bound annotations of each entity.
    equivalent: Vec<Vec<usize>>,
}

impl<'d> Writer<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            offsets: OffsetTable::new(document.input(), OffsetUnit::Char),
            out: String::new(),
            counts: HashMap::new(),
            equivalent: vec![Vec::new(); document.entities().len()],
        }
    }

    fn next(&mut self, letter: char) -> usize {
        let count = self.counts.entry(letter).or_default();
        *count += 1;
        *count
    }

    fn mentions(&mut self) -> fmt::Result {
        for mention in self.document.mentions() {
            let kind = match mention.kind() {
                EntityKind::Person => "Person",
                EntityKind::Location => "Location",
                EntityKind::Organization => "Organization",
                _ => "Miscellaneous",
            };
            let t = self.text_bound(kind, &[mention.span()])?;
            self.equivalent[mention.entity().id()].push(t);
        }
        Ok(())
    }

    fn statements(&mut self) -> fmt::Result {
        let (mut contents, mut sources, mut cues) = (Vec::new(), HashMap::new(), HashMap::new());
        for statement in self.document.statements() {
            let content = self.text_bound("Content", statement.spans())?;
            contents.push(content);
            self.attribute("Kind", content, statement.kind().as_str())?;
            self.attribute("Act", content, statement.act().as_str())?;
            let mut note = format!("statement {:.2}", statement.score());
            if let Some(span) = statement.cue() {
                let cue = self.once("Cue", span, &mut cues)?;
                self.relation("ReportedBy", content, cue)?;
            }
            if let Some(speaker) = statement.speaker() {
                if let Some(name) = speaker.name() {
                    note += &format!(", speaker {} {:.2}", one_line(name), speaker.score());
                }
                if let Some(span) = speaker.mention() {
                    let new = !sources.contains_key(&span);
                    let source = self.once("Source", span, &mut sources)?;
                    self.relation("SaidBy", content, source)?;
                    if new && speaker.form() != SpeakerForm::Implicit {
                        self.attribute("Form", source, speaker.form().as_str())?;
                        if let Some(entity) = speaker.entity() {
                            self.equivalent[entity.id()].push(source);
                        }
                    }
                }
            }
            // A parent comes before what stands in it.
            if let Some(&parent) = statement.parent().and_then(|p| contents.get(p.index())) {
                self.relation("Within", content, parent)?;
            }
            let n = self.next('#');
            writeln!(self.out, "#{n}\tAnnotatorNotes T{content}\t{note}")?;
        }
        Ok(())
    }

    fn equivalences(&mut self) -> fmt::Result {
        for group in std::mem::take(&mut self.equivalent).into_iter().filter(|g| g.len() > 1) {
            let members: Vec<String> = group.iter().map(|t| format!("T{t}")).collect();
            writeln!(self.out, "*\tEquiv {}", members.join(" "))?;
        }
        Ok(())
    }

    fn once(
        &mut self,
        kind: &str,
        span: Span,
        known: &mut HashMap<Span, usize>,
    ) -> Result<usize, fmt::Error> {
        if let Some(&t) = known.get(&span) {
            return Ok(t);
        }
        let t = self.text_bound(kind, &[span])?;
        known.insert(span, t);
        Ok(t)
    }

    fn text_bound(&mut self, kind: &str, spans: &[Span]) -> Result<usize, fmt::Error> {
        let input = self.document.input();
        let fragments: Vec<Span> = spans.iter().flat_map(|&span| lines(input, span)).collect();
        // Spans of a document lie on character boundaries of its input, so none is refused.
        let places = fragments
            .iter()
            .filter_map(|&f| self.offsets.span_from_bytes(f))
            .map(|s| format!("{} {}", s.start, s.end));
        let places = places.collect::<Vec<_>>().join(";");
        let words = fragments.iter().map(|&f| &input[f]).collect::<Vec<_>>().join(" ");
        let t = self.next('T');
        writeln!(self.out, "T{t}\t{kind} {places}\t{words}")?;
        Ok(t)
    }

    fn attribute(&mut self, name: &str, of: usize, value: &str) -> fmt::Result {
        let n = self.next('A');
        writeln!(self.out, "A{n}\t{name} T{of} {value}")
    }

    fn relation(&mut self, name: &str, from: usize, to: usize) -> fmt::Result {
        let n = self.next('R');
        writeln!(self.out, "R{n}\t{name} Arg1:T{from} Arg2:T{to}")
    }
}

/// `span` without what ends a line, or a column, for any program that may read the file.
fn lines(input: &str, span: Span) -> impl Iterator<Item = Span> {
    let breaks = |c: char| {
        matches!(
            c,
            '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1c}'
                ..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut at = span.start;
    input[span]
        .split(breaks)
        .map(str::len)
        .map(move |len| {
            let line = Span::new(at, at + len);
            at = line.end + input[line.end..].chars().next().map_or(0, char::len_utf8);
            line
        })
        .filter(|line| !input[*line].trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_lines_is_in_fragments() {
        let input = "say: one\r\n\ntwo\u{2028}three.";
        let found: Vec<_> = lines(input, Span::new(5, input.len())).map(|s| &input[s]).collect();
        assert_eq!(found, ["one", "two", "three."]);
    }
}
