//! Contents that begin and end where what is said does: with whole names, inside of the brackets
//! that their cue stands in, without what the speaker does next.

use super::content_ends::{without_second_clause, without_what_follows};
use crate::entities::Entities;
use crate::lexicon::marks::is_dash;
use crate::lexicon::{Class, Pronoun};
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Reading, Span, after_dateline};

/// In longer sentences, in bytes, no brackets are looked for.
const LONGEST_SENTENCE: usize = 2048;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut contents = roles.contents.clone();
    for content in &mut contents {
        content.span = with_beginning(roles, reading, entities, content.span);
    }
    let mut whole: Vec<RoleSpan> = Vec::with_capacity(contents.len());
    for next in contents {
        match whole.last_mut() {
            Some(last) if is_dashed(roles, reading, last.span, next.span) => {
                last.span = last.span.join(next.span);
                last.score = last.score.min(next.score);
            }
            // It begins before what was taken for another.
            Some(last) if last.span.end > next.span.start => {
                last.span = last.span.join(next.span);
                last.score = last.score.max(next.score);
            }
            _ => whole.push(next),
        }
    }
    for content in &mut whole {
        content.span = in_brackets_of_cue(roles, reading, content.span);
        content.span = in_dashes_of_cue(roles, reading, content.span);
        content.span = without_second_clause(roles, reading, content.span);
        content.span = without_what_follows(roles, reading, content.span);
        let end = |c: char| c.is_whitespace() || is_dash(c) || c == '-';
        let kept = reading.text[content.span].trim_end_matches(end).len();
        content.span.end = content.span.start + kept;
    }
    whole.retain(|c| !c.span.is_empty() && !is_saying(reading, c.span));
    roles.contents = whole;
}

/// Whether all that is taken for content is the verb of what stands between marks before it: "“We
/// are ready,” he is expected | to say".
fn is_saying(reading: &Reading<'_>, content: Span) -> bool {
    let text = reading.text;
    let sentence = reading.sentences[reading.sentence_at(content.start)];
    let before = Span::new(sentence.start.min(content.start), content.start);
    let mut words = reading.spans_after(content.start).take_while(|w| w.end <= content.end);
    words.next().is_some_and(|w| Class::InfinitiveMark.has(&text[w]))
        && words.next().is_some_and(|w| Class::SayVerb.has(&text[w]))
        && words.next().is_none()
        && reading.before(content.start).next().is_some_and(|w| Class::ThoughtWord.has(w))
        && !reading.passages.outermost_in(before).is_empty()
}

/// A content with the rest of the name that it begins in, and with what stands before the closing
/// bracket that it begins with: "Quay Inc <QI.N> expects".
fn with_beginning(
    roles: &Roles,
    reading: &Reading<'_>,
    entities: &Entities,
    content: Span,
) -> Span {
    let text = reading.text;
    let cut = entities.overlapping(content).first().filter(|m| m.span.start < content.start);
    let before = |at: usize| entities.overlapping(Span::new(at.saturating_sub(2), at)).first();
    let ticker = if text[content].starts_with('<') {
        Some(content.start)
    } else {
        ticker_before(text, content.start)
    };
    let start = if let Some(ticker) = ticker {
        before(ticker).map_or(content.start, |m| m.span.start)
    } else if text[content].starts_with([')', ']', '>']) {
        let sentence = reading.sentences[reading.sentence_at(content.start)];
        after_dateline(reading, sentence).start.min(content.start)
    } else {
        cut.map_or(content.start, |m| m.span.start)
    };
    // Not over the bounds of a block.
    let sentence = reading.sentences[reading.sentence_at(content.start)];
    let start = start.max(sentence.start.min(content.start));
    let added = Span::new(start, content.start);
    let is_free = overlapping(&roles.cues, added).is_empty();
    Span::new(if is_free { start } else { content.start }, content.end)
}

