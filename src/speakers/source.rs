//! The words that name a source: whether they are a name, a nominal or a pronoun, and which mention
//! in them is the speaker.

use crate::entities::Entities;
use crate::kinds::{EntityKind, SpeakerForm, SpeakerKind};
use crate::lexicon::is_title;
use crate::lexicon::{self, Class};
use crate::text::Span;

/// A source, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) form: SpeakerForm,
    /// The mention that is the speaker, for a name.
    pub(crate) head: Option<usize>,
    pub(crate) kind: SpeakerKind,
}

/// Reads the source at `span` of `text`.
pub(crate) fn read(text: &str, span: Span, entities: &Entities) -> Source {
    let words: Vec<&str> =
        text[span].split_whitespace().map(bare).filter(|w| !w.is_empty()).collect();
    let is_pronoun = |w: &&str| Class::SourcePronoun.has(&w.to_lowercase());
    if !words.is_empty()
        && words.len() <= 2
        && words.iter().all(|w| is_pronoun(w) || w.eq_ignore_ascii_case("also"))
    {
        return Source { form: SpeakerForm::Pronoun, head: None, kind: SpeakerKind::Unnamed };
    }
    if let Some(head) = head_mention(text, span, entities) {
        let words = &text[entities.mentions[head].span];
        return Source {
            form: SpeakerForm::Name,
            head: Some(head),
            kind: kind_of(entities.entities[entities.mentions[head].entity].kind, words),
        };
    }
    Source { form: SpeakerForm::Nominal, head: None, kind: lexicon::kind(head_noun(text, span)) }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The mention that is the head of a source: the person furthest right in the first of its parts
/// (between commas) that has one which no possessive, preposition or following noun makes a mere
/// modifier; failing people, an organization or a place.
fn head_mention(text: &str, span: Span, entities: &Entities) -> Option<usize> {
    // "the man who attacked Ana Kovic": nobody in a relative clause is the head.
    let end = text[span].find(" who ").map_or(span.end, |at| span.start + at);
    let span = Span::new(span.start, end);
    let mut start = span.start;
    while start < span.end {
        let end = part_end(text, start, span.end);
        let part = Span::new(start, end);
        let heads: Vec<usize> = entities
            .starting_in(part)
            .filter(|(_, m)| is_head(text, m.span, m.kind, part))
            .map(|(i, _)| i)
            .collect();
        let person = heads.iter().rev().find(|&&i| entities.mentions[i].kind == EntityKind::Person);
        let other =
            || heads.iter().rev().find(|&&i| entities.mentions[i].kind != EntityKind::Person);
        if let Some(&head) = person.or_else(other) {
            return Some(head);
        }
        start = end + text[end..span.end].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Where the part of a source that begins at `start` ends: at a comma, a dash or a bracket.
fn part_end(text: &str, start: usize, end: usize) -> usize {
    let mut depth = 0usize;
    for (at, c) in text[start..end].char_indices() {
        match c {
            '(' | '[' => {
                if at > 0 && depth == 0 {
                    return start + at;
                }
                depth += 1;
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | '—' | '–' | ';' if depth == 0 => return start + at,
            _ => {}
        }
    }
    end
}

/// Whether a mention inside `part` is what the part is about, not what modifies it.
fn is_head(text: &str, mention: Span, kind: EntityKind, part: Span) -> bool {
    let after = &text[mention.end..part.end.max(mention.end)];
    let next = after.split_whitespace().next().unwrap_or_default();
    let is_possessive = after.starts_with(['\'', '’'])
        || text[mention].ends_with("'s")
        || text[mention].ends_with("’s");
    if is_possessive {
        // "Kovic's" owns what follows; where nothing follows it is the head all the same.
        return after.trim_start_matches(['\'', '’', 's', 'S']).trim().is_empty();
    }
    // "Kovic campaign", "Harbour Board officials": a noun goes on; "Kovic and", "Kovic of" end
    // there.
    let goes_on = after.starts_with(' ') && next.starts_with(char::is_lowercase);
    // "the Harbour Times newspaper" is the newspaper that is called so.
    let is_apposed = || kind == EntityKind::Organization && Class::ApposedNoun.has(bare(next));
    if goes_on
        && !Class::HeadPreposition.has(next)
        && !Class::AfterHead.has(bare(next))
        && !is_apposed()
    {
        return false;
    }
    !is_of_a_preposition(&text[part.start..mention.start], kind)
}

/// Whether a name belongs to a preposition in the words before it: "a spokesman for Ana Kovic", but
/// not "Secretary of State Ana Kovic" or "envoy to the UN Ana Kovic", where another noun does and
/// the person bears the title.
fn is_of_a_preposition(before: &str, kind: EntityKind) -> bool {
    let words: Vec<&str> = before.split_whitespace().map(bare).collect();
    let Some(at) = words.iter().rposition(|w| Class::HeadPreposition.has(w)) else { return false };
    let indefinite =
        words.first().is_some_and(|w| ["a", "an"].contains(&w.to_lowercase().as_str()));
    let of_title =
        at.checked_sub(1).is_some_and(|t| Class::GoverningOffice.has(&words[t].to_lowercase()));
    // In bounds: `at` is the place of a word.
    let has_object = words[at + 1..].iter().any(|w| {
        !w.eq_ignore_ascii_case("the")
            && !Class::GoverningOffice.has(&w.to_lowercase())
            && !is_title(w)
    });
    !(kind == EntityKind::Person && of_title && has_object && !indefinite)
}

/// What an entity is as a speaker.
pub(crate) fn kind_of(kind: EntityKind, words: &str) -> SpeakerKind {
    match kind {
        EntityKind::Person => SpeakerKind::Person,
        EntityKind::Location | EntityKind::Organization => SpeakerKind::Organization,
        EntityKind::Miscellaneous if words.ends_with('s') && !words.contains(' ') => {
            SpeakerKind::Group
        }
        EntityKind::Miscellaneous => SpeakerKind::Document,
    }
}

/// The last noun of a nominal before whatever modifies it from behind.
pub(crate) fn head_noun(text: &str, span: Span) -> &str {
    let part = &text[span.start..part_end(text, span.start, span.end)];
    let words: Vec<&str> = part.split_whitespace().collect();
    let end = words
        .iter()
        .skip(1)
        .position(|w| Class::HeadPreposition.has(w) || Class::NounModifier.has(w))
        .map_or(words.len(), |at| at + 1);
    words[..end].last().map_or("", |w| bare(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::Gender;

    fn read_marked(
        source: &str,
        people: &[&str],
        organizations: &[&str],
    ) -> (SpeakerForm, Option<String>, SpeakerKind) {
        let mut entities = Entities::default();
        for (list, kind) in
            [(people, EntityKind::Person), (organizations, EntityKind::Organization)]
        {
            for name in list {
                let at = source.find(name).expect("the name is there");
                entities.mentions.push(Mention {
                    span: Span::new(at, at + name.len()),
                    kind,
                    score: 1.0,
                    entity: 0,
                });
            }
        }
        entities.mentions.sort_by_key(|m| m.span);
        for (i, m) in entities.mentions.iter_mut().enumerate() {
            m.entity = i;
            entities.entities.push(Entity {
                name: source[m.span].to_owned(),
                kind: m.kind,
                mentions: vec![i],
                gender: Gender::Unknown,
            });
        }
        let found = read(source, Span::new(0, source.len()), &entities);
        (found.form, found.head.map(|h| source[entities.mentions[h].span].to_owned()), found.kind)
    }

    #[test]
    fn the_head_of_a_source() {
        for (source, people, organizations, head) in [
            ("Kovic's spokesman Ben Brandt", &["Kovic", "Ben Brandt"][..], &[][..], "Ben Brandt"),
            (
                "Ben Brandt, a former aide to Ana Kovic",
                &["Ben Brandt", "Ana Kovic"],
                &[],
                "Ben Brandt",
            ),
            ("her spokesman, Ben Brandt", &["Ben Brandt"], &[], "Ben Brandt"),
            ("Harbour Board chairwoman Ana Kovic", &["Ana Kovic"], &["Harbour Board"], "Ana Kovic"),
            ("Secretary of State Ana Kovic", &["Ana Kovic"], &[], "Ana Kovic"),
            ("US envoy to the UN Ana Kovic", &["Ana Kovic"], &["UN"], "Ana Kovic"),
            ("the Harbour Board", &[], &["Harbour Board"], "Harbour Board"),
            ("the Harbour Times newspaper", &[], &["Harbour Times"], "Harbour Times"),
            ("Sen. Ana Kovic (D-Harbour)", &["Ana Kovic"], &[], "Ana Kovic"),
        ] {
            let (form, found, _) = read_marked(source, people, organizations);
            assert_eq!((form, found.as_deref()), (SpeakerForm::Name, Some(head)), "{source}");
        }
    }

    #[test]
    fn modifiers_are_no_heads() {
        for (source, people, kind) in [
            ("the Kovic campaign", &["Kovic"][..], SpeakerKind::Organization),
            ("a spokesman for Ana Kovic", &["Ana Kovic"], SpeakerKind::Unnamed),
            ("a spokesman for Mayor Ana Kovic", &["Ana Kovic"], SpeakerKind::Unnamed),
            ("Kovic’s critics", &["Kovic"], SpeakerKind::Group),
            ("the man who attacked Ana Kovic", &["Ana Kovic"], SpeakerKind::Unnamed),
            ("a new poll", &[], SpeakerKind::Document),
            ("officials familiar with the talks", &[], SpeakerKind::Group),
        ] {
            assert_eq!(
                read_marked(source, people, &[]),
                (SpeakerForm::Nominal, None, kind),
                "{source}"
            );
        }
    }

    #[test]
    fn pronouns() {
        for source in ["he", "She", "who"] {
            assert_eq!(read_marked(source, &[], &[]).0, SpeakerForm::Pronoun, "{source}");
        }
    }
}
