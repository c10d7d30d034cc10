//! The words that name a source: whether they are a name, a nominal or a pronoun, and which mention
//! in them is the speaker.

use super::nominal::{bare, head_noun, modifies_noun, part_end};
use super::relative::before_relative;
use crate::entities::{Entities, Mention};
use crate::kinds::{EntityKind, SpeakerForm, SpeakerKind};
use crate::lexicon::{self, Class, Pronoun, Sort, is_title};
use crate::text::{Reading, Span, without_possessive};

/// What the words that name a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceWords {
    pub(crate) form: SpeakerForm,
    /// The mention that is the speaker, for a name.
    pub(crate) head: Option<usize>,
    pub(crate) kind: SpeakerKind,
}

/// Reads the words at `span` that name a source.
pub(crate) fn read(reading: &Reading<'_>, span: Span, entities: &Entities) -> SourceWords {
    let text = reading.text;
    if is_pronoun(&text[span]) {
        return SourceWords { form: SpeakerForm::Pronoun, head: None, kind: SpeakerKind::Unnamed };
    }
    if let Some(head) =
        head_mention(reading, span, entities).filter(|h| !is_demonym(text, span, *h, entities))
    {
        let words = &text[entities.mentions[head].span];
        return SourceWords {
            form: SpeakerForm::Name,
            head: Some(head),
            kind: kind_of(entities.entities[entities.mentions[head].entity].kind, words),
        };
    }
    SourceWords {
        form: SpeakerForm::Nominal,
        head: None,
        kind: lexicon::kind(head_noun(text, span)),
    }
}

/// "The Belgian": somebody of that nation, whom other words name.
fn is_demonym(text: &str, span: Span, head: usize, entities: &Entities) -> bool {
    let mention = &entities.mentions[head];
    let before = text[span.start..mention.span.start].trim();
    mention.kind == EntityKind::Miscellaneous
        && mention.span.end == span.end
        && before.eq_ignore_ascii_case("the")
        && !text[mention.span].ends_with('s')
        && !text[mention.span].contains(' ')
}

