//! Transcripts and threads: blocks, or lines, that begin with a label that says who speaks.

use super::signed::Signed;
use crate::entities::Entities;
use crate::kinds::{BlockKind, EntityKind};
use crate::lexicon::marks::{is_apostrophe, is_dash, is_emphasis, may_open, parts_line};
use crate::lexicon::{Class, Pronoun, is_title, tells_how_long_ago};
use crate::text::{Block, Reading, Span, is_stop};

/// The longest label, in words.
const NAME_WORDS: usize = 6;
/// The longest label with what it says of the speaker, in words and marks.
const LABEL_TOKENS: usize = 3 * NAME_WORDS;
/// The most words that say how long ago somebody wrote: "about 3 hours ago".
const DATE_WORDS: usize = 4;
/// The most spaces, marks and stamps before a label.
const MOST_PREFIXES: usize = 4;

/// The label that a block begins with.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// The speaker's name, without what is said of them.
    name: Span,
    colon: Option<Span>,
    /// What is left of the block; empty where the label has a line of its own.
    rest: Span,
    form: Form,
}

/// What shows that a label is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
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

/// The turns of a text's speakers, one for each block of their words, in order.
///
/// Labels in capitals are a transcript's where there are two ("MODERATOR:", "Q:"). Others have to
/// name people or what somebody does there, and one of them has to come back, or has to be such a
/// role ("Host:"): "Ana Kovic: theft, fraud" in a list is nobody's words. "A." may count what is in a
/// list, and a line in capitals be a heading: where there is a "Q." too, and where they come back,
/// they are labels.
pub(super) fn turns(reading: &Reading<'_>, entities: &Entities) -> Vec<Signed> {
    let labels: Vec<Option<Label>> = reading
        .blocks
        .iter()
        .enumerate()
        .map(|(i, b)| dated(reading, i).or_else(|| label(reading, b.span, b.kind)))
        .collect();
    let labels = believed(reading, entities, labels);
    // The other line of a label.
    let is_date = |i: usize| i > 0 && labels[i].is_none() && dated(reading, i - 1).is_some();
    let are_said = (0..labels.len()).filter(|&i| !is_date(i)).count();
    let are_most = 3 * labels.iter().flatten().count() >= are_said;
    let mut out: Vec<Signed> = Vec::new();
    let mut turn: Option<Label> = None;
    // Whether its label has a line of its own, and nothing was said yet.
    let mut is_to_begin = false;
    for (i, block) in reading.blocks.iter().enumerate() {
        let content = match labels[i] {
            Some(label) => {
                (turn, is_to_begin) = (Some(label), label.rest.is_empty());
                label.rest
            }
            None if is_bracketed(&reading.text[block.span]) => continue,
            None if is_date(i) => continue,
            None if are_most
                && turn.is_some()
                && may_go_on(block)
                && (is_to_begin
                    || is_next_line(reading, i)
                    || speaks_on(reading, i, &labels[i + 1..])) =>
            {
                is_to_begin = false;
                block.span
            }
            None => {
                turn = None;
                continue;
            }
        };
        if let Some(label) = turn.filter(|_| !content.is_empty()) {
            let (author, cue) = (label.name, label.colon);
            out.push(Signed { block: i, content, author, handle: None, cue });
        }
    }
    out
}

/// Whether a block without a label may be some of a turn.
fn may_go_on(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.quote_depth == 0
}

/// Whether the block `index` is the line behind the one before it.
fn is_next_line(reading: &Reading<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| reading.blocks[before].span.end);
    before.is_some_and(|end| {
        let gap = Span::new(end, reading.blocks[index].span.start);
        reading.text[gap].matches('\n').count() == 1
    })
}

/// Whether the block `index`, which has no label, is the next paragraph of a turn: it speaks of "me",
/// and with a label `behind` it the transcript goes on.
fn speaks_on(reading: &Reading<'_>, index: usize, behind: &[Option<Label>]) -> bool {
    let block = reading.blocks[index].span;
    let is_first_person = |word: &Span| {
        matches!(Pronoun::of(&reading.text[*word]), Some(Pronoun::I | Pronoun::We))
            && reading.passages.outermost_touching(*word).is_empty()
    };
    // "Ana Kovic replies: I do not."
    let has_label = || reading.after(block.start).take(NAME_WORDS).any(|word| word == ":");
    behind.iter().any(Option::is_some)
        && !has_label()
        && reading.words[reading.words_in(block)].iter().any(|w| is_first_person(&w.span))
}

/// "(Laughter.)": what is heard between two paragraphs of a turn.
fn is_bracketed(block: &str) -> bool {
    [('(', ')'), ('[', ']')].iter().any(|(open, close)| {
        let inner = block.strip_prefix(*open).and_then(|b| b.strip_suffix(*close));
        inner.is_some_and(|inner| !inner.contains([*open, *close]))
    })
}

