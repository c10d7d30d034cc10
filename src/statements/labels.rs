//! Labels of transcripts and threads: what a block, or a line, begins with to say who speaks.

use crate::kinds::BlockKind;
use crate::lexicon::marks::{is_apostrophe, is_dash, is_emphasis, may_open, parts_line};
use crate::lexicon::{Class, is_post, tells_how_long_ago};
use crate::text::{Reading, Span, is_stop};

/// The longest label, in words.
pub(super) const NAME_WORDS: usize = 6;
/// The longest label with what it says of the speaker, in words and marks.
const LABEL_TOKENS: usize = 3 * NAME_WORDS;
/// The most words that say how long ago somebody wrote: "about 3 hours ago".
const DATE_WORDS: usize = 4;
/// The most spaces, marks and stamps before a label.
const MOST_PREFIXES: usize = 4;

/// The label that a block begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// The speaker's name, without what is said of them.
    pub(super) name: Span,
    pub(super) colon: Option<Span>,
    /// What is left of the block; empty where the label has a line of its own.
    pub(super) rest: Span,
    pub(super) form: Form,
}

/// What shows that a label is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A time stamp or ">>" before it, or that it is the letter of a question, set off by space.
    Sure,
    /// A colon.
    Colon,
    /// The stop behind the letter of a question.
    Stop,
    /// That it is a line of its own, in capitals.
    Line,
    /// That it says how long ago somebody wrote.
    Dated,
}

/// The label of a block.
pub(super) fn label(reading: &Reading<'_>, block: Span, kind: BlockKind) -> Option<Label> {
    let text = reading.text;
    if kind == BlockKind::Heading {
        return None;
    }
    let (start, is_stamped) = behind_prefixes(text, block);
    let rest_of = |from: usize| Span::new(from, block.end).trim(text, char::is_whitespace);
    if let Some((letter, from)) = question_letter(text, Span::new(start, block.end)) {
        let form = if from == letter.end { Form::Sure } else { Form::Stop };
        return Some(Label { name: letter, colon: None, rest: rest_of(from), form });
    }
    if let Some((name, from)) = writer(text, Span::new(start, block.end)) {
        return Some(Label { name, colon: None, rest: rest_of(from), form: Form::Dated });
    }
    let colon = reading
        .spans_after(start)
        .take(LABEL_TOKENS)
        .find(|w| &text[*w] == ":" && !text[w.end..].starts_with(char::is_alphanumeric));
    let Some(colon) = colon else {
        // "[00:12] Ana Kovic", "KOVIC", on a line of its own.
        let name = rest_of(start).trim(text, is_around);
        let is_line = is_stamped || !text[name].contains(char::is_lowercase);
        return (is_line && is_name(&text[name])).then(|| Label {
            name,
            colon: None,
            rest: Span::new(block.end, block.end),
            form: if is_stamped { Form::Sure } else { Form::Line },
        });
    };
    let name = without_description(text, Span::new(start, colon.start));
    let mut rest = without_noise(text, rest_of(colon.end));
    // Marks around the label and its words: the closing one is none of the words.
    let around = reading.passages.outermost_in(Span::new(block.start, start));
    if let Some(passage) = around.first().filter(|p| p.closed && p.outer.end == block.end) {
        rest.end = passage.inner.end.max(rest.start);
    }
    let is_apart = rest.is_empty() || text[colon.end..].starts_with(char::is_whitespace);
    (is_apart && is_name(&text[name])).then_some(Label {
        name,
        colon: Some(colon),
        rest,
        form: if is_stamped { Form::Sure } else { Form::Colon },
    })
}

/// What is said, without what is heard behind it: "[laughter]".
fn without_noise(text: &str, rest: Span) -> Span {
    let open = text[rest].rfind('[').filter(|at| *at > 0 && text[rest].ends_with(']'));
    let end = open.map_or(rest.end, |at| rest.start + at);
    Span::new(rest.start, end).trim(text, char::is_whitespace)
}

/// Where the label of a block may begin, behind marks, times and ">>", and whether these show that
/// somebody speaks.
fn behind_prefixes(text: &str, block: Span) -> (usize, bool) {
    let (mut at, mut is_sure) = (block.start, false);
    for _ in 0..MOST_PREFIXES {
        let rest = &text[at..block.end];
        let trimmed = rest.trim_start();
        let start = block.end - trimmed.len();
        if let Some(length) = stamp(trimmed) {
            (at, is_sure) = (start + length, true);
        } else if trimmed.starts_with(">>") {
            at = start + (trimmed.len() - trimmed.trim_start_matches('>').len());
            is_sure = true;
        } else if let Some(mark) =
            trimmed.chars().next().filter(|c| may_open(*c) || *c == '(' || is_dash(*c))
        {
            at = start + mark.len_utf8();
        } else {
            return (start, is_sure);
        }
    }
    (at, is_sure)
}

