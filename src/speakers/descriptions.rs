//! What a text calls its people: "Turkish President Ana Kovic", "Ana Kovic, the board's
//! chairwoman".

use std::collections::HashMap;

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::{self, Class, marks};
use crate::text::{Reading, Span};

/// Words that describe each person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Descriptions {
    of_entity: HashMap<usize, Vec<String>>,
}

/// Words of a nominal that are held against descriptions.
const LONGEST_NOMINAL: usize = 16;

/// The furthest back, in words, that a description before a name reaches.
const REACH: usize = 7;

impl Descriptions {
    /// Collects the words right before a person's name ("Republican presidential nominee") and those
    /// in the apposition after it.
    pub(crate) fn collect(reading: &Reading<'_>, entities: &Entities) -> Self {
        let mut out = Self::default();
        // What stands before another person's name is that one's.
        let mut last_person = 0;
        for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
            let sentence = reading
                .sentences
                .get(reading.sentence_at(mention.span.start))
                .copied()
                .unwrap_or(mention.span);
            let words = out.of_entity.entry(mention.entity).or_default();
            before(left_of(reading, mention.span, sentence.start.max(last_person)), words);
            after(right_of(reading, mention.span, sentence.end), words);
            last_person = mention.span.end;
        }
        out
    }

    /// How many words of a nominal describe the entity, the head noun counted twice; 0 where the
    /// head noun does not.
    pub(crate) fn fit(&self, entity: usize, nominal: &str, head: &str) -> usize {
        let is_described =
            self.of_entity.get(&entity).is_some_and(|known| known.contains(&normal(head)));
        if is_described { 2 + self.modifiers(entity, nominal, head) } else { 0 }
    }

    /// How many words of a nominal describe the entity beside its head noun.
    pub(crate) fn modifiers(&self, entity: usize, nominal: &str, head: &str) -> usize {
        let Some(known) = self.of_entity.get(&entity) else { return 0 };
        let head = normal(head);
        let words = nominal.split_whitespace().take(LONGEST_NOMINAL).map(normal);
        words.filter(|w| *w != head && !Class::EmptyWord.has(w) && known.contains(w)).count()
    }

    /// "The mayor", "the Turkish leader": definite nominals whose noun is an office and describes
    /// one person alone.
    pub(crate) fn nominals(
        &self,
        reading: &Reading<'_>,
        entities: &Entities,
    ) -> Vec<(Span, usize)> {
        let text = reading.text;
        // `None`: several have the office.
        let mut holder: HashMap<&str, Option<usize>> = HashMap::new();
        for (&entity, words) in &self.of_entity {
            for office in words.iter().map(String::as_str).filter(|w| lexicon::is_post(w)) {
                holder.entry(office).and_modify(|h| *h = None).or_insert(Some(entity));
            }
        }
        let mut out = Vec::new();
        for (i, pair) in reading.words.windows(2).enumerate() {
            if !text[pair[0].span].eq_ignore_ascii_case("the") {
                continue;
            }
            // The noun itself, or one adjective and then the noun.
            for word in reading.words.iter().skip(i + 1).take(2) {
                let noun = &text[word.span];
                let span = Span::new(pair[0].span.start, word.span.end);
                let named = entities
                    .mentions
                    .get(entities.mentions.partition_point(|m| m.span.end <= word.span.end))
                    .is_some_and(|m| m.span.start <= word.span.end + 1);
                if let Some(&Some(entity)) = holder.get(noun)
                    && !named
                {
                    out.push((span, entity));
                    break;
                }
            }
        }
        out
    }
}

fn normal(word: &str) -> String {
    let lower: String = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let word = lower.strip_suffix("’s").or_else(|| lower.strip_suffix("'s")).unwrap_or(&lower);
    word.to_owned()
}

/// The most words that are kept of a description; nobody is described in more.
const MOST_WORDS: usize = 256;
/// Where a description is looked for, in words and marks to either side of a name.
const NEAR: usize = 64;

