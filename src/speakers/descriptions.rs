//! What a text calls its people: "Turkish President Ana Kovic", "Ana Kovic, the board's
//! chairwoman".

use std::collections::HashMap;

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::{self, Class, marks};
use crate::text::{Reading, Span, without_possessive};

/// Words that describe each entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Descriptions {
    of_entity: HashMap<usize, Vec<String>>,
    /// The entities that a word describes, the first [`MOST_OF_WORD`].
    of_word: HashMap<String, Vec<usize>>,
}

/// Entities that are kept for a word that describes them.
const MOST_OF_WORD: usize = 8;

/// Words of a nominal that are held against descriptions.
const LONGEST_NOMINAL: usize = 16;

/// The furthest back, in words, that a description before a name reaches.
const REACH: usize = 7;

impl Descriptions {
    /// Collects the words right before a name ("Republican presidential nominee"), those in the
    /// apposition around it, and what a sentence says that it is.
    pub(crate) fn collect(reading: &Reading<'_>, entities: &Entities) -> Self {
        let mut out = Self::default();
        // What stands before another person's name is that one's.
        let (mut last_person, mut last_name) = (0, 0);
        for mention in entities.mentions.iter().filter(|m| m.kind != EntityKind::Miscellaneous) {
            let sentence = reading
                .sentences
                .get(reading.sentence_at(mention.span.start))
                .copied()
                .unwrap_or(mention.span);
            let words = out.of_entity.entry(mention.entity).or_default();
            let is_person = mention.kind == EntityKind::Person;
            let from = sentence.start.max(if is_person { last_person } else { last_name });
            let right = right_of(reading, mention.span, sentence.end);
            before(left_of(reading, mention.span, from), words);
            // What follows "the president, Ana Kovic," is no apposition: "met the queen".
            if !set_apart(left_of(reading, mention.span, sentence.start), right, words) {
                after(right, words);
            }
            said_to_be(right, words);
            last_name = mention.span.end;
            if is_person {
                last_person = last_name;
            }
        }
        let mut described: Vec<(&usize, &Vec<String>)> = out.of_entity.iter().collect();
        described.sort_unstable_by_key(|(entity, _)| **entity);
        for (&entity, words) in described {
            for word in words {
                let entities = out.of_word.entry(word.clone()).or_default();
                if entities.len() < MOST_OF_WORD {
                    entities.push(entity);
                }
            }
        }
        out
    }

    /// The words that describe an entity.
    pub(super) fn of(&self, entity: usize) -> &[String] {
        self.of_entity.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The entities that the noun of a nominal describes.
    pub(super) fn described_by(&self, noun: &str) -> &[usize] {
        self.of_word.get(&normal(noun)).map_or(&[], Vec::as_slice)
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
        let is_person = |entity: usize| entities.entities[entity].kind == EntityKind::Person;
        for (&entity, words) in self.of_entity.iter().filter(|(e, _)| is_person(**e)) {
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

/// How many of the words of a nominal are `known` words, which describe somebody, the head noun
/// counted twice; 0 where the head noun is none.
pub(super) fn fit(known: &[String], nominal: &str, head: &str) -> usize {
    if known.contains(&normal(head)) { 2 + modifiers(known, nominal, head) } else { 0 }
}

/// How many of the words of a nominal beside its head noun are `known` words.
pub(super) fn modifiers(known: &[String], nominal: &str, head: &str) -> usize {
    let head = normal(head);
    let words = nominal.split_whitespace().take(LONGEST_NOMINAL).map(normal);
    words.filter(|w| *w != head && !Class::EmptyWord.has(w) && known.contains(w)).count()
}

/// The words of a phrase, as descriptions keep them.
pub(super) fn words_of(phrase: &str) -> Vec<String> {
    let mut out = Vec::new();
    phrase.split_whitespace().take(LONGEST_NOMINAL).for_each(|word| add(&mut out, word));
    out
}

fn normal(word: &str) -> String {
    let lower: String = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let word = without_possessive(&lower);
    // "The 46-year-old" is whoever is 46.
    lexicon::age(word).unwrap_or(word).to_owned()
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

/// The words of a phrase that the name itself is set apart from by commas: "the mayor, Ana Kovic,".
/// Whether there is one.
fn set_apart(left: &str, right: &str, out: &mut Vec<String>) -> bool {
    let Some(phrase) = left.trim_end().strip_suffix(',') else { return false };
    if !right.starts_with([',', '.', ';', ')']) {
        return false;
    }
    let opens = |word: &str| {
        let lower = word.to_lowercase();
        [Class::Definite, Class::Indefinite, Class::Possessive].iter().any(|c| c.has(&lower))
            || without_possessive(word) != word
    };
    let mut words = Vec::new();
    let mut open = None;
    for word in phrase.split_whitespace().rev().take(2 * REACH) {
        // "The director of the museum" goes on at "of".
        if ends_part(word) || (open == Some(words.len()) && !Class::Genitive.has(word)) {
            break;
        }
        words.push(word);
        if opens(word) {
            open = Some(words.len());
        }
    }
    words.iter().take(open.unwrap_or(0)).for_each(|word| add(out, word));
    open.is_some()
}

/// The words of what a sentence says that somebody is: "Kovic is a retired surgeon", "Kovic, who was
/// the mayor".
fn said_to_be(right: &str, out: &mut Vec<String>) {
    let mut words = right.split_whitespace().filter(|w| *w != ",").peekable();
    words.next_if(|w| Class::PronounWho.has(w));
    if words.next_if(|w| Class::LinkingVerb.has(w)).is_none()
        || words.next_if(|w| Class::Article.has(w)).is_none()
    {
        return;
    }
    for word in words.take(REACH) {
        if Class::DescriptionBound.has(word) || Class::Preposition.has(word) {
            break;
        }
        add(out, word);
        if ends_part(word) || word.ends_with('.') {
            break;
        }
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
