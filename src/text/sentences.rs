//! Sentences: the bounds of Unicode Standard Annex #29, less the ones that English news puts inside
//! a sentence.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use crate::error::Error;
use crate::lexicon::Class;
use crate::lexicon::marks::{is_mark, may_open};
use crate::limits::Allowance;

/// What a sentence may end with.
const STOPS: [char; 9] = ['.', '!', '?', '…', ':', ';', '。', '！', '？'];

/// Whether sentences may end with `mark`.
pub(crate) fn is_stop(mark: char) -> bool {
    STOPS.contains(&mark)
}

/// Whether a mark may stand after the stop of a sentence and belong to it.
fn is_closer(mark: char) -> bool {
    is_mark(mark) || matches!(mark, ')' | ']' | '*')
}

/// The sentences of the block at `block` of `text`, in order and without the space around them.
pub(crate) fn sentences(
    text: &str,
    block: Span,
    allowance: &Allowance<'_>,
) -> Result<Vec<Span>, Error> {
    let mut out: Vec<Span> = Vec::new();
    let mut from = block.start;
    for run in long_runs(text, block, allowance)? {
        add(text, Span::new(from, run.start), &mut out, allowance)?;
        from = run.end;
        let marks = run.trim(text, char::is_whitespace);
        match out.last_mut() {
            Some(last) if !marks.is_empty() => last.end = marks.end,
            None if !marks.is_empty() => out.push(marks),
            _ => {}
        }
    }
    add(text, Span::new(from, block.end), &mut out, allowance)?;
    Ok(out)
}

/// Adds the sentences of `part`, of which the first may go on with the last one that is there.
fn add(
    text: &str,
    part: Span,
    out: &mut Vec<Span>,
    allowance: &Allowance<'_>,
) -> Result<(), Error> {
    for (step, (at, piece)) in text[part].split_sentence_bound_indices().enumerate() {
        allowance.check_at(step)?;
        let span = Span::new(part.start + at, part.start + at + piece.len())
            .trim(text, char::is_whitespace);
        if span.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if goes_on(&text[*last], &text[span]) => last.end = span.end,
            _ => out.push(span),
        }
    }
    Ok(())
}

/// Runs of marks and space that are far longer than any that stands in a sentence. Behind a stop
/// each of their characters may or may not end the sentence, depending on what comes after the run:
/// looked up anew for each, that takes the square of their number.
fn long_runs(text: &str, block: Span, allowance: &Allowance<'_>) -> Result<Vec<Span>, Error> {
    const LONG: usize = 256;
    // Between two looks at the clock.
    const CHARACTERS: usize = 1 << 14;
    let mut out = Vec::new();
    let mut start = block.start;
    let places = text[block].char_indices().map(|(at, c)| (block.start + at, c));
    for (step, (at, c)) in places.chain([(block.end, 'x')]).enumerate() {
        if step.is_multiple_of(CHARACTERS) {
            allowance.check()?;
        }
        if c.is_alphanumeric() || STOPS.contains(&c) {
            if at - start > LONG {
                out.push(Span::new(start, at));
            }
            start = at + c.len_utf8();
        }
    }
    Ok(out)
}

/// Whether a bound between `before` and `after` is inside a sentence.
fn goes_on(before: &str, after: &str) -> bool {
    if after.starts_with(char::is_lowercase) {
        return true;
    }
    let bare = before.trim_end_matches(is_closer);
    if !bare.ends_with(STOPS) {
        // A line that was cut in the middle of a sentence.
        return true;
    }
    if bare.len() != before.len() || !bare.ends_with('.') {
        return false;
    }
    // No abbreviation is longer; a text without spaces must not be read again for each of its
    // stops.
    const LONGEST: usize = 16;
    let length: usize = bare
        .chars()
        .rev()
        .take(LONGEST + 1)
        .take_while(|c| !c.is_whitespace())
        .map(char::len_utf8)
        .sum();
    // In bounds: the length was counted off its end.
    let token = &bare[bare.len() - length..];
    let word = token.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('.');
    if word.is_empty() || token.chars().count() > LONGEST {
        return false;
    }
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    if initial
        || (Class::AbbreviationBeforeName.has(&lower) && word.starts_with(char::is_uppercase))
    {
        return true;
    }
    (word.contains('.') || Class::AbbreviationAtEnd.has(&lower)) && !starts_sentence(after)
}

fn starts_sentence(after: &str) -> bool {
    let quoted = after.starts_with(may_open);
    let first: String = after
        .chars()
        .skip_while(|c| !c.is_alphanumeric())
        .take_while(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    quoted || Class::SentenceStarter.has(&first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::suite;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len()), &Allowance::unlimited())
            .expect("there are no limits")
            .into_iter()
            .map(|s| &text[s])
            .collect()
    }

    #[test]
    fn the_suite() {
        suite::run("sentences.toml", |case| case.check(&cut(&case.input)));
    }

    #[test]
    fn a_long_run_of_marks_belongs_to_the_sentence_before() {
        let run = ")".repeat(10_000);
        assert_eq!(
            cut(&format!("He left. She stayed.{run} They met.")),
            ["He left.", &format!("She stayed.{run}"), "They met."]
        );
        assert_eq!(
            cut(&format!("{run} They met. He left.")),
            [format!("{run} They met.").as_str(), "He left."]
        );
        assert_eq!(
            cut(&format!("He left.{}She stayed.", " ".repeat(1000))),
            ["He left.", "She stayed."]
        );
    }
}