/// Where the ticker begins that stands right before `at`: "<QI.N> ".
fn ticker_before(text: &str, at: usize) -> Option<usize> {
    /// The longest, in characters.
    const LONGEST: usize = 16;
    let before = text[..at].trim_end().strip_suffix('>')?;
    let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || ".=".contains(c);
    let mut behind = before.char_indices().rev().take(LONGEST + 1);
    let (open, _) = behind.find(|(_, c)| !is_code(*c)).filter(|(_, c)| *c == '<')?;
    (!before.ends_with('<')).then_some(open)
}

/// Whether a dash between spaces is all that parts two contents of the only cue of a sentence.
fn is_dashed(roles: &Roles, reading: &Reading<'_>, a: Span, b: Span) -> bool {
    let sentence = reading.sentences[reading.sentence_at(b.start)];
    let is_apart = reading.block_at(a.start) != reading.block_at(b.start);
    if is_apart || overlapping(&roles.cues, sentence).len() != 1 {
        return false;
    }
    let Some(gap) = reading.text.get(a.end..b.start) else { return false };
    let is_dash = |c: char| is_dash(c) || c == '-';
    gap.contains(is_dash) && gap.chars().all(|c| is_dash(c) || c.is_whitespace())
}

/// What of a content stands in the brackets that its sentence's cue stands in: "The plan (which, Kovic
/// said, had been leaked) failed".
fn in_brackets_of_cue(roles: &Roles, reading: &Reading<'_>, content: Span) -> Span {
    let sentence = reading.sentences[reading.sentence_at(content.start)];
    let [cue] = overlapping(&roles.cues, sentence) else { return content };
    if sentence.len() > LONGEST_SENTENCE || !sentence.covers(cue.span) {
        return content;
    }
    let text = reading.text;
    let before = text[sentence.start..cue.span.start].rfind(['(', ')']);
    let after = text[cue.span.end..sentence.end.max(cue.span.end)].find(['(', ')']);
    let (Some(before), Some(after)) = (before, after) else { return content };
    let brackets = Span::new(sentence.start + before, cue.span.end + after);
    if !text[brackets.start..].starts_with('(') || !text[brackets.end..].starts_with(')') {
        return content;
    }
    let inner = Span::new(brackets.start + 1, brackets.end);
    // "It is safe (according to Kovic)" has its content outside.
    let is_inside = |r: &RoleSpan| !reading.is_mark(r.span.overlap(inner));
    if !overlapping(&roles.contents, sentence).iter().any(is_inside) {
        return content;
    }
    content.overlap(inner).trim(text, |c| c.is_whitespace() || c == ',')
}

