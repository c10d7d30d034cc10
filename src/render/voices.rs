//! Who speaks in a document, each with their statements.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::{Act, Document, Speaker, SpeakerKind};

/// One speaker, under all forms that the text gives them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Voice {
    /// `None` for all statements whose speaker the text does not name: a "he" may be another one
    /// than the next "he".
    pub(super) name: Option<String>,
    pub(super) kind: Option<SpeakerKind>,
    /// Places among the statements, in order.
    pub(super) statements: Vec<usize>,
    /// How many of them are thoughts.
    pub(super) thoughts: usize,
}

impl Voice {
    /// How many of the statements are said, or kept back.
    pub(super) fn said(&self) -> usize {
        self.statements.len() - self.thoughts
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Entity(usize),
    /// Without an entity, the same words are the same speaker.
    Words(String),
    Nobody,
}

/// The speakers of `document`: who says most comes first, what nobody says last.
pub(super) fn voices(document: &Document<'_>) -> Vec<Voice> {
    let mut place: HashMap<Key, usize> = HashMap::new();
    let mut out: Vec<Voice> = Vec::new();
    for statement in document.statements() {
        let speaker = statement.speaker();
        let name = speaker.and_then(Speaker::name).map(one_line);
        let key = match (speaker.and_then(Speaker::entity), &name) {
            (Some(entity), _) => Key::Entity(entity.id()),
            (None, Some(words)) => Key::Words(words.to_lowercase()),
            (None, None) => Key::Nobody,
        };
        let voice = *place.entry(key).or_insert_with(|| {
            let kind = speaker.map(Speaker::kind);
            out.push(Voice { name, kind, statements: Vec::new(), thoughts: 0 });
            out.len() - 1
        });
        out[voice].statements.push(statement.index());
        out[voice].thoughts += usize::from(statement.act() == Act::Thought);
    }
    out.sort_by_key(|v| (v.name.is_none(), Reverse(v.said()), Reverse(v.thoughts)));
    out
}

/// `words` on one line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
