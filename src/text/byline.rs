//! Bylines in plain text: who wrote a report ("By Eva Noir and Cy Brandt").

use super::{Reading, is_stop};
use crate::kinds::BlockKind;
use crate::lexicon::{self, Class, PageLine};

/// The most words of one.
const MOST_WORDS: usize = 14;

/// Whether a block is nothing but the names of who wrote the report.
pub(crate) fn is_byline(reading: &Reading<'_>, block: usize) -> bool {
    let Some(block) = reading.blocks.get(block) else { return false };
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption) {
        return false;
    }
    let tokens = reading.spans_after(block.span.start).take_while(|t| t.end <= block.span.end);
    let (mut words, mut last) = (0, "");
    for token in tokens {
        let shown = &reading.text[token];
        last = shown;
        if reading.is_mark(token) {
            continue;
        }
        words += 1;
        let may_stand = match words {
            1 => PageLine::of(&shown.to_lowercase()).byline,
            2 => shown.starts_with(char::is_uppercase),
            _ => !shown.starts_with(char::is_lowercase) || is_small_word(shown),
        };
        if !may_stand || words > MOST_WORDS {
            return false;
        }
    }
    words > 1 && !last.ends_with(is_stop)
}

/// "And", "in", "the", "reporter".
fn is_small_word(word: &str) -> bool {
    Class::JoiningWord.has(word)
        || Class::Preposition.has(word)
        || Class::Definite.has(word)
        || Class::NameParticle.has(word)
        || lexicon::is_person(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn who_wrote_a_report_stands_in_a_block_of_its_own() {
        for (text, is) in [
            ("By Eva Noir", true),
            ("BY EVA NOIR", true),
            ("By Eva Noir and Cy de Brandt, port reporters", false),
            ("By Eva Noir and Cy Brandt, reporter for the Herald", true),
            ("By Eva Noir in Port Alder", true),
            ("By Monday the ferry will sail", false),
            ("By Eva Noir.", false),
            ("By the sea", false),
            ("By", false),
            ("Eva Noir", false),
            ("# By Eva Noir", false),
        ] {
            let plain = PlainText::new(text, InputFormat::Auto);
            assert_eq!(is_byline(&Reading::new(&plain), 0), is, "{text}");
        }
    }
}