/// What of a content stands in the relative clause between dashes that its cue stands in: "The plan –
/// which, Kovic said, had been leaked – failed".
fn in_dashes_of_cue(roles: &Roles, reading: &Reading<'_>, content: Span) -> Span {
    let text = reading.text;
    let sentence = reading.sentences[reading.sentence_at(content.start)];
    let [cue] = overlapping(&roles.cues, sentence) else { return content };
    let is_inside = sentence.covers(cue.span) && cue.span.end <= content.start;
    if sentence.len() > LONGEST_SENTENCE || !is_inside {
        return content;
    }
    let is_apart = |w: &Span| text[*w].starts_with(is_dash);
    let mut before = reading.spans_before(cue.span.start).take_while(|w| w.start >= sentence.start);
    let Some(open) = before.find(is_apart) else { return content };
    let begins = reading.after(open.end).next().and_then(Pronoun::of);
    let mut inner = reading.words[reading.words_in(content)].iter().map(|w| w.span);
    match inner.find(is_apart).filter(|_| begins.is_some_and(Pronoun::is_relative)) {
        Some(close) => Span::new(content.start, close.start),
        None => content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired};

    /// The contents behind the repair of a text with one cue.
    fn found<'t>(text: &'t str, names: &[&str], cue: &str, contents: &[&str]) -> Vec<&'t str> {
        let find = |words: &str| {
            let at = text.find(words).expect("the words are there");
            RoleSpan { span: Span::new(at, at + words.len()), score: 0.9 }
        };
        let roles = Roles {
            cues: vec![find(cue)],
            contents: contents.iter().map(|c| find(c)).collect(),
            ..Roles::default()
        };
        all(text, &repaired(text, names, roles, repair).contents)
    }

    #[test]
    fn a_content_begins_with_a_whole_name() {
        let text = "Ana Berg-Kovic is here, said Olaf Stern.";
        let names = ["Ana Berg-Kovic", "Olaf Stern"];
        assert_eq!(found(text, &names, "said", &["Kovic is here"]), ["Ana Berg-Kovic is here"]);
        let text = "Quay Inc <QI.N> expects less, the firm said.";
        let right = ["Quay Inc <QI.N> expects less"];
        assert_eq!(found(text, &[], "said", &["> expects less"]), right);
        let names = ["Quay Inc"];
        assert_eq!(found(text, &names, "said", &["expects less"]), right);
        assert_eq!(found(text, &names, "said", &["Quay Inc", "expects less"]), right);
    }

    #[test]
    fn to_say_behind_a_quotation_is_no_content() {
        for (text, kept) in [
            ("“We are ready,” he is expected to say.", false),
            ("He is expected to say.", true),
            ("“We are ready,” he declined to say.", true),
        ] {
            let cue = if text.contains("expected") { "expected" } else { "declined" };
            assert_eq!(found(text, &[], cue, &["to say"]).is_empty(), !kept, "{text}");
        }
    }

    #[test]
    fn a_content_ends_in_the_brackets_of_its_cue() {
        let text = "The plan (which, Kovic said, had been leaked) failed.";
        let contents = ["The plan", "had been leaked) failed"];
        assert_eq!(found(text, &[], "said", &contents), ["had been leaked"]);
        let text = "The pier (built in 1931, she says) is shut.";
        assert_eq!(found(text, &[], "says", &["The pier (built in 1931"]), ["built in 1931"]);
        let text = "The pier is shut (according to Kovic).";
        assert_eq!(found(text, &[], "according to", &["The pier is shut"]), ["The pier is shut"]);
        let text = "The pier (built in 1931) is shut, she says.";
        let content = "The pier (built in 1931) is shut";
        assert_eq!(found(text, &[], "says", &[content]), [content]);
    }

    #[test]
    fn a_content_ends_with_the_clause_between_dashes_of_its_cue() {
        let text = "The plan – which, Kovic said, had been leaked – failed.";
        assert_eq!(found(text, &[], "said", &["had been leaked – failed"]), ["had been leaked"]);
        let text = "The plan – a bad one – failed, Kovic said – and soon – by chance.";
        let content = "and soon – by chance";
        assert_eq!(found(text, &[], "said", &[content]), [content]);
    }

    #[test]
    fn dashes_join_what_is_said_and_end_none_of_it() {
        let text = "It will open “soon” -- and not before -- Kovic said.";
        let contents = ["It will open “soon”", "and not before -"];
        assert_eq!(found(text, &[], "said", &contents), ["It will open “soon” -- and not before"]);
    }

    #[test]
    fn a_second_clause_about_the_speaker_is_not_said() {
        for (text, content, right) in [
            (
                "Ana, who told the board that it was safe and who left, is back.",
                "that it was safe and who left, is back",
                "that it was safe",
            ),
            (
                "Ana told the board that she was safe and who left.",
                "that she was safe and who left",
                "that she was safe and who left",
            ),
        ] {
            assert_eq!(found(text, &[], "told", &[content]), [right], "{text}");
        }
    }

    #[test]
    fn what_the_speaker_does_next_is_not_said() {
        for (text, content, right) in [
            (
                "She said “we are ready” twice before lunch.",
                "“we are ready” twice before lunch",
                "“we are ready”",
            ),
            ("She said “the pier” was shut.", "“the pier” was shut", "“the pier” was shut"),
            (
                "She said the pier was safe and left the room.",
                "the pier was safe and left the room",
                "the pier was safe",
            ),
            (
                "She said the pier was safe, and then she left.",
                "the pier was safe, and then she left",
                "the pier was safe",
            ),
            (
                "She said he was ill and left the room.",
                "he was ill and left the room",
                "he was ill and left the room",
            ),
            (
                "She said the pier was safe and free.",
                "the pier was safe and free",
                "the pier was safe and free",
            ),
        ] {
            assert_eq!(found(text, &[], "said", &[content]), [right], "{text}");
        }
    }
}
