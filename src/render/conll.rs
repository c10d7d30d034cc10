use crate::{Document, EntityKind, Span, Speaker, SpeakerForm, Word};

/// A word a line, as CoNLL's shared tasks wrote them: the word, its role in a statement, its entity
/// tag, with tabs between them; an empty line after each sentence.
///
/// Tags are BIO, and begin anew in each sentence. Entities are `PER`, `LOC`, `ORG`, `MISC`; roles
/// are `SOURCE`, `CUE`, `CONTENT`. A word has one role: that in the outermost statement, so nested
/// statements do not show. Nor does it show which source belongs to which content, and what is
/// said, what thought; [`brat`](super::brat) and JSON tell. Words are those of the text as it was read, without markup.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“We will rebuild,” said Ana Kovic.")?;
/// let lines = dixit::render::conll(&document);
/// assert!(lines.contains("said\tB-CUE\tO\nAna\tB-SOURCE\tB-PER\nKovic\tI-SOURCE\tI-PER\n"));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn conll(document: &Document<'_>) -> String {
    let words: Vec<Span> = document.words().map(Word::span).collect();
    let mut roles = Column::new(&words);
    for statement in document.statements() {
        for &span in statement.spans() {
            roles.add(span, "CONTENT");
        }
        if let Some(cue) = statement.cue() {
            roles.add(cue, "CUE");
        }
        if let Some(span) = statement
            .speaker()
            .filter(|s| s.form() != SpeakerForm::Implicit)
            .and_then(Speaker::mention)
        {
            roles.add(span, "SOURCE");
        }
    }
    let mut entities = Column::new(&words);
    for mention in document.mentions() {
        entities.add(mention.span(), tag(mention.kind()));
    }
    let mut out = String::with_capacity(document.input().len() * 3);
    for sentence in document.sentences() {
        for (place, word) in sentence.words().enumerate() {
            let (index, first) = (word.index(), place == 0);
            // A line holds one word, whatever that word holds.
            let text =
                word.text().replace(|c: char| c.is_whitespace() || c.is_control(), "\u{fffd}");
            out +=
                &format!("{text}\t{}\t{}\n", roles.tag(index, first), entities.tag(index, first));
        }
        out.push('\n');
    }
    out
}

fn tag(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Location => "LOC",
        EntityKind::Organization => "ORG",
        _ => "MISC",
    }
}

/// A column of tags.
struct Column<'w> {
    words: &'w [Span],
    /// For each word its label, and the first word of the stretch that has it.
    labels: Vec<Option<(&'static str, usize)>>,
}

impl<'w> Column<'w> {
    fn new(words: &'w [Span]) -> Self {
        Self { words, labels: vec![None; words.len()] }
    }

    /// Labels the words in `span` that have no label yet.
    fn add(&mut self, span: Span, label: &'static str) {
        let from = self.words.partition_point(|w| w.end <= span.start);
        for (word, place) in self.labels.iter_mut().enumerate().skip(from) {
            if self.words[word].start >= span.end {
                break;
            }
            place.get_or_insert((label, from));
        }
    }

    fn tag(&self, word: usize, first: bool) -> String {
        let before = word.checked_sub(1).and_then(|w| self.labels[w]);
        match self.labels[word] {
            None => "O".to_owned(),
            Some((label, _)) if first || before != self.labels[word] => format!("B-{label}"),
            Some((label, _)) => format!("I-{label}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_touch_are_two_and_the_first_label_stays() {
        let words: Vec<Span> = (0..5).map(|i| Span::new(i * 2, i * 2 + 1)).collect();
        let mut column = Column::new(&words);
        column.add(Span::new(0, 3), "CONTENT");
        column.add(Span::new(4, 7), "CONTENT");
        column.add(Span::new(6, 9), "CUE");
        let tags: Vec<_> = (0..5).map(|w| column.tag(w, w == 1)).collect();
        assert_eq!(tags, ["B-CONTENT", "B-CONTENT", "B-CONTENT", "I-CONTENT", "B-CUE"]);
    }
}
