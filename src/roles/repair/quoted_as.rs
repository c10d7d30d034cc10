//! "The Gazette quoted Kovic as saying that …", "Kovic was quoted as saying: “…”": whoever is quoted
//! speaks, and "saying" reports it.

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::{Class, Pronoun};
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Reading, Span};

/// The most words and marks between the verb of quoting and "as".
const LONGEST_NAME: usize = 16;
/// The most words and marks of the subject of "was quoted".
const LONGEST_SUBJECT: usize = 10;

/// The most words between "telling" and "that".
const LONGEST_ADDRESSEE: usize = 4;

/// Who is quoted, the verb that says so, the words that report.
struct Quoted {
    verb: Span,
    who: Option<Span>,
    cue: Span,
}

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let found: Vec<Quoted> = reading
        .words
        .iter()
        .filter(|w| &reading.text[w.span] == "as")
        .filter_map(|w| quoted(reading, entities, w.span))
        .filter(|q| !is_reported_itself(roles, q))
        .collect();
    for quoted in found {
        let phrase = quoted.who.map_or(quoted.verb, |w| w.join(quoted.verb)).join(quoted.cue);
        let score = overlapping(&roles.cues, phrase).iter().map(|c| c.score).fold(0.0, f32::max);
        if score == 0.0 {
            continue;
        }
        roles.cues.retain(|c| !c.span.overlaps(phrase));
        // Who quotes says nothing here, and is no source of what is quoted.
        let quoting = quoting(reading, &quoted);
        roles.sources.retain(|s| {
            !s.span.overlaps(phrase) && !quoting.is_some_and(|word| s.span.overlaps(word))
        });
        for content in &mut roles.contents {
            if content.span.overlaps(phrase) {
                content.span.start = quoted.cue.end.min(content.span.end);
                content.span.start = behind_addressee(reading, content.span);
                let trimmed =
                    content.span.trim(reading.text, |c| c.is_whitespace() || ":,".contains(c));
                content.span = trimmed;
            }
        }
        roles.contents.retain(|c| !c.span.is_empty());
        roles.add_cue(RoleSpan { span: quoted.cue, score });
        if let Some(who) = quoted.who {
            roles.add_source(RoleSpan { span: who, score });
        }
    }
}

/// The word before the verb, where it names who quotes: "The | Gazette | quoted Kovic as saying".
fn quoting(reading: &Reading<'_>, quoted: &Quoted) -> Option<Span> {
    let is_active = quoted.who.is_some_and(|who| who.start > quoted.verb.start);
    reading.spans_before(quoted.verb.start).next().filter(|_| is_active)
}

/// Where a content begins that stands behind "telling": not with whom was told, "reporters that …".
fn behind_addressee(reading: &Reading<'_>, content: Span) -> usize {
    let words = reading.spans_after(content.start).take(LONGEST_ADDRESSEE);
    let mut words = words.take_while(|w| w.end <= content.end && !reading.is_mark(*w));
    let that = words.find(|w| Class::Complementizer.has(&reading.text[*w]));
    that.map_or(content.start, |w| w.start)
}

/// Whether the layer has these words in the content of another report.
fn is_reported_itself(roles: &Roles, quoted: &Quoted) -> bool {
    overlapping(&roles.contents, quoted.verb).iter().any(|c| c.span.covers(quoted.verb))
}

/// What "as" at `at` is a part of, if somebody is quoted there "as saying".
fn quoted(reading: &Reading<'_>, entities: &Entities, at: Span) -> Option<Quoted> {
    let text = reading.text;
    let mut after = reading.spans_after(at.end);
    let mut cue = after.next()?;
    if &text[cue] == "having" {
        cue = after.next()?;
    }
    if !Class::SayingForm.has(&text[cue]) {
        return None;
    }
    let sentence = *reading.sentences.get(reading.sentence_at(at.start))?;
    let verb = reading
        .spans_before(at.start)
        .take(LONGEST_NAME)
        .take_while(|w| w.start >= sentence.start)
        .find(|w| Class::CitingVerb.has(&text[*w]))?;
    let behind = Span::new(verb.end, at.start).trim(text, |c| c.is_whitespace() || c == ',');
    let is_by = reading.after(verb.end).next().is_some_and(|w| w == "by" || w == "in" || w == "on");
    if !behind.is_empty() && !is_by {
        return Some(Quoted { verb, who: Some(behind), cue });
    }
    // "Kovic was also quoted by the Gazette as saying".
    let lower = |w: &Span| text[*w].to_lowercase();
    let mut before = reading
        .spans_before(verb.start)
        .take_while(|w| w.start >= sentence.start)
        .take(LONGEST_NAME + LONGEST_SUBJECT)
        .skip_while(|w| {
            Class::BeforeVerb.has(&lower(w)) || &text[*w] == "been" || text[*w].ends_with("ly")
        })
        .peekable();
    // "Kovic, 33, was quoted".
    while before.next_if(|w| text[*w].bytes().all(|b| b == b',' || b.is_ascii_digit())).is_some() {}
    let end = before.peek()?.end;
    let words: Vec<Span> = before
        .take(LONGEST_SUBJECT)
        .take_while(|w| {
            let word = &text[*w];
            !Class::Conjunction.has(word)
                && word != "and"
                && (word.contains(char::is_alphanumeric) || "-.’'&".contains(word))
        })
        .collect();
    let start = words.last()?.start;
    let subject = Span::new(start, end);
    let named = entities.overlapping(subject).iter().find(|m| {
        m.span.end == end && matches!(m.kind, EntityKind::Person | EntityKind::Organization)
    });
    let first = reading.after(start).next().unwrap_or_default().to_lowercase();
    let is_phrase = Class::Determiner.has(&first) || Pronoun::of(&text[subject]).is_some();
    let who = if is_phrase { Some(subject) } else { named.map(|m| m.span) };
    Some(Quoted { verb, who, cue })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired};

    #[test]
    fn whoever_is_quoted_speaks() {
        for (text, source, content) in [
            (
                "The Gazette quoted Ana Kovic as saying that it was safe.",
                "Ana Kovic",
                "that it was safe",
            ),
            ("Ana Kovic was quoted as saying that it was safe.", "Ana Kovic", "that it was safe"),
            (
                "Ana Kovic, 33, was quoted on the club’s site as saying it was.",
                "Ana Kovic",
                "it was",
            ),
            (
                "Ana Kovic was quoted by the Gazette as saying it was safe.",
                "Ana Kovic",
                "it was safe",
            ),
            ("The mayor has been cited as having said it was safe.", "The mayor", "it was safe"),
            ("Radio Alder cited him as telling voters that it was.", "him", "that it was"),
        ] {
            let mut roles = Roles::default();
            let find = |word: &str| {
                let at = text.find(word).expect("there");
                RoleSpan { span: Span::new(at, at + word.len()), score: 0.9 }
            };
            let verb = if text.contains("quoted") { "quoted" } else { "cited" };
            roles.cues = vec![find(verb)];
            roles.contents = vec![find(content)];
            let names: Vec<&str> = ["Ana Kovic"].into_iter().filter(|n| text.contains(n)).collect();
            let found = repaired(text, &names, roles, repair);
            assert_eq!(all(text, &found.sources), [source], "{text}");
            assert_eq!(all(text, &found.contents), [content], "{text}");
            let cue = all(text, &found.cues);
            assert!(cue.len() == 1 && text.contains(cue[0]) && cue[0] != verb, "{text}: {cue:?}");
        }
    }
}
