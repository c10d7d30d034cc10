//! What a text calls its people: "Turkish President Ana Kovic", "Ana Kovic, the board's
//! chairwoman".

use std::collections::HashMap;

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::state_name;
use crate::lexicon::{self, Class};
use crate::text::{Reading, Span};

/// Words that describe each person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Descriptions {
    of_entity: HashMap<usize, Vec<String>>,
    /// The entities that a word describes, in the order of their first mentions.
    by_word: HashMap<String, Vec<usize>>,
}

/// Words of a nominal that are held against descriptions.
const LONGEST_NOMINAL: usize = 16;

/// The furthest back, in words, that a description before a name reaches.
const REACH: usize = 7;

impl Descriptions {
    /// Collects the words right before a name ("Republican presidential nominee", "the rights
    /// group"), and for a person those in the apposition after it and its party and state
    /// ("(R-Fla.)").
    pub(crate) fn collect(reading: &Reading<'_>, entities: &Entities) -> Self {
        let text = reading.text;
        let mut out = Self::default();
        // What stands before another person's name is that one's.
        let mut last_person = 0;
        for mention in &entities.mentions {
            let sentence = reading
                .sentences
                .get(reading.sentence_at(mention.span.start))
                .copied()
                .unwrap_or(mention.span);
            let left = Span::new(
                sentence.start.max(last_person).min(mention.span.start),
                mention.span.start,
            );
            match mention.kind {
                EntityKind::Person => {
                    let words = out.of_entity.entry(mention.entity).or_default();
                    let right = Span::new(mention.span.end, sentence.end.max(mention.span.end));
                    before(text, left, words);
                    after(text, right, words);
                    constituency(text, right, words);
                    last_person = mention.span.end;
                }
                EntityKind::Organization => {
                    right_before(text, left, out.of_entity.entry(mention.entity).or_default())
                }
                EntityKind::Location | EntityKind::Miscellaneous => {}
            }
        }
        let mut of_entity: Vec<(&usize, &Vec<String>)> = out.of_entity.iter().collect();
        of_entity.sort();
        for (&entity, words) in of_entity {
            for word in words {
                out.by_word.entry(word.clone()).or_default().push(entity);
            }
        }
        out
    }

    /// At most `most` of the entities that a nominal's head noun, or a word of the same meaning,
    /// describes; the last ones named.
    pub(crate) fn described_by(&self, head: &str, most: usize) -> Vec<usize> {
        let head = normal(head);
        let same = lexicon::synonyms(&head).iter().copied();
        let mut out: Vec<usize> = std::iter::once(head.as_str())
            .chain(same)
            .filter_map(|word| self.by_word.get(word))
            .flat_map(|list| list.iter().rev().take(most).copied())
            .collect();
        out.sort_unstable();
        out.dedup();
        out.split_off(out.len().saturating_sub(most))
    }

    /// How many words of a nominal describe the entity, the head noun counted twice; 0 where the
    /// head noun, or a word of the same meaning, does not.
    pub(crate) fn fit(&self, entity: usize, nominal: &str, head: &str) -> usize {
        let Some(known) = self.of_entity.get(&entity) else { return 0 };
        let head = normal(head);
        let has = |word: &str| known.iter().any(|k| k == word);
        let same = lexicon::synonyms(&head).iter().any(|s| has(s));
        if !has(&head) && !same {
            return 0;
        }
        2 + self.modifiers(entity, nominal, &head)
    }

    /// How many words of a nominal describe the entity beside its head noun.
    pub(crate) fn modifiers(&self, entity: usize, nominal: &str, head: &str) -> usize {
        let Some(known) = self.of_entity.get(&entity) else { return 0 };
        let head = normal(head);
        let words = nominal.split_whitespace().take(LONGEST_NOMINAL).map(normal);
        words.filter(|w| *w != head && !Class::EmptyWord.has(w) && known.contains(w)).count()
    }
}

