//! Blocks whose form alone names who speaks: posted messages, signed quotations, transcripts, letters.

use super::author::{NAME_WORDS, Signed, begins_with_person, name_in};
use super::letters::letters;
use super::transcript::turns;
use crate::entities::Entities;
use crate::kinds::BlockKind;
use crate::lexicon::marks::{is_apostrophe, is_dash, is_mark};
use crate::text::{Block, Reading, Span, is_stop};

/// The longest signature with its handle and date, in words and marks.
const SIGNATURE_TOKENS: usize = 4 * NAME_WORDS;

/// The signed blocks of a text, in order.
///
/// - A block that begins with @handle is that handle's message; "RT @other:" in front of the words
///   makes them the other's.
/// - "— Name (@handle) date" ends the message before it, as the web's embedded posts do; "— Name"
///   ends a quotation, and so does "(Name, post)". Where quotations and lines with a name alone take
///   turns, each line signs the quotation before it.
/// - Labels ("MODERATOR:", "Q:") make a transcript: `transcript.rs`.
/// - "Sir –" begins a letter that a line with a name ends: `letters.rs`.
pub(crate) fn signed(reading: &Reading<'_>, entities: &Entities) -> Vec<Signed> {
    let text = reading.text;
    let mut turns = turns(reading, entities);
    if turns.is_empty() {
        turns = letters(reading, entities);
    }
    let mut turns = turns.into_iter().peekable();
    let lines = signature_lines(reading, entities);
    let mut out: Vec<Signed> = Vec::new();
    let mut signature_block = None;
    for (i, block) in reading.blocks.iter().enumerate() {
        let turn = turns.next_if(|t| t.block == i);
        if let Some(found) = message(text, i, block.span).or(turn) {
            out.push(found);
        } else if let Some(mut found) = signature(reading, i, block.span)
            .or_else(|| in_brackets(reading, entities, i, block.span))
            .or_else(|| {
                lines.binary_search(&i).is_ok().then(|| alone(i, name_in(text, block.span)))
            })
        {
            if !text[found.content].contains(char::is_alphanumeric) {
                // The signature is a block of its own: the words are the block before.
                let free = signature_block.is_none_or(|s| s + 1 != i)
                    && out.last().is_none_or(|s| s.block + 1 != i);
                match i
                    .checked_sub(1)
                    .filter(|_| free)
                    .and_then(|before| Some((before, reading.blocks.get(before)?.span)))
                {
                    Some((before, words))
                        if found.handle.is_some() || reading.passages.quote(words) =>
                    {
                        (found.block, found.content) = (before, words);
                        signature_block = Some(i);
                    }
                    _ => continue,
                }
            }
            out.push(found);
        }
    }
    out
}

/// "@handle words", "@handle RT @other: words".
fn message(text: &str, index: usize, block: Span) -> Option<Signed> {
    let mut at = block.start;
    let mut author = handle_at(text, at);
    if let Some(found) = author {
        at = skip(text, found.end, block.end);
    }
    let mut cue = None;
    if text[at..block.end].starts_with("RT ")
        && let Some(other) = handle_at(text, skip(text, at + 2, block.end))
    {
        cue = Some(Span::new(at, at + 2));
        author = Some(other);
        at = skip(text, other.end, block.end);
    }
    let author = author?;
    let content = Span::new(at, block.end).trim(text, char::is_whitespace);
    // A mere mention of a handle is no message.
    if text[content].split_whitespace().count() < 2 {
        return None;
    }
    Some(Signed {
        block: index,
        content,
        author,
        handle: Some(Span::new(author.start + 1, author.end)),
        cue,
    })
}

/// "@name" at `at`, with the @.
fn handle_at(text: &str, at: usize) -> Option<Span> {
    let name = text.get(at..)?.strip_prefix('@')?;
    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    // The longest that the networks allow is 30.
    (1..=30).contains(&length).then(|| Span::new(at, at + 1 + length))
}

