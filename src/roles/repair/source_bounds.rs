//! Sources without the marks at their ends. One that is empty, or longer than any words that name
//! somebody, is none.

use crate::entities::Entities;
use crate::roles::Roles;
use crate::text::Reading;

/// What is longer, in bytes, names no source.
const LONGEST: usize = 1024;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    for source in &mut roles.sources {
        source.span = source.span.trim(reading.text, |c| c.is_whitespace() || ",;:".contains(c));
    }
    roles.sources.retain(|s| !s.span.is_empty() && s.span.len() <= LONGEST);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn marks_at_the_ends_go_and_what_is_too_long_is_none() {
        let text = format!("Ana Kovic, said: so. {} end", "word ".repeat(300));
        let long = format!("{} end", "word ".repeat(300));
        let roles = sources(&text, &["Ana Kovic,", ":", &long]);
        let found = repaired(&text, &[], roles, repair);
        assert_eq!(all(&text, &found.sources), ["Ana Kovic"]);
    }
}