/// Those of the labels of a text that are a transcript's.
fn believed(
    reading: &Reading<'_>,
    entities: &Entities,
    labels: Vec<Option<Label>>,
) -> Vec<Option<Label>> {
    let text = reading.text;
    let all = || labels.iter().flatten();
    let last = |l: &Label| last_word(&text[l.name]);
    let is_letter = |class: Class| all().any(|l| class.has(&text[l.name]));
    let is_interview = is_letter(Class::QuestionLabel) && is_letter(Class::AnswerLabel);
    let of = |form: Form| all().filter(move |l| l.form == form);
    // Somebody writes, or has a line, twice.
    let comes_back_as = |form: Form| {
        let mut names: Vec<&str> = of(form).map(|l| &text[l.name]).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    };
    // Where lines are labels, every third line or more is one.
    let are_lines = 3 * of(Form::Line).count() >= labels.len() && comes_back_as(Form::Line);
    let is_thread = comes_back_as(Form::Dated);
    let is_sure = |l: &Label| match l.form {
        Form::Sure => true,
        Form::Colon => false,
        Form::Stop => is_interview,
        Form::Line => are_lines,
        Form::Dated => is_thread,
    };
    let is_capital = |l: &Label| !text[l.name].contains(char::is_lowercase);
    let is_role = |l: &Label| Class::SpeakingRole.has(&last(l).to_lowercase());
    let is_named = |l: &Label| {
        entities.overlapping(l.name).iter().any(|m| m.kind == EntityKind::Person)
            || text[l.name].split_whitespace().next().is_some_and(is_title)
            || Class::PersonNoun.has(&last(l).to_lowercase())
    };
    let are_capitals = of(Form::Colon).filter(|l| is_capital(l)).count() >= 2;
    let may_be = |l: &&Label| {
        is_sure(l) || l.form == Form::Colon && (is_role(l) || is_named(l) || is_capital(l))
    };
    let mut names: Vec<&str> = all().filter(may_be).map(last).collect();
    let mut whole: Vec<&str> = all().filter(may_be).map(|l| &text[l.name]).collect();
    whole.sort_unstable();
    names.sort_unstable();
    let is_twice = |name: &str| {
        let from = names.partition_point(|n| *n < name);
        names.get(from + 1) == Some(&name)
    };
    // "Ana Kovic" again, or "Kovic"; two people of a family are two.
    let comes_back = whole.windows(2).any(|pair| pair[0] == pair[1])
        || whole.iter().any(|name| last_word(name) == *name && is_twice(name));
    let shows = |l: &Label| is_sure(l) || l.form == Form::Colon && is_role(l);
    let is_transcript = names.len() >= 2 && (comes_back || all().any(shows));
    let is_believed = |l: &Label| {
        let is_one = is_transcript && names.binary_search(&last(l)).is_ok();
        match l.form {
            Form::Sure => is_one,
            Form::Colon => is_one || are_capitals && is_capital(l) && !l.rest.is_empty(),
            Form::Stop | Form::Line | Form::Dated => is_one && is_sure(l),
        }
    };
    labels.iter().map(|label| label.filter(|l| is_believed(l))).collect()
}

fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or_default()
}