fn skip(text: &str, at: usize, end: usize) -> usize {
    let rest = &text[at..end];
    at + rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':').len()
}

/// "words — Name (@handle) date", "“words” — Name".
fn signature(reading: &Reading<'_>, index: usize, block: Span) -> Option<Signed> {
    let text = reading.text;
    let dash = reading
        .spans_before(block.end)
        .take(SIGNATURE_TOKENS)
        .find(|w| text[*w].starts_with(is_dash) || is_hyphen_apart(text, *w))?;
    let is_hyphen = !text[dash].starts_with(is_dash);
    let content = Span::new(block.start, dash.start)
        .trim(text, |c| c.is_whitespace() || is_hyphen && c == '-');
    let after = Span::new(dash.end, block.end).trim(text, |c| c.is_whitespace() || c == '.');
    if let Some(open) = text[after].find("(@") {
        let handle = handle_at(text, after.start + open + 1)?;
        let author = Span::new(after.start, after.start + open).trim(text, char::is_whitespace);
        let rest = &text[handle.end..after.end];
        let fits = rest.starts_with(')')
            && rest.split_whitespace().count() <= NAME_WORDS
            && text[author].split_whitespace().count() <= NAME_WORDS;
        return (fits && !author.is_empty()).then(|| Signed {
            block: index,
            content,
            author,
            handle: Some(Span::new(handle.start + 1, handle.end)),
            cue: None,
        });
    }
    let is_other = |c: char| is_mark(c) && !is_apostrophe(c) || "?!:".contains(c);
    let is_named = text[after].starts_with(char::is_uppercase)
        && (1..=NAME_WORDS).contains(&text[after].split_whitespace().count())
        && !text[after].contains(is_other);
    let is_quoted = || {
        content.is_empty() && !is_hyphen
            || reading.passages.quote(content)
            || reading.blocks.get(index).is_some_and(|b| b.quote_depth > 0)
    };
    (is_named && is_quoted()).then_some(Signed {
        block: index,
        content,
        author: name_in(text, after),
        handle: None,
        cue: None,
    })
}

/// A hyphen, or the second of two, with a space behind it and a space or a hyphen before: a dash on
/// a typewriter, which is one of a signature only behind a quotation. So is one right before a
/// name: "“Yes.” -Ana Kovic".
fn is_hyphen_apart(text: &str, mark: Span) -> bool {
    &text[mark] == "-"
        && text[mark.end..].starts_with(|c: char| c.is_whitespace() || c.is_uppercase())
        && text[..mark.start].ends_with(|c: char| c.is_whitespace() || c == '-')
}

/// Whose words the block quote is that ends right before the block `index`: its caption, or a line of
/// its own that begins with a dash.
pub(super) fn signature_of_quote(reading: &Reading<'_>, index: usize) -> Option<Span> {
    let (block, before) = (reading.blocks.get(index)?, reading.blocks.get(index.checked_sub(1)?)?);
    let text = &reading.text[block.span];
    let is_line = text.starts_with(is_dash) || block.quote_depth > 0 && text.starts_with('-');
    let is_short = reading.count_words(block.span, 2 * NAME_WORDS + 1) <= 2 * NAME_WORDS;
    let author = block
        .span
        .trim(reading.text, |c| c.is_whitespace() || is_dash(c) || matches!(c, '-' | '.' | ','));
    let is_signed = before.quote_depth > 0
        && (is_line || block.kind == BlockKind::Caption && !text.ends_with(is_stop))
        && is_short
        && reading.text[author].starts_with(|c: char| c.is_alphanumeric());
    is_signed.then_some(author)
}