/// The text of the words before `name`, none of them before `from`.
fn left_of<'t>(reading: &Reading<'t>, name: Span, from: usize) -> &'t str {
    let words = reading.spans_before(name.start).take(NEAR).take_while(|w| w.start >= from);
    &reading.text[words.last().map_or(name.start, |w| w.start)..name.start]
}

/// The text of the words after `name`, none of them behind `to`.
fn right_of<'t>(reading: &Reading<'t>, name: Span, to: usize) -> &'t str {
    let words = reading.spans_after(name.end).take(NEAR).take_while(|w| w.end <= to);
    &reading.text[name.end..words.last().map_or(name.end, |w| w.end)]
}

fn add(words: &mut Vec<String>, word: &str) {
    if words.len() == MOST_WORDS {
        return;
    }
    let word = normal(word);
    if !word.is_empty() && !Class::EmptyWord.has(&word) && !words.contains(&word) {
        words.push(word);
    }
}

/// Whether another part of the sentence begins behind `word`. A stop is none: inside of a sentence
/// it belongs to an abbreviation.
fn ends_part(word: &str) -> bool {
    word.ends_with(|c: char| [',', ';', ':', '—'].contains(&c) || marks::may_close(c))
}

fn before(left: &str, out: &mut Vec<String>) {
    let belongs = |word: &&str| !Class::DescriptionBound.has(word) && !ends_part(word);
    for word in left.split_whitespace().rev().take(REACH).take_while(belongs) {
        add(out, word);
    }
}

/// The words of an apposition; none where it does not end within reach.
fn after(right: &str, out: &mut Vec<String>) {
    let Some(apposition) = right.strip_prefix(", ") else { return };
    if !apposition.starts_with(char::is_alphanumeric) {
        return;
    }
    let mut words = Vec::new();
    let mut is_whole = apposition.ends_with(['.', '?', '!']);
    for word in apposition.split_whitespace() {
        if word.starts_with(|c: char| c == '—' || marks::may_open(c)) {
            is_whole = true;
            break;
        }
        words.push(word);
        if ends_part(word) {
            is_whole = true;
            break;
        }
    }
    if is_whole {
        words.iter().take(2 * REACH).for_each(|word| add(out, word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::Gender;
    use crate::text::{InputFormat, PlainText};

    /// The words that describe the last of `names` in `text`.
    fn words(text: &str, names: &[(&str, EntityKind)]) -> Vec<String> {
        let mut entities = Entities::default();
        for (id, (name, kind)) in names.iter().enumerate() {
            let at = text.find(name).expect("the name is there");
            entities.mentions.push(Mention {
                span: Span::new(at, at + name.len()),
                kind: *kind,
                score: 1.0,
                entity: id,
            });
            entities.entities.push(Entity {
                name: (*name).to_owned(),
                kind: *kind,
                mentions: vec![id],
                gender: Gender::Unknown,
            });
        }
        let plain = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let mut words = Descriptions::collect(&reading, &entities)
            .of_entity
            .remove(&(names.len() - 1))
            .unwrap_or_default();
        words.sort();
        words
    }

    #[test]
    fn people_are_described_before_and_after_their_names() {
        let person = |text: &str| words(text, &[("Kovic", EntityKind::Person)]);
        assert_eq!(person("The GOP nominee Kovic left."), ["gop", "nominee"]);
        assert_eq!(person("Kovic, a retired surgeon, left."), ["retired", "surgeon"]);
        assert_eq!(person("It came from the mayor with Kovic."), Vec::<String>::new());
        assert_eq!(person("Kovic, a U.S. senator, left."), ["senator", "u.s"]);
        assert_eq!(person("Sen. Kovic, a U.S. envoy."), ["envoy", "sen", "u.s"]);
        assert_eq!(person("«No», said Mayor Kovic, «never»."), ["mayor"]);
        assert_eq!(person("Some call her „tired“ Kovic."), Vec::<String>::new());
    }

    #[test]
    fn what_stands_before_somebody_else_is_not_ones_own() {
        let names = [("Ana Noir", EntityKind::Person), ("Kovic", EntityKind::Person)];
        assert_eq!(words("Sen. Ana Noir and Gov. Kovic met.", &names), ["gov"]);
    }
}
