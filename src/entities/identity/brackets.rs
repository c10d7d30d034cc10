//! What a text shows in brackets behind a name: its acronym, or what its shares are traded as.

use super::thing_forms::abbreviates;
use crate::entities::decode::Tagged;
use crate::kinds::EntityKind;
use crate::lexicon::normal_tokens;
use crate::text::Span;

/// An exchange's name is no longer, in bytes: "(Port Alder Exchange: QUAY)".
const LONGEST_EXCHANGE: usize = 40;

/// The mention whose name is shown again, shorter, in brackets at `shown`: "the Port Alder Harbour
/// Board (PAHB)", "Quay Motors (PASE: QUAY)". Its place in `before`, the mentions before the
/// brackets.
pub(super) fn named_before_brackets(text: &str, before: &[Tagged], shown: Span) -> Option<usize> {
    if !text[shown.end..].starts_with(')') {
        return None;
    }
    // The exchange may be a mention of its own.
    let candidates = before.iter().enumerate().rev().take(2);
    candidates
        .filter(|(_, m)| m.kind != EntityKind::Person)
        .find(|(_, m)| {
            let Some(exchange) =
                text.get(m.span.end..shown.start).and_then(|between| between.strip_prefix(" ("))
            else {
                return false;
            };
            if exchange.is_empty() {
                abbreviates(&letters(&text[shown]), &normal_tokens(&text[m.span]).concat())
            } else {
                exchange.len() <= LONGEST_EXCHANGE
                    && exchange.ends_with(": ")
                    && !exchange.contains(')')
                    && m.kind == EntityKind::Organization
            }
        })
        .map(|(place, _)| place)
}

/// The letters of an acronym; of shares without the exchange's behind a stop ("QUAY.PA").
fn letters(acronym: &str) -> String {
    let before_stop = acronym.split('.').next().filter(|first| first.chars().count() > 1);
    normal_tokens(before_stop.unwrap_or(acronym)).concat()
}