/// The length of a time stamp that `text` begins with: "[00:05]", "(1:02:33)", "00:00:05". A time
/// of day, "10:15", is none without its brackets.
fn stamp(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['[', '(']).unwrap_or(text);
    let open = text.len() - inner.len();
    let fits = |c: &char| c.is_ascii_digit() || ":.,".contains(*c);
    let length = inner.chars().take_while(fits).count();
    // In bounds: each of them is one byte.
    let colons = inner[..length].matches(':').count();
    let closes = inner[length..].starts_with([']', ')']);
    let begins = inner.starts_with(|c: char| c.is_ascii_digit());
    let is_time = begins && if open > 0 { closes && colons > 0 } else { colons >= 2 };
    is_time.then_some(open + length + open)
}

/// "Q    Will you sign it?", "Q. Will you?": a letter for who asks or answers, set off by space alone
/// or by a stop, and where the words behind it begin.
fn question_letter(text: &str, block: Span) -> Option<(Span, usize)> {
    let first = text[block].chars().next()?;
    let letter = Span::new(block.start, block.start + first.len_utf8());
    let is_letter =
        Class::QuestionLabel.has(&text[letter]) || Class::AnswerLabel.has(&text[letter]);
    let rest = &text[letter.end..block.end];
    let is_apart = rest.starts_with('\t') || rest.starts_with("  ");
    let is_stopped = rest.starts_with(". ") || rest.starts_with(".\t");
    (is_letter && (is_apart || is_stopped))
        .then_some((letter, letter.end + usize::from(is_stopped)))
}

/// "kovic · 3 hours ago": who wrote what stands below, and where that begins.
fn writer(text: &str, block: Span) -> Option<(Span, usize)> {
    let line = text[block].lines().next()?;
    let said = line.trim_end_matches(is_around);
    let at = said.rfind(parts_line)?;
    let name = Span::new(block.start, block.start + at).trim(text, is_around);
    let name = without_description(text, name).trim(text, is_around);
    let is_short = (1..=NAME_WORDS).contains(&text[name].split_whitespace().count());
    (is_short && tells_how_long_ago(&said[at..])).then_some((name, block.start + line.len()))
}

/// The label that the block `index` is where the next one says how long ago somebody wrote: "kovic",
/// and below it "3 hours ago".
pub(super) fn dated(reading: &Reading<'_>, index: usize) -> Option<Label> {
    let text = reading.text;
    let (block, next) = (reading.blocks[index].span, reading.blocks.get(index + 1)?.span);
    let date = next.trim(text, is_around);
    let name = without_description(text, block.trim(text, is_around)).trim(text, is_around);
    let has = |span: Span, most| {
        (1..=most).contains(&text[span].split_whitespace().take(most + 1).count())
    };
    let is_date = has(date, DATE_WORDS) && tells_how_long_ago(&text[date]);
    let rest = Span::new(block.end, block.end);
    (is_date && has(name, NAME_WORDS) && !text[name].ends_with(is_stop)).then_some(Label {
        name,
        colon: None,
        rest,
        form: Form::Dated,
    })
}

/// Space, and what makes words bold.
fn is_around(c: char) -> bool {
    c.is_whitespace() || is_emphasis(c)
}

/// A label without what it says of the speaker: "ANA KOVIC, MAYOR OF ALDER", "Ana Kovic (mayor)",
/// "Ana Kovic [00:05]".
///
/// A number at its end, or in two words, is a date's or an age: it is left where it stands, and the
/// label is none.
fn without_description(text: &str, label: Span) -> Span {
    let Some(at) = text[label].find([',', '(', '[']).filter(|at| *at > 0) else { return label };
    let (name, said) =
        (Span::new(label.start, label.start + at), Span::new(label.start + at, label.end));
    let has_number = text[said].contains(|c: char| c.is_ascii_digit()) && !text[said].contains(':');
    let mut words = text[said].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    // "CHANNEL 9 ANCHOR".
    let goes_on = words.clone().count() > 2
        && words.next_back().is_some_and(|w| w.starts_with(char::is_alphabetic));
    if has_number && !goes_on { label } else { name.trim(text, char::is_whitespace) }
}

/// Whether a name is written as labels are: in capitals, or its words with capitals.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    // Of the labels of a single letter only those of questions and answers are meant.
    let is_short = letters == 1 && !Class::QuestionLabel.has(name) && !Class::AnswerLabel.has(name);
    let fits = |c: char| c.is_alphanumeric() || " .-".contains(c) || is_apostrophe(c);
    let is_capital = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || Class::NameParticle.has(word)
    };
    // "The Minister for Fisheries".
    let is_office = |name: &str| {
        let is_fine = |word: &str| is_capital(word) || Class::TitleSmallWord.has(word);
        let mut words = name.split_whitespace();
        words.next().is_some_and(|w| w == "The")
            && words.next().is_some_and(|w| is_post(&w.to_lowercase()))
            && words.next_back().is_some_and(is_capital)
            && words.all(is_fine)
    };
    // "DEAR ABBY": whom somebody writes to.
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    letters > 0
        && !is_short
        && !Class::Salutation.has(&first)
        && name.starts_with(char::is_alphanumeric)
        && (!name.contains(char::is_lowercase)
            || name.split_whitespace().all(is_capital)
            || is_office(name))
        && name.chars().all(fits)
        && name.split_whitespace().count() <= NAME_WORDS
}