/// "“Words.” (Ana Kovic, mayor)": brackets behind a quotation that hold the name of a person.
fn in_brackets(
    reading: &Reading<'_>,
    entities: &Entities,
    index: usize,
    block: Span,
) -> Option<Signed> {
    let text = reading.text;
    let end = block.start + text[block].trim_end_matches(['.', ' ']).len();
    let before = text[block.start..end].strip_suffix(')')?;
    let open = before.rfind('(')?;
    let author = Span::new(block.start + open + 1, end - 1);
    let content = Span::new(block.start, block.start + open).trim(text, char::is_whitespace);
    let is_named = begins_with_person(reading, entities, author);
    (is_named && reading.passages.quote(content)).then_some(Signed {
        block: index,
        content,
        author: name_in(text, author),
        handle: None,
        cue: None,
    })
}

/// A line that is a signature and nothing else.
fn alone(index: usize, author: Span) -> Signed {
    let content = Span::new(author.start, author.start);
    Signed { block: index, content, author, handle: None, cue: None }
}

/// The blocks that are a person's name, with or without what they are, each right behind one that is
/// a quotation from end to end. A single one may be the caption of a picture.
fn signature_lines(reading: &Reading<'_>, entities: &Entities) -> Vec<usize> {
    let is_signature = |pair: &[Block]| {
        let [quotation, line] = pair else { return false };
        line.kind == BlockKind::Paragraph
            && reading.passages.quote(quotation.span)
            && !reading.text[line.span].ends_with(is_stop)
            && begins_with_person(reading, entities, line.span)
    };
    let found: Vec<usize> = (1..reading.blocks.len())
        .filter(|i| reading.blocks.get(i - 1..=*i).is_some_and(is_signature))
        .collect();
    if found.len() < 2 { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InputFormat;
    use crate::text::PlainText;

    fn found(text: &str) -> Vec<(&str, &str, bool)> {
        let plain = PlainText::new(text, InputFormat::Text);
        signed(&Reading::new(&plain), &Entities::default())
            .into_iter()
            .map(|p| (&text[p.author], &text[p.content], p.cue.is_some()))
            .collect()
    }

    #[test]
    fn a_leading_handle_owns_the_block() {
        assert_eq!(
            found("@AnaKovic The bridge is safe. Go home!"),
            [("@AnaKovic", "The bridge is safe. Go home!", false)]
        );
        assert!(found("@AnaKovic").is_empty());
        assert!(found("We asked @AnaKovic about it").is_empty());
    }

    #[test]
    fn a_passed_on_message_is_the_others() {
        assert_eq!(
            found("@press RT @harbour_board: “Closed until May.”"),
            [("@harbour_board", "“Closed until May.”", true)]
        );
        assert_eq!(found("RT @board: Closed until May."), [("@board", "Closed until May.", true)]);
    }

    #[test]
    fn a_signature_ends_a_message_or_a_quotation() {
        assert_eq!(
            found("All will be well soon.\n\n— Ana Kovic (@AnaKovic) May 3, 2021"),
            [("Ana Kovic", "All will be well soon.", false)]
        );
        assert_eq!(
            found("All will be well. — Ana Kovic (@AnaKovic) May 3, 2021"),
            [("Ana Kovic", "All will be well.", false)]
        );
        assert_eq!(
            found("“All will be well.”― Ana Kovic."),
            [("Ana Kovic", "“All will be well.”", false)]
        );
        assert_eq!(
            found("“All will be well.”\n\n– Ana Kovic, mayor"),
            [("Ana Kovic", "“All will be well.”", false)]
        );
        for quoted in ["‘All will be well.’", "«All will be well.»", "„All will be well.“"]
        {
            for dash in ["—", "--", "-"] {
                let text = format!("{quoted} {dash} Ana Kovic");
                assert_eq!(found(&text), [("Ana Kovic", quoted, false)], "{text}");
            }
        }
        assert!(found("The river - Ana Kovic").is_empty());
        assert!(found("“Never,” said Jean-Luc Brandt.").is_empty());
        assert!(found("The river — Ana Kovic").is_empty());
        assert_eq!(
            found("Words here.\n\n— Ana (@AnaKovic) May 3\n\n— Ben (@BenB) May 4"),
            [("Ana", "Words here.", false)]
        );
    }
}
