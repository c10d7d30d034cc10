//! Sources hold whole names: one that stops inside of a mention, or right before the name that its
//! title or preposition belongs to, takes it in.

use crate::entities::{Entities, Mention};
use crate::kinds::EntityKind;
use crate::lexicon::{Class, is_title};
use crate::roles::Roles;
use crate::roles::spans::free;
use crate::text::{Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    for i in 0..roles.sources.len() {
        let source = roles.sources[i].span;
        let next = roles.sources.get(i + 1).map_or(usize::MAX, |s| s.span.start);
        if let Some(name) = entities.ending_after(source.end)
            && belongs(reading, source, name)
            && name.span.end <= next
            && free(roles, Span::new(source.end, name.span.end))
        {
            roles.sources[i].span.end = name.span.end;
        }
    }
}

fn belongs(reading: &Reading<'_>, source: Span, name: &Mention) -> bool {
    let is_cut = name.span.start < source.end;
    let is_next = || reading.text.get(source.end..name.span.start) == Some(" ");
    let last = reading.text[source].split_whitespace().next_back().unwrap_or_default();
    is_cut || is_next() && (is_titled(last, name) || Class::Preposition.has(last))
}

/// "Mayor | Kovic"
fn is_titled(last: &str, name: &Mention) -> bool {
    name.kind == EntityKind::Person && is_title(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn a_source_takes_in_the_name_that_it_stops_at() {
        for (text, tagged, right) in [
            ("A judge in Ana Alder on Monday said no.", "A judge in", "A judge in Ana Alder"),
            ("A judge in Ana Alder on Monday said no.", "A judge in Ana", "A judge in Ana Alder"),
            ("Then Mayor Ana Alder said no.", "Mayor", "Mayor Ana Alder"),
            ("A judge saw Ana Alder and said no.", "A judge saw", "A judge saw"),
            ("A judge in the Ana Alder said no.", "A judge in", "A judge in"),
        ] {
            let found = repaired(text, &["Ana Alder"], sources(text, &[tagged]), repair);
            assert_eq!(all(text, &found.sources), [right]);
        }
    }
}
