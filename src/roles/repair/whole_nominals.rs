//! "According to the | regional police, …", "The | whole stand was chanting": a source that the model
//! stops at a determiner takes in the rest of its nominal.

use crate::entities::Entities;
use crate::lexicon::Class;
use crate::roles::Roles;
use crate::roles::spans::free;
use crate::text::{Reading, Span};

/// No nominal goes on for more words.
const LONGEST: usize = 4;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    for i in 0..roles.sources.len() {
        let source = roles.sources[i].span;
        let next = roles.sources.get(i + 1).map_or(usize::MAX, |s| s.span.start);
        if let Some(end) = end_of_nominal(reading, source)
            && end <= next
            && free(roles, Span::new(source.end, end))
        {
            roles.sources[i].span.end = end;
        }
    }
}

/// Where the nominal ends whose determiner a source stops at: at the next mark, or before its verb.
fn end_of_nominal(reading: &Reading<'_>, source: Span) -> Option<usize> {
    let last = reading.spans_before(source.end).next()?;
    let determiner = reading.text[last].to_lowercase();
    if last.end != source.end || !Class::Determiner.has(&determiner) {
        return None;
    }
    // "Its | observers had": whose they are may be who speaks.
    let is_owned = Class::Possessive.has(&determiner);
    let mut end = None;
    let mut words = 0;
    let is_verb = |word: Span| {
        let lower = reading.text[word].to_lowercase();
        !is_owned && (Class::BeforeVerb.has(&lower) || Class::StateVerb.has(&lower))
    };
    for word in reading.spans_after(source.end) {
        if is_verb(word) {
            break;
        } else if !reading.is_mark(word) {
            words += 1;
            end = Some(word.end);
        } else if &reading.text[word] != "-" {
            break;
        }
        if words > LONGEST {
            return None;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn a_source_takes_in_the_rest_of_its_nominal() {
        for (text, tagged, right) in [
            ("According to the regional police, nobody was hurt.", "the", "the regional police"),
            ("According to a police-led inquiry, nobody was hurt.", "a", "a police-led inquiry"),
            ("According to police, the dog ran.", "police", "police"),
            ("The whole stand was chanting.", "The", "The whole stand"),
            ("The was misspelt.", "The", "The"),
            ("Its observers had said no to all of them.", "Its", "Its"),
            ("According to the", "the", "the"),
            ("Then the one two three four five, said so", "the", "the"),
        ] {
            let found = repaired(text, &[], sources(text, &[tagged]), repair);
            assert_eq!(all(text, &found.sources), [right]);
        }
    }
}