impl Descriptions {
    /// "The mayor", "the Turkish leader": definite nominals whose noun is an office and describes
    /// one person alone.
    pub(crate) fn nominals(
        &self,
        reading: &Reading<'_>,
        entities: &Entities,
    ) -> Vec<(Span, usize)> {
        let text = reading.text;
        let mut holder: HashMap<&str, Option<usize>> = HashMap::new();
        let mut described: Vec<(&usize, &Vec<String>)> = self.of_entity.iter().collect();
        described.sort();
        let people = described
            .into_iter()
            .filter(|(entity, _)| entities.entities[**entity].kind == EntityKind::Person);
        for (&entity, words) in people {
            for office in lexicon::posts().filter(|o| words.iter().any(|w| w == o)) {
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
    if word == "gop" { "republican".to_owned() } else { word.to_owned() }
}

/// The most words that are kept of a description; nobody is described in more.
const MOST_WORDS: usize = 256;
/// Where a description is looked for, in bytes to either side of a name: longer words would be
/// none.
const NEAR: usize = 512;

fn add(words: &mut Vec<String>, word: &str) {
    if words.len() == MOST_WORDS {
        return;
    }
    let word = normal(word);
    if !word.is_empty() && !Class::EmptyWord.has(&word) && !words.contains(&word) {
        words.push(word);
    }
}

fn before(text: &str, span: Span, out: &mut Vec<String>) {
    for word in text[span.last_bytes(text, NEAR)].split_whitespace().rev().take(REACH) {
        // The description ends where another part of the sentence does.
        if Class::DescriptionBound.has(word) {
            break;
        }
        if word.ends_with([',', '.', ';', ':', '”', '"', '—'])
            && !word.ends_with("U.S.")
            && word.len() > 4
        {
            break;
        }
        add(out, word);
    }
}

fn after(text: &str, span: Span, out: &mut Vec<String>) {
    let rest = &text[span.first_bytes(text, NEAR)];
    let Some(apposition) = rest.strip_prefix(", ") else { return };
    if !apposition.starts_with(|c: char| c.is_alphanumeric()) {
        return;
    }
    let end = apposition.find([',', '.', ';', '—', '“', '"']).unwrap_or(apposition.len());
    if end < apposition.len() {
        for word in apposition[..end].split_whitespace().take(2 * REACH) {
            add(out, word);
        }
    }
}

/// "(R-Fla.)" right after a name: what the party's people are called, and the state.
fn constituency(text: &str, span: Span, out: &mut Vec<String>) {
    let rest = &text[span.first_bytes(text, NEAR)];
    let Some((inside, _)) = rest.strip_prefix(" (").and_then(|r| r.split_once(')')) else { return };
    let Some((party, state)) = inside.split_once(['-', '–']) else { return };
    let party = match party {
        "D" => "democratic democrat",
        "R" => "republican",
        "I" => "independent",
        _ => return,
    };
    for word in party.split(' ').chain(state_name(state).split(' ')) {
        add(out, word);
    }
}

/// Nouns and adjectives right before an organization's name ("rights group"); no offices, which are
/// those of a person who is named with it.
fn right_before(text: &str, span: Span, out: &mut Vec<String>) {
    let describes = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || c == '-')
            && word.starts_with(char::is_lowercase)
            && !Class::EmptyWord.has(word)
            && !lexicon::posts().any(|post| post == *word)
    };
    for word in
        text[span.last_bytes(text, NEAR)].split_whitespace().rev().take(2).take_while(describes)
    {
        add(out, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::Gender;
    use crate::text::{InputFormat, Source};

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
        let source = Source::new(text, InputFormat::Text);
        let reading = Reading::new(&source);
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
        assert_eq!(person("The GOP nominee Kovic left."), ["nominee", "republican"]);
        assert_eq!(person("Kovic, a retired surgeon, left."), ["retired", "surgeon"]);
        assert_eq!(person("Kovic (D-N.H.) left."), ["democrat", "democratic", "hampshire", "new"]);
        assert_eq!(person("It came from the mayor with Kovic."), Vec::<String>::new());
        assert_eq!(person("Kovic (then 40) left (D-"), Vec::<String>::new());
    }

    #[test]
    fn what_stands_before_somebody_else_is_not_ones_own() {
        let names = [("Ana Noir", EntityKind::Person), ("Kovic", EntityKind::Person)];
        assert_eq!(words("Sen. Ana Noir and Gov. Kovic met.", &names), ["gov"]);
    }

    #[test]
    fn organizations_are_described_right_before_their_names_and_by_no_office() {
        let organization = |text: &str| words(text, &[("Port Watch", EntityKind::Organization)]);
        assert_eq!(organization("The rights group Port Watch sued."), ["group", "rights"]);
        assert_eq!(organization("The director of Port Watch left."), Vec::<String>::new());
        assert_eq!(organization("A spokeswoman Port Watch sent left."), Vec::<String>::new());
    }
}
