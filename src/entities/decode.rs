//! Tags to mentions.

use super::bounds::{
    are_one, are_turned_round, name, name_of_person, names_nothing, town_and_region, with_initials,
};
use crate::kinds::EntityKind;
use crate::model::TagSpan;
use crate::text::{Span, Word};

/// A mention that has no entity yet.
#[derive(Clone, Debug)]
pub(super) struct Tagged {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    pub(super) score: f32,
}

/// The kinds in the order of the entity head's labels, which the bundle has checked.
const KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Location, EntityKind::Organization, EntityKind::Miscellaneous];

/// No name is longer, in bytes.
const LONGEST: usize = 512;

/// The mentions that `tags` mark; one that names nothing is dropped.
///
/// Parts of one name that were tagged apart are joined.
pub(super) fn mentions(text: &str, words: &[Word], tags: &[TagSpan]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for tag in tags {
        let last = tag.last.checked_sub(1).and_then(|l| words.get(l));
        let (Some(first), Some(last), Some(&kind)) =
            (words.get(tag.first), last, KINDS.get(tag.kind))
        else {
            continue;
        };
        let span = first.span.join(last.span);
        if span.len() > LONGEST {
            continue;
        }
        let span = if kind == EntityKind::Person {
            name_of_person(text, span)
        } else {
            name(text, span, kind)
        };
        let Some(span) = span.filter(|&span| !names_nothing(text, span, kind)) else { continue };
        let (span, region) = match kind {
            EntityKind::Person => {
                let whole = with_initials(text, span);
                // The letter may belong to the mention before: "He left Alder B. Kovic stayed."
                let is_taken = out.last().is_some_and(|before| {
                    before.span.start < whole.start && before.span.end > whole.start
                });
                (if is_taken { span } else { whole }, None)
            }
            EntityKind::Location => town_and_region(text, span),
            _ => (span, None),
        };
        for span in [Some(span), region].into_iter().flatten() {
            add(text, Tagged { span, kind, score: tag.score }, &mut out);
        }
    }
    out
}

/// Puts a mention behind those before it, or joins it to the last one, whose name it is a part of.
fn add(text: &str, new: Tagged, out: &mut Vec<Tagged>) {
    // Initials that were tagged apart from their name.
    while out.last().is_some_and(|before| before.span.start >= new.span.start) {
        out.pop();
    }
    // The name before has taken the rest of a word that was tagged apart.
    if out.last().is_some_and(|before| before.span.end > new.span.start) {
        return;
    }
    let Some(before) = out.last_mut().filter(|before| new.span.end - before.span.start <= LONGEST)
    else {
        out.push(new);
        return;
    };
    // "Harbour Board, Ana Kovic" and "Paris, France" are two.
    let may_be_turned = [&*before, &new]
        .iter()
        .all(|m| m.kind == EntityKind::Person || !text[m.span].contains(' '))
        && [before.kind, new.kind] != [EntityKind::Location; 2];
    if may_be_turned && are_turned_round(text, before.span, new.span) {
        before.kind = EntityKind::Person;
    } else if before.kind != new.kind || !are_one(text, before.span, new.span, new.kind) {
        out.push(new);
        return;
    }
    let (old_length, length) = (before.span.len() as f32, new.span.len() as f32);
    before.score = (before.score * old_length + new.score * length) / (old_length + length);
    before.span.end = new.span.end;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn pronouns_name_nothing() {
        let text = "He told us that the US and WHO agreed";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, at| TagSpan { kind, first: at, last: at + 1, score: 0.5 };
        let found =
            mentions(text, &words, &[tag(0, 0), tag(1, 2), tag(2, 4), tag(1, 5), tag(2, 7)]);
        assert_eq!(found.iter().map(|m| &text[m.span]).collect::<Vec<_>>(), ["US", "WHO"]);
    }

    #[test]
    fn what_a_name_took_in_is_no_other_name() {
        let text = "Two F-16 and Han Seo-yun Alder";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let found = mentions(
            text,
            &words,
            &[tag(3, 1, 3), tag(1, 3, 4), tag(0, 5, 7), tag(1, 7, 9), tag(1, 9, 10)],
        );
        assert_eq!(
            found.iter().map(|m| &text[m.span]).collect::<Vec<_>>(),
            ["F-16", "Han Seo-yun", "Alder"]
        );
    }

    #[test]
    fn a_letters_header_names_one_person() {
        let found = |text: &str, kinds: [usize; 2]| {
            let words = words(text, Span::new(0, text.len()));
            let at =
                |word: &str| words.iter().position(|w| &text[w.span] == word).expect("it is there");
            let comma = at(",");
            let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
            let tags = [tag(kinds[0], 1, comma), tag(kinds[1], comma + 1, at("<") - 1)];
            mentions(text, &words, &tags)
                .iter()
                .map(|m| (m.kind, text[m.span].to_owned()))
                .collect::<Vec<_>>()
        };
        let (person, location, organization) = (0, 1, 2);
        let one = vec![(EntityKind::Person, "Kovic, Ana Maria".to_owned())];
        assert_eq!(found("\"Kovic, Ana Maria\" <ana@alder.example>", [person, person]), one);
        assert_eq!(
            found("\"Kovic, Ana\" <ana@alder.example>", [organization, organization]).len(),
            1
        );
        assert_eq!(found("\"Paris, France\" <info@alder.example>", [location, location]).len(), 2);
        assert_eq!(
            found("\"Harbour Board, Ana Kovic\" <ana@alder.example>", [organization, person]).len(),
            2
        );
    }

    #[test]
    fn initials_that_were_tagged_apart_belong_to_their_name() {
        let text = "Then A. B. Kovic of Boise Idaho";
        let words = words(text, Span::new(0, text.len()));
        let at = |word: &str| {
            words.iter().position(|w| text[w.span].starts_with(word)).expect("it is there")
        };
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let tags = [
            tag(0, at("A"), at("A") + 1),
            tag(0, at("B"), at("B") + 1),
            tag(0, at("Kovic"), at("Kovic") + 1),
            tag(1, at("Boise"), at("Boise") + 2),
        ];
        let found = mentions(text, &words, &tags);
        assert_eq!(
            found.iter().map(|m| &text[m.span]).collect::<Vec<_>>(),
            ["A. B. Kovic", "Boise", "Idaho"]
        );
    }

    #[test]
    fn the_last_letter_of_another_name_is_no_initial() {
        let text = "He left Alder B. Kovic stayed";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let found = mentions(text, &words, &[tag(2, 2, 4), tag(0, 5, 6)]);
        assert_eq!(found.iter().map(|m| &text[m.span]).collect::<Vec<_>>(), ["Alder B", "Kovic"]);
    }

    #[test]
    fn a_name_that_was_cut_is_joined() {
        let text = "Ana Maria Kovic, Ben Brandt of Rome Paris Eva Noir-Blanc";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let found = mentions(
            text,
            &words,
            &[
                tag(0, 0, 2),
                tag(0, 2, 3),
                tag(0, 4, 6),
                tag(1, 7, 8),
                tag(1, 8, 9),
                tag(0, 9, 11),
                tag(0, 12, 13),
            ],
        );
        let found: Vec<_> = found.iter().map(|m| &text[m.span]).collect();
        assert_eq!(found, ["Ana Maria Kovic", "Ben Brandt", "Rome", "Paris", "Eva Noir-Blanc"]);
    }
}
