//! Blocks whose form alone names who speaks: posted messages, signed quotations, transcripts.

use crate::text::tag;
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
        reading.blocks.iter().enumerate().map(|(i, b)| label(text, i, b.span)).collect();
    let transcript = labels.iter().flatten().count() >= 2;
    let mut out: Vec<Signed> = Vec::new();
    let mut signature_block = None;
    for (i, block) in reading.blocks.iter().enumerate() {
        if let Some(found) =
            message(text, i, block.span).or_else(|| labels[i].filter(|_| transcript))
        {
            out.push(found);
        } else if let Some(mut found) = signature(text, i, block.span) {
            if !text[found.content].contains(char::is_alphanumeric) {
                // The signature is a block of its own: the words are the block before.
                let free = signature_block.is_none_or(|s| s + 1 != i)
                    && out.last().is_none_or(|s| s.block + 1 != i);
                match i
                    .checked_sub(1)
                    .filter(|_| free)
                    .and_then(|before| Some((before, reading.blocks.get(before)?.span)))
                {
                    Some((before, words)) if found.handle.is_some() || is_quoted(text, words) => {
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
fn label(text: &str, index: usize, block: Span) -> Option<Signed> {
    let start = block.start + text[block].len()
        - text[block].trim_start_matches(['"', '“', '‘', ' ', '(']).len();
    let rest = &text[start..block.end];
    let colon = rest.char_indices().take(60).find(|&(_, c)| c == ':')?.0;
    let name = &rest[..colon];
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = !name.contains(char::is_lowercase)
        && letters > 0
        && name.chars().all(|c| c.is_alphanumeric() || " .'’-".contains(c));
    // Of the labels of a single letter only those of questions and answers are meant.
    let short = letters > 1 || name == "Q" || name == "A";
    let content = Span::new(start + colon + 1, block.end)
        .trim(text, |c| c.is_whitespace() || "\"”".contains(c));
    (capitals
        && short
        && name.split_whitespace().count() <= NAME_WORDS
        // In bounds: the colon is one byte.
        && rest[colon + 1..].starts_with(char::is_whitespace)
        && !content.is_empty())
    .then(|| Signed {
        block: index,
        content,
        author: Span::new(start, start + colon),
        handle: None,
        cue: Some(Span::new(start + colon, start + colon + 1)),
    })
}

/// "words — Name (@handle) date", "“words” — Name".
fn signature(text: &str, index: usize, block: Span) -> Option<Signed> {
    let inner = &text[block];
    let (dash, mark) = inner.char_indices().rev().take(160).find(|&(_, c)| "—–―".contains(c))?;
    let begin = block.start + tag(inner);
    let content = Span::new(begin.min(block.start + dash), block.start + dash)
        .trim(text, char::is_whitespace);
    let after = Span::new(block.start + dash + mark.len_utf8(), block.end)
        .trim(text, |c| c.is_whitespace() || c == '.');
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
    let words = text[after].split_whitespace().count();
    let named = text[after].starts_with(char::is_uppercase)
        && (1..=NAME_WORDS).contains(&words)
        && !text[after].contains(['“', '”', '"', '?', '!', ':']);
    (named && (content.is_empty() || is_quoted(text, content))).then_some(Signed {
        block: index,
        content,
        author: after,
        handle: None,
        cue: None,
    })
}

/// Whether quotation marks stand at both ends.
fn is_quoted(text: &str, span: Span) -> bool {
    text[span].starts_with(['“', '"', '«', '„']) && text[span].ends_with(['”', '"', '»', '“'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InputFormat;
    use crate::text::Source;

    fn found(text: &str) -> Vec<(&str, &str, bool)> {
        let source = Source::new(text, InputFormat::Text);
        signed(&Reading::new(&source))
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
        let scrap = "<tweet author=\"@AnaKovic\">All will be well. — Ana Kovic (@AnaKovic) May 3, 2021</tweet>";
        assert_eq!(found(scrap), [("Ana Kovic", "All will be well.", false)]);
        assert_eq!(
            found("“All will be well.”― Ana Kovic."),
            [("Ana Kovic", "“All will be well.”", false)]
        );
        assert_eq!(
            found("“All will be well.”\n\n– Ana Kovic, mayor"),
            [("Ana Kovic, mayor", "“All will be well.”", false)]
        );
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
