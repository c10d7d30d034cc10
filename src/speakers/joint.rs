//! Sources of several names: "Ana Kovic and Ben Brandt".

use super::relative::before_relative;
use super::source_words::head_of_part;
use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::text::{Reading, Span};

/// The mentions that the source at `span` names side by side, in order; none where it is one name.
pub(super) fn joint(reading: &Reading<'_>, span: Span, entities: &Entities) -> Vec<usize> {
    let text = reading.text;
    let span = Span::new(span.start, before_relative(reading, span));
    let head = |part: Span| head_of_part(text, part, entities);
    let is_person = |head: usize| entities.mentions[head].kind == EntityKind::Person;
    let mut words = reading.words[reading.words_in(span)].iter().rev().map(|w| w.span);
    let Some(and) = words.find(|w| Class::JoiningWord.has(&text[*w])) else { return Vec::new() };
    // "Search and Rescue" is one name.
    if !entities.overlapping(and).is_empty() {
        return Vec::new();
    }
    let behind = Span::new(and.end, span.end);
    let Some(last) = head(behind) else { return Vec::new() };
    // Nothing but names are names of one kind, whatever they were taken for.
    let is_mere =
        |part: Span, head: usize| text[part].trim() == &text[entities.mentions[head].span];
    let mut out = Vec::new();
    let mut start = span.start;
    for part in text[span.start..and.start].split(',') {
        let end = start + part.len();
        // "Ana Kovic, the mayor, and Ben Brandt" are two.
        let part = Span::new(start, end);
        let fits = |h: &usize| {
            is_person(*h) == is_person(last)
                || part.start == span.start
                    && part.end == and.start
                    && is_mere(part, *h)
                    && is_mere(behind, last)
        };
        out.extend(head(part).filter(fits));
        if out.is_empty() {
            return out;
        }
        start = end + 1;
    }
    out.push(last);
    let mut named: Vec<usize> = out.iter().map(|&m| entities.mentions[m].entity).collect();
    named.sort_unstable();
    named.dedup();
    if named.len() == out.len() { out } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::Gender;
    use crate::text::{InputFormat, PlainText};

    fn found(source: &str, people: &[&str], organizations: &[&str]) -> Vec<String> {
        let mut entities = Entities::default();
        let of_kind = |names: &[&str], kind| {
            names.iter().map(|n| ((*n).to_owned(), kind)).collect::<Vec<_>>()
        };
        let mut names = of_kind(people, EntityKind::Person);
        names.extend(of_kind(organizations, EntityKind::Organization));
        names.sort_by_key(|(name, _)| source.find(name.as_str()));
        for (id, (name, kind)) in names.into_iter().enumerate() {
            let at = source.find(&name).expect("the name is there");
            let span = Span::new(at, at + name.len());
            entities.mentions.push(Mention { span, kind, score: 1.0, entity: id });
            let gender = Gender::Unknown;
            entities.entities.push(Entity { name, kind, mentions: vec![id], gender });
        }
        let plain = PlainText::new(source, InputFormat::Text);
        joint(&Reading::new(&plain), Span::new(0, source.len()), &entities)
            .into_iter()
            .map(|m| source[entities.mentions[m].span].to_owned())
            .collect()
    }

    #[test]
    fn names_side_by_side_are_several() {
        let two = ["Ana Kovic", "Ben Brandt"];
        for source in [
            "Ana Kovic and Ben Brandt",
            "Ana Kovic, the mayor, and her deputy Ben Brandt",
            "Mayor Ana Kovic and Ben Brandt, who runs the port",
        ] {
            assert_eq!(found(source, &two, &[]), two, "{source}");
        }
        assert_eq!(found("Quay and Acme", &[], &["Quay", "Acme"]), ["Quay", "Acme"]);
        assert_eq!(found("Quay and Alder", &["Alder"], &["Quay"]), ["Quay", "Alder"]);
        let three = ["Ana Kovic", "Ben Brandt", "Cy Noir"];
        assert_eq!(found("Ana Kovic, Ben Brandt and Cy Noir", &three, &[]), three);
    }

    #[test]
    fn one_name_is_one() {
        for (source, people, organizations) in [
            ("Ana Kovic", &["Ana Kovic"][..], &[][..]),
            ("Ana Kovic of Quay and Acme", &["Ana Kovic"], &["Quay", "Acme"]),
            ("Ana Kovic, head of Quay and Acme", &["Ana Kovic"], &["Quay and Acme"]),
            ("Ana Kovic, head of Quay and Acme", &["Ana Kovic"], &["Acme"]),
            ("Search and Rescue Ohio", &[], &["Search and Rescue Ohio"]),
            ("Ana Kovic, head of trade and industry at Acme", &["Ana Kovic"], &["Acme"]),
            ("Ana Kovic and others", &["Ana Kovic"], &[]),
        ] {
            assert!(found(source, people, organizations).is_empty(), "{source}");
        }
    }
}
