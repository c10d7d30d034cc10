//! Letters to an editor: "Sir –", what somebody writes, and a line with their name.

use super::author::{NAME_WORDS, Signed, begins_with_person, name_in};
use crate::entities::Entities;
use crate::kinds::BlockKind;
use crate::lexicon::Class;
use crate::lexicon::marks::{ends_salutation, is_dash};
use crate::text::{Block, Reading, Span, is_stop};

/// The most words of a salutation: "Dear Mr Editor".
const SALUTATION: usize = 3;
/// The most paragraphs of a letter, with its salutation.
const LONGEST: usize = 24;

/// The paragraphs of the letters of a text, in order.
///
/// A salutation begins a letter, and the first line behind it that is a person's name ends it.
/// Behind that line another letter begins where one more such line comes before the next
/// salutation: an editor cuts salutations off. A single letter is a document, and its writer's own
/// words are nobody's statement in it.
pub(super) fn letters(reading: &Reading<'_>, entities: &Entities) -> Vec<Signed> {
    let blocks = &reading.blocks;
    let begins: Vec<Option<usize>> = blocks.iter().map(|b| salutation(reading, b.span)).collect();
    let mut out: Vec<Signed> = Vec::new();
    let mut from = begins.iter().position(Option::is_some);
    while let Some(first) = from {
        let limit = blocks.len().min(first + LONGEST);
        let signed = (first + 1..limit)
            .take_while(|&i| begins[i].is_none())
            .find_map(|i| Some((i, signature(reading, entities, &blocks[i])?)));
        let next = signed.map_or(first, |(at, _)| at) + 1;
        if let Some((at, author)) = signed {
            let of_letter = (first..at).filter_map(|i| {
                let start = begins[i].unwrap_or(blocks[i].span.start);
                let content =
                    Span::new(start, blocks[i].span.end).trim(reading.text, char::is_whitespace);
                let is_said = is_paragraph(reading, &blocks[i], content);
                is_said.then_some(Signed { block: i, content, author, handle: None, cue: None })
            });
            out.extend(of_letter);
            from = (next < blocks.len()).then_some(next);
        } else {
            from = (next..blocks.len()).find(|&i| begins[i].is_some());
        }
    }
    if out.iter().any(|letter| letter.author != out[0].author) { out } else { Vec::new() }
}

/// Where the words begin behind the salutation of a block: "Sir – ", "Dear Editor, ".
fn salutation(reading: &Reading<'_>, block: Span) -> Option<usize> {
    let words = reading.spans_after(block.start).take_while(|w| w.end <= block.end);
    let mut end = None;
    for (count, word) in words.enumerate() {
        let shown = &reading.text[word];
        let is_mark = shown.chars().all(ends_salutation);
        match end {
            // "Sir, –".
            Some(_) if is_mark => end = Some(word.end),
            Some(end) => return reading.text[..end].ends_with(ends_salutation).then_some(end),
            None if Class::Addressee.has(&shown.to_lowercase()) => end = Some(word.end),
            None if count + 1 >= SALUTATION || !may_precede(count, shown) => return None,
            None => {}
        }
    }
    end.filter(|end| reading.text[..*end].ends_with(ends_salutation))
}

/// Whether a word may stand before whom a letter is to: "Dear", and what honours them.
fn may_precede(count: usize, word: &str) -> bool {
    if count == 0 {
        Class::Salutation.has(&word.to_lowercase())
    } else {
        word.starts_with(char::is_uppercase)
    }
}

/// The name on a line that ends a letter: "Ana Kovic, Port Alder", "– Mrs A. Kovic".
fn signature(reading: &Reading<'_>, entities: &Entities, block: &Block) -> Option<Span> {
    let line = block.span.trim(reading.text, |c| c.is_whitespace() || is_dash(c) || c == '-');
    let is_one = block.kind == BlockKind::Paragraph
        && block.quote_depth == 0
        && !reading.text[line].ends_with(is_stop)
        && begins_with_person(reading, entities, line);
    is_one.then(|| name_in(reading.text, line))
}

/// Whether what is left of a block is a paragraph of a letter, and no heading, no place below a
/// name and no "Yours faithfully,".
fn is_paragraph(reading: &Reading<'_>, block: &Block, content: Span) -> bool {
    let is_short = reading.count_words(content, NAME_WORDS + 1) <= NAME_WORDS;
    block.kind == BlockKind::Paragraph
        && block.quote_depth == 0
        && reading.text[content].contains(char::is_alphanumeric)
        && (!is_short || reading.text[content].ends_with(is_stop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::{EntityKind, Gender};
    use crate::text::{InputFormat, PlainText};

    /// The author and the words of each paragraph of a letter, where these are names.
    fn found<'t>(text: &'t str, names: &[&str]) -> Vec<(&'t str, &'t str)> {
        let mut entities = Entities::default();
        for (entity, name) in names.iter().enumerate() {
            let at = text.rfind(name).expect("it is there");
            let span = Span::new(at, at + name.len());
            entities.mentions.push(Mention { span, kind: EntityKind::Person, score: 1.0, entity });
            let (name, kind) = ((*name).to_owned(), EntityKind::Person);
            let mentions = vec![entity];
            entities.entities.push(Entity { name, kind, mentions, gender: Gender::Unknown });
        }
        let plain = PlainText::new(text, InputFormat::Text);
        letters(&Reading::new(&plain), &entities)
            .into_iter()
            .map(|s| (&text[s.author], &text[s.content]))
            .collect()
    }

    #[test]
    fn a_letter_goes_from_its_salutation_to_its_name() {
        for (begin, end) in [
            ("Sir, – ", "– Ana Kovic, Port Alder"),
            ("Sir – ", "Ana Kovic"),
            ("Dear Editor,\n\n", "Yours faithfully,\nAna Kovic\nPort Alder"),
            ("Dear Mr Editor: ", "Ana Kovic, Port Alder"),
            ("Madam – “Weir”? ", "Ana Kovic"),
        ] {
            let text = format!(
                "Letters\n\nThe weir\n\n{begin}It fell.\n\nI saw it fall.\n\n{end}\n\n\
                 Sir – No.\n\nBen Brandt, Quay"
            );
            let first = if begin.contains('“') { "“Weir”? It fell." } else { "It fell." };
            let of_ana = [("Ana Kovic", first), ("Ana Kovic", "I saw it fall.")];
            let all = [of_ana[0], of_ana[1], ("Ben Brandt", "No.")];
            assert_eq!(found(&text, &["Ana Kovic", "Ben Brandt"]), all, "{text}");
        }
    }

    #[test]
    fn behind_a_letter_others_need_no_salutation() {
        let text = "Sir – It fell.\n\nAna Kovic\nPort Alder\n\n**Ferries**\n\nThey are late.\n\n\
                    Ben Brandt, Quay\n\nThe editor writes: We are sorry.";
        let both = [("Ana Kovic", "It fell."), ("Ben Brandt", "They are late.")];
        assert_eq!(found(text, &["Ana Kovic", "Ben Brandt"]), both);
    }

    #[test]
    fn without_a_salutation_or_a_name_and_alone_there_is_no_letter() {
        for text in [
            "Sir – It fell.\n\nAna Kovic",
            "It fell.\n\nAna Kovic",
            "Sir Ben was there.\n\nAna Kovic",
            "Sir – It fell.\n\nAna Kovic was there.",
            "Dear Ana, it fell.\n\nAna Kovic",
            "Editor\n\nAna Kovic",
        ] {
            assert_eq!(found(text, &["Ana Kovic"]), [], "{text}");
        }
    }
}