/// The label of a block.
fn label(reading: &Reading<'_>, block: Span, kind: BlockKind) -> Option<Label> {
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
fn dated(reading: &Reading<'_>, index: usize) -> Option<Label> {
    let text = reading.text;
    let (block, next) = (reading.blocks[index].span, reading.blocks.get(index + 1)?.span);
    let date = next.trim(text, is_around);
    let name = without_description(text, block.trim(text, is_around)).trim(text, is_around);
    let has = |span: Span, most| (1..=most).contains(&text[span].split_whitespace().count());
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
/// A number in that is a date's or an age: it is left where it stands, and the label is none.
fn without_description(text: &str, label: Span) -> Span {
    let Some(at) = text[label].find([',', '(', '[']).filter(|at| *at > 0) else { return label };
    let (name, said) =
        (Span::new(label.start, label.start + at), Span::new(label.start + at, label.end));
    let is_number = text[said].contains(|c: char| c.is_ascii_digit()) && !text[said].contains(':');
    if is_number { label } else { name.trim(text, char::is_whitespace) }
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
    // "DEAR ABBY": whom somebody writes to.
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    letters > 0
        && !is_short
        && !Class::Salutation.has(&first)
        && name.starts_with(char::is_alphanumeric)
        && (!name.contains(char::is_lowercase) || name.split_whitespace().all(is_capital))
        && name.chars().all(fits)
        && name.split_whitespace().count() <= NAME_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    /// Labels and words, without knowing any names.
    fn found(text: &str) -> Vec<(&str, &str, bool)> {
        let plain = PlainText::new(text, InputFormat::Text);
        turns(&Reading::new(&plain), &Entities::default())
            .into_iter()
            .map(|t| (&text[t.author], &text[t.content], t.cue.is_some()))
            .collect()
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
        assert!(found("DEAR ABBY: He left.\n\nDEAR SAD: He may come back.").is_empty());
        assert!(found("LONDON, May 3: It rose.\n\nPARIS, May 3: It fell.").is_empty());
    }

    #[test]
    fn letters_with_a_stop_are_those_of_questions_and_answers() {
        let (asked, answered) = (("Q", "Why?", false), ("A", "It was not safe.", false));
        assert_eq!(found("Q. Why?\n\nA. It was not safe."), [asked, answered]);
        assert!(found("A. Bridges\n\nB. Ferries\n\nA. Boats").is_empty());
    }

    #[test]
    fn lines_in_capitals_that_come_back_are_labels() {
        let text = "**KOVIC**\n\nIs it safe?\n\n**BRANDT**\n\nNo.\n\n**KOVIC**\n\nWhy?";
        let (kovic, brandt) = (("KOVIC", "Is it safe?", false), ("BRANDT", "No.", false));
        assert_eq!(found(text), [kovic, brandt, ("KOVIC", "Why?", false)]);
        assert!(found("NEWS\n\nIt rained.\n\nSPORT\n\nQuay won.").is_empty());
        assert!(found("NEWS\n\nA.\n\nB.\n\nC.\n\nD.\n\nNEWS\n\nE.\n\nF.").is_empty());
    }

    #[test]
    fn a_thread_says_how_long_ago_somebody_wrote() {
        let text = "**kovic** · 3 hours ago\nIs it safe?\n\n\
                    **Ben Brandt (author)** — 2 days ago\nNo.\n\n\
                    **kovic** · just now\nWhy?";
        let (kovic, brandt) = (("kovic", "Is it safe?", false), ("Ben Brandt", "No.", false));
        assert_eq!(found(text), [kovic, brandt, ("kovic", "Why?", false)]);
        let lines = "**kovic**\n*3 hours ago*\nIs it safe?\n\n\
                     Ben B\n2 days ago\nNo.\nNever.\n\n\
                     **kovic**\njust now\nWhy?\n\nThe thread is closed.";
        let ben = [("Ben B", "No.", false), ("Ben B", "Never.", false)];
        assert_eq!(found(lines), [kovic, ben[0], ben[1], ("kovic", "Why?", false)]);
        let list =
            "The bridge falls · 3 hours ago\nIt rains.\n\nQuay wins · 4 hours ago\nIt rained.";
        assert!(found(list).is_empty());
    }

    #[test]
    fn other_labels_need_a_sign_that_somebody_speaks() {
        let (ana, ben) = (("Ana Kovic", "No.", true), ("Ben", "Why?", true));
        for text in [
            "[00:05] Ana Kovic: No.\n[00:07] Ben: Why?",
            "(1:02:03) Ana Kovic: No.\n\n(1:02:05) Ben: Why?",
            "00:00:05 Ana Kovic: No.\n\n00:00:07.5 Ben: Why?",
            ">> Ana Kovic: No.\n\n>> Ben: Why?",
            ">>> Ana Kovic (mayor): No.\n\n— >> Ben, Alder: Why?",
        ] {
            assert_eq!(found(text), [ana, ben], "{text}");
        }
        for text in [
            "Ana Kovic: No.\n\nBen: Why?",
            "Monday: Rain.\n\nTuesday: Sun.",
            "Note: Shut.\n\nNote that: Open.",
            "10:15 Ana Kovic: No.\n\n10:20 Ben: Why?",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        let text = "Host: Why?\n\nMr. Brandt: No.\n\nBrandt: Never.";
        assert_eq!(
            found(text).iter().map(|t| t.0).collect::<Vec<_>>(),
            ["Host", "Mr. Brandt", "Brandt"]
        );
    }

    #[test]
    fn a_turn_has_its_second_lines_and_the_words_below_its_label() {
        let text = "KOVIC: One.\nTwo.\nBRANDT:\nThree.\n\nFour.\n\nKOVIC: Five.";
        assert_eq!(
            found(text),
            [
                ("KOVIC", "One.", true),
                ("KOVIC", "Two.", true),
                ("BRANDT", "Three.", true),
                ("KOVIC", "Five.", true)
            ]
        );
        let text = "[00:05] Ana Kovic\nOne.\n\n[00:07] Ben\nTwo.";
        assert_eq!(found(text), [("Ana Kovic", "One.", false), ("Ben", "Two.", false)]);
        let text = "KOVIC: One.\n\n(Laughter.)\n\nI go on.\n\nIda replies: I do not.\n\nBRANDT: Two.\n\nI left.";
        assert_eq!(
            found(text),
            [("KOVIC", "One.", true), ("KOVIC", "I go on.", true), ("BRANDT", "Two.", true)]
        );
        let text = "THE CHAIR: Next.\n\nQ    Why?\n\nTHE CHAIR: So.";
        assert_eq!(found(text)[1], ("Q", "Why?", false));
    }
}
