//! Blocks whose form alone names who speaks: posted messages, signed quotations, transcripts.

use crate::lexicon::Class;
use crate::lexicon::marks::{is_apostrophe, is_dash, is_mark, may_open};
use crate::text::{Reading, Span};

/// A block, or the part of one, that is somebody's words by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The block that holds its words.
    pub(crate) block: usize,
    /// Its words.
    pub(crate) content: Span,
    /// The name or handle (with its @) of whoever they belong to.
    pub(crate) author: Span,
    /// The author's handle without its @, for a posted message.
    pub(crate) handle: Option<Span>,
    /// "RT" where a message passes on another's words, ":" after a label.
    pub(crate) cue: Option<Span>,
}

/// The longest label or signature, in words.
const NAME_WORDS: usize = 6;
/// The longest label, in words and marks.
const LABEL_TOKENS: usize = 2 * NAME_WORDS;
/// The longest signature with its handle and date, in words and marks.
const SIGNATURE_TOKENS: usize = 4 * NAME_WORDS;

/// The signed blocks of a text, in order.
///
/// - A block that begins with @handle is that handle's message; "RT @other:" in front of the words
///   makes them the other's.
/// - "— Name (@handle) date" ends the message before it, as the web's embedded posts do; "— Name"
///   ends a quotation.
/// - Where at least two blocks begin with a label in capitals ("MODERATOR:", "Q:"), they are a
///   transcript.
pub(crate) fn signed(reading: &Reading<'_>) -> Vec<Signed> {
    let text = reading.text;
    let labels: Vec<Option<Signed>> =
        reading.blocks.iter().enumerate().map(|(i, b)| label(reading, i, b.span)).collect();
    let transcript = labels.iter().flatten().count() >= 2;
    let mut out: Vec<Signed> = Vec::new();
    let mut signature_block = None;
    for (i, block) in reading.blocks.iter().enumerate() {
        if let Some(found) =
            message(text, i, block.span).or_else(|| labels[i].filter(|_| transcript))
        {
            out.push(found);
        } else if let Some(mut found) = signature(reading, i, block.span) {
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

/// "NAME: words", a quotation mark before it or not.
fn label(reading: &Reading<'_>, index: usize, block: Span) -> Option<Signed> {
    let text = reading.text;
    let is_before = |word: &Span| text[*word].starts_with(|c| may_open(c) || c == '(');
    let start = reading.spans_after(block.start).find(|w| !is_before(w))?.start;
    let colon = reading.spans_after(start).take(LABEL_TOKENS).find(|w| &text[*w] == ":")?;
    let author = Span::new(start, colon.start);
    let mut content = Span::new(colon.end, block.end).trim(text, char::is_whitespace);
    // Marks around the label and its words: the closing one is none of the words.
    let around = reading.passages.outermost_in(Span::new(block.start, start));
    if let Some(passage) = around.first().filter(|p| p.closed && p.outer.end == block.end) {
        content.end = passage.inner.end.max(content.start);
    }
    let is_apart = text[colon.end..block.end].starts_with(char::is_whitespace);
    (is_label(&text[author]) && is_apart && !content.is_empty()).then_some(Signed {
        block: index,
        content,
        author,
        handle: None,
        cue: Some(colon),
    })
}

/// Whether a name is written as transcripts write labels: in capitals.
fn is_label(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    // Of the labels of a single letter only those of questions and answers are meant.
    let is_short = letters == 1 && !Class::QuestionLabel.has(name) && !Class::AnswerLabel.has(name);
    let fits = |c: char| c.is_alphanumeric() || " .-".contains(c) || is_apostrophe(c);
    letters > 0
        && !is_short
        && !name.contains(char::is_lowercase)
        && name.chars().all(fits)
        && name.split_whitespace().count() <= NAME_WORDS
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
    let is_quoted = || content.is_empty() && !is_hyphen || reading.passages.quote(content);
    (is_named && is_quoted()).then_some(Signed {
        block: index,
        content,
        author: after,
        handle: None,
        cue: None,
    })
}

/// A hyphen, or the second of two, with a space behind it and a space or a hyphen before: a dash on
/// a typewriter, which is one of a signature only behind a quotation.
fn is_hyphen_apart(text: &str, mark: Span) -> bool {
    &text[mark] == "-"
        && text[mark.end..].starts_with(char::is_whitespace)
        && text[..mark.start].ends_with(|c: char| c.is_whitespace() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InputFormat;
    use crate::text::PlainText;

    fn found(text: &str) -> Vec<(&str, &str, bool)> {
        let plain = PlainText::new(text, InputFormat::Text);
        signed(&Reading::new(&plain))
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
            [("Ana Kovic, mayor", "“All will be well.”", false)]
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

    #[test]
    fn labels_in_capitals_make_a_transcript() {
        let text =
            "MODERATOR: Is it safe?\n\n\"MAYOR KOVIC: It is: I checked.\n\nQ: Sure?\n\nA: Yes.";
        assert_eq!(
            found(text),
            [
                ("MODERATOR", "Is it safe?", true),
                ("MAYOR KOVIC", "It is: I checked.", true),
                ("Q", "Sure?", true),
                ("A", "Yes.", true)
            ]
        );
        assert!(found("LONDON: The river rose.\n\nIt fell again.").is_empty());
    }
}
