//! Names behind a quotation in its own paragraph: "“Yes.” — Ana Kovic, 46, on the ferry. It sank."

use super::author::LONGEST_TITLE;
use super::piece::Piece;
use crate::entities::Entities;
use crate::kinds::{EntityKind, StatementKind};
use crate::lexicon::marks::is_dash;
use crate::text::{Reading, Span, is_stop};

/// The name behind a quotation that a dash or an opening bracket sets off from it, where that is a
/// sentence of its own or stands behind a colon. No verb follows the name: a comma, a stop or the
/// closing bracket does.
pub(super) fn behind(reading: &Reading<'_>, entities: &Entities, piece: &Piece) -> Option<Span> {
    let text = reading.text;
    let begins = reading.sentences.get(reading.sentence_at(piece.span.start))?.start;
    let before = &text[begins.min(piece.span.start)..piece.span.start];
    // "Best advice: “Wear a hat.” — Ana Kovic".
    let leads = !before.contains(char::is_alphanumeric) || before.trim_end().ends_with(':');
    let is_apart =
        piece.kind == StatementKind::Direct && leads && reading.follows_passage(piece.span.end);
    if !is_apart {
        return None;
    }
    let block = reading.blocks.get(piece.block)?.span;
    let rest = text.get(piece.span.end..block.end)?.trim_start();
    let open = block.end - rest.len();
    let name = rest.trim_start_matches(|c: char| is_dash(c) || matches!(c, '-' | '('));
    let start = block.end - name.trim_start().len();
    // A hyphen right behind the mark joins words.
    let is_set_off = rest.starts_with(is_dash)
        || rest.starts_with("--")
        || rest.starts_with('(')
        || rest.starts_with("- ") && open > piece.span.end;
    let near = Span::new(start, block.end.min(start + LONGEST_TITLE));
    let (_, mention) = entities.starting_in(near).next().filter(|_| is_set_off)?;
    let is_speaker = match mention.kind {
        EntityKind::Person => true,
        EntityKind::Organization => mention.span.start == start,
        EntityKind::Location | EntityKind::Miscellaneous => false,
    };
    let follows = text.get(mention.span.end..block.end)?;
    let is_all = follows.trim_end().is_empty()
        || follows.starts_with(|c: char| is_stop(c) || matches!(c, ',' | ')'));
    (is_speaker && is_all).then_some(mention.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Mention;
    use crate::statements::piece::Origin;
    use crate::text::{InputFormat, PlainText};

    /// The signature of the passage that a text begins with; `[…]` are people.
    fn found(marked: &str) -> Option<String> {
        let mut entities = Entities::default();
        let mut text = String::new();
        let mut start = 0;
        for c in marked.chars() {
            match c {
                '[' => start = text.len(),
                ']' => entities.mentions.push(Mention {
                    span: Span::new(start, text.len()),
                    kind: EntityKind::Person,
                    score: 1.0,
                    entity: 0,
                }),
                c => text.push(c),
            }
        }
        let plain = PlainText::new(&text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let passage = reading.passages.all().first().expect("it has marks");
        let piece = Piece::of_form(passage.outer, passage.inner, 0, Origin::Text);
        behind(&reading, &entities, &piece).map(|name| text[name].to_owned())
    }

    #[test]
    fn a_dash_or_a_bracket_sets_off_who_signs() {
        for text in [
            "“It is old.” — [Ana Kovic], 46, on the ferry. It sank at noon.",
            "\"It is old.\" -- [Ana Kovic], who left, on the ferry at Port Alder in the rain",
            "“It is old.” – Mayor [Ana Kovic]",
            "“It is old.” - [Ana Kovic].",
            "“It is old.” ([Ana Kovic], mayor) It sank.",
            "Best advice: “It is old.” — [Ana Kovic]",
        ] {
            assert_eq!(found(text).as_deref(), Some("Ana Kovic"), "{text}");
        }
        for text in [
            "“It is old.” — [Ana Kovic] shook her head.",
            "“It is old,” [Ana Kovic], the mayor, said.",
            "“It is old”-[Ana Kovic], mayor.",
            "“It is old.” — on the ferry that sank at noon [Ana Kovic], mayor.",
            "A book, “It is old” ([Ana Kovic], 2020), is out.",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