/// "She", "he himself", "they also".
fn is_pronoun(words: &str) -> bool {
    let words: Vec<String> = words
        .split_whitespace()
        .map(|w| bare(w).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect();
    let is_pronoun = |w: &String| Pronoun::of(w).is_some();
    words.len() <= 2
        && words.iter().any(is_pronoun)
        && words.iter().all(|w| is_pronoun(w) || Class::AfterHead.has(w))
}

/// The mention that is the head of a source: the one furthest right in the first of its parts
/// (between commas) that has one which no possessive, preposition or following noun makes a mere
/// modifier.
fn head_mention(reading: &Reading<'_>, span: Span, entities: &Entities) -> Option<usize> {
    let text = reading.text;
    let clause = Span::new(before_relative(reading, span), span.end);
    if let Some(named) = named_in(text, clause, entities) {
        return Some(named);
    }
    let span = Span::new(span.start, clause.start);
    let mut start = span.start;
    while start < span.end {
        let end = part_end(text, start, span.end);
        let part = Span::new(start, end);
        let head = head_of_part(text, part, entities);
        if head.is_some() {
            return head.filter(|h| {
                let mention = &entities.mentions[*h];
                start == span.start
                    || !is_of_others(text, span, mention.kind)
                    || names_whole(text, span, part, mention)
            });
        }
        start = end + text[end..span.end].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Whom a relative clause at the end of a source gives a name: "a man who called himself Kovic".
fn named_in(text: &str, clause: Span, entities: &Entities) -> Option<usize> {
    let (named, mention) = entities.starting_in(clause).last()?;
    let mut before = text[clause.start..mention.span.start].split_whitespace();
    let is_named = mention.kind == EntityKind::Person
        && text[mention.span.end..clause.end.max(mention.span.end)].trim().is_empty()
        && before.any(|w| Sort::Naming.has(w));
    is_named.then_some(named)
}

/// The last mention that a part of a source is about.
pub(super) fn head_of_part(text: &str, part: Span, entities: &Entities) -> Option<usize> {
    let is_head = |m: &Mention| {
        is_head(text, m.span, m.kind, part)
            && !(m.kind == EntityKind::Location && follows_people(text, part, m.span.start))
            && !is_of_a_preposition(&without_names(text, part, m.span.start, entities), m.kind)
    };
    entities.starting_in(part).rfind(|(_, m)| is_head(m)).map(|(i, _)| i)
}

/// Whether a part is about people whom it names before the byte at `place`: "scientists using a
/// telescope atop Mount Alder".
fn follows_people(text: &str, part: Span, place: usize) -> bool {
    let mut words = text[part.start..place].split_whitespace().map(|w| bare(w).to_lowercase());
    words.any(|w| lexicon::kind(&w) == SpeakerKind::Group)
}

/// The words of a part before a name, without the prepositions of other names: these say nothing of
/// this one, as in "Harbour Board of Quay chief Ana Kovic".
fn without_names(text: &str, part: Span, name: usize, entities: &Entities) -> String {
    let mut out = String::new();
    let mut from = part.start;
    for other in entities.overlapping(Span::new(part.start, name)) {
        if from <= other.span.start && other.span.end <= name {
            out += &text[from..other.span.start];
            let words = text[other.span].split_whitespace().filter(|w| !modifies_noun(w));
            out += &words.collect::<Vec<_>>().join(" ");
            from = other.span.end;
        }
    }
    out + &text[from..name]
}

/// Whether a part of a source that is nothing but the name of an organization names those who the
/// first part is about, where these are known: "the owners, Quay Ferries", "Kovic's adviser, Noir &
/// Co". "Their guide, Ana Kovic" is no book.
fn names_whole(text: &str, span: Span, part: Span, mention: &Mention) -> bool {
    let first = text[span].split_whitespace().next().unwrap_or_default().to_lowercase();
    let head = &text[span.start..part_end(text, span.start, span.end)];
    let is_owned = head.split_whitespace().any(|w| without_possessive(w) != w);
    let is_such = match mention.kind {
        EntityKind::Organization => true,
        EntityKind::Person => lexicon::kind(head_noun(text, span)) == SpeakerKind::Document,
        EntityKind::Location | EntityKind::Miscellaneous => false,
    };
    is_such
        && (Class::Definite.has(&first) || Class::Possessive.has(&first) || is_owned)
        && text[part].trim() == &text[mention.span]
        && !text[span.start..part.start].split_whitespace().any(modifies_noun)
}

/// Whether the first part of a source is about others than a name in a later one: "two diplomats in
/// the capital, Port Alder", "a nurse, Harbour Hospital", "the letter, signed by Ana Kovic".
fn is_of_others(text: &str, span: Span, kind: EntityKind) -> bool {
    let noun = head_noun(text, span).to_lowercase();
    match lexicon::kind(&noun) {
        SpeakerKind::Group => !Class::GroupNoun.has(&noun),
        SpeakerKind::Document => true,
        SpeakerKind::Unnamed => kind != EntityKind::Person && lexicon::is_person(&noun),
        SpeakerKind::Organization | SpeakerKind::Person => false,
    }
}

/// Whether a mention inside `part` is what the part is about, not what modifies it.
fn is_head(text: &str, mention: Span, kind: EntityKind, part: Span) -> bool {
    let after = &text[mention.end..part.end.max(mention.end)];
    let next = after.split_whitespace().next().unwrap_or_default();
    let is_possessive =
        after.starts_with(['\'', '’']) || without_possessive(&text[mention]) != &text[mention];
    if is_possessive {
        // "Kovic's" owns what follows; where nothing follows it is the head all the same.
        return after.trim_start_matches(['\'', '’', 's', 'S']).trim().is_empty();
    }
    // "Harbour Party (HP) leader", "the Port Alder MP": another noun says who it is.
    let last = after.split_whitespace().next_back().map_or("", bare).to_lowercase();
    if kind != EntityKind::Person && (lexicon::is_person(&last) || is_title(&last)) {
        return false;
    }
    // "(HP)" only says how a name is shortened; "(Ana) Kovic" is a name.
    if text[part.start..mention.start].ends_with('(') && !text[mention].contains(')') {
        return false;
    }
    // "Kovic campaign", "Harbour Board officials": a noun goes on; "Kovic and", "Kovic of" end
    // there.
    let goes_on = after.starts_with(' ') && next.starts_with(char::is_lowercase);
    !goes_on || modifies_noun(next) || Class::AfterHead.has(bare(next))
}

/// Whether a name belongs to a preposition in the words before it: "a spokesman for Ana Kovic", but
/// not "Secretary of State Ana Kovic" or "envoy to the UN Ana Kovic", where another noun does and
/// the person bears the title.
fn is_of_a_preposition(before: &str, kind: EntityKind) -> bool {
    let words: Vec<&str> = before.split_whitespace().map(bare).collect();
    let Some(at) = words.iter().rposition(|w| modifies_noun(w)) else { return false };
    let indefinite = words.first().is_some_and(|w| Class::Indefinite.has(&w.to_lowercase()));
    let of_title =
        at.checked_sub(1).is_some_and(|t| Class::GoverningOffice.has(&words[t].to_lowercase()));
    // In bounds: `at` is the place of a word.
    let has_object = words[at + 1..].iter().any(|w| {
        let lower = w.to_lowercase();
        !Class::Definite.has(&lower) && !Class::GoverningOffice.has(&lower) && !is_title(w)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::Gender;
    use crate::text::{InputFormat, PlainText};

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
        let input = PlainText::new(source, InputFormat::Text);
        let found = read(&Reading::new(&input), Span::new(0, source.len()), &entities);
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
            ("Sen. Ana Kovic (D-Harbour)", &["Ana Kovic"], &[], "Ana Kovic"),
            (
                "Harbour Party (HP) leader Ana Kovic",
                &["Ana Kovic"],
                &["Harbour Party", "HP"],
                "Ana Kovic",
            ),
            ("Quay Ferries Chief Executive, Ana Kovic", &["Ana Kovic"], &["Quay"], "Ana Kovic"),
            ("the Harbour Party (HP)", &[], &["Harbour Party"], "Harbour Party"),
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
            ("the letter, signed by Ana Kovic", &["Ana Kovic"], SpeakerKind::Document),
            (
                "Two diplomats, Ana Kovic and Ben Brandt",
                &["Ana Kovic", "Ben Brandt"],
                SpeakerKind::Group,
            ),
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
        for source in ["he", "She", "who", "they also", "“I", "he himself"] {
            assert_eq!(read_marked(source, &[], &[]).0, SpeakerForm::Pronoun, "{source}");
        }
    }
}
