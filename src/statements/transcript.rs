//! Transcripts and threads: blocks, or lines, whose labels say who speaks, and what goes on behind
//! them.

use std::collections::HashSet;

use super::author::Signed;
use super::labels::{Form, Label, NAME_WORDS, dated, label};
use crate::entities::Entities;
use crate::kinds::{BlockKind, EntityKind};
use crate::lexicon::{Class, Pronoun, is_title};
use crate::text::{Block, Reading, Span};

/// The turns of a text's speakers, one for each block of their words, in order.
///
/// Labels in capitals are a transcript's where there are two ("MODERATOR:", "Q:"). Others have to
/// name people or what somebody does there, and one of them has to come back, or has to be such a
/// role ("Host:"): "Ana Kovic: theft, fraud" in a list is nobody's words. "A." may count what is in a
/// list, and a line in capitals be a heading: where there is a "Q." too, and where they come back,
/// they are labels.
pub(super) fn turns(reading: &Reading<'_>, entities: &Entities) -> Vec<Signed> {
    let blocks = || reading.blocks.iter().enumerate();
    let dated: Vec<Option<Label>> = blocks().map(|(i, _)| dated(reading, i)).collect();
    let labels =
        blocks().map(|(i, b)| dated[i].or_else(|| label(reading, b.span, b.kind))).collect();
    let labels = believed(reading, entities, labels);
    // As long as there are labels to come the transcript goes on.
    let last = labels.iter().rposition(Option::is_some);
    // The other line of a label.
    let is_date = |i: usize| {
        let before = i.checked_sub(1).filter(|_| labels[i].is_none());
        before.is_some_and(|before| labels[before].is_some() && dated[before].is_some())
    };
    // What stands behind the last label makes a text no less of a transcript.
    let are_said = (0..last.map_or(0, |last| last + 1)).filter(|&i| !is_date(i)).count();
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
                    || last.is_some_and(|last| i < last) && speaks_on(reading, i)) =>
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

/// Whether the block `index`, which has no label, is the next paragraph of a turn: it speaks of "me".
fn speaks_on(reading: &Reading<'_>, index: usize) -> bool {
    let block = reading.blocks[index].span;
    let is_first_person = |word: &Span| {
        matches!(Pronoun::of(&reading.text[*word]), Some(Pronoun::I | Pronoun::We))
            && reading.passages.outermost_touching(*word).is_empty()
    };
    // "Ana Kovic replies: I do not."
    let has_label = || reading.after(block.start).take(NAME_WORDS).any(|word| word == ":");
    !has_label() && reading.words[reading.words_in(block)].iter().any(|w| is_first_person(&w.span))
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
    // Where lines are labels, every third line or more is one, between the first and the last.
    let is_line = |l: &Option<Label>| l.is_some_and(|l| l.form == Form::Line);
    let ends = labels.iter().position(is_line).zip(labels.iter().rposition(is_line));
    let are_lines = ends
        .is_some_and(|(first, last)| 3 * of(Form::Line).count() >= last - first + 3)
        && comes_back_as(Form::Line);
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
    let mut whole: Vec<&str> =
        all().filter(may_be).map(|l| without_titles(&text[l.name])).collect();
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
    let is_turn = |l: &Option<Label>| l.is_some_and(|l| is_believed(&l));
    let ends = labels.iter().position(is_turn).zip(labels.iter().rposition(is_turn));
    // "**Herald:** Why?" between two turns, where all blocks there have labels.
    let between = ends.map_or(0..0, |(first, last)| first..last);
    let is_gapless = labels[between.clone()].iter().all(Option::is_some);
    let turns = labels[between].iter().flatten().filter(|l| is_gapless && !l.rest.is_empty());
    let of_others: HashSet<&str> = turns.map(|l| &text[l.name]).collect();
    let is_other = |l: &Label| l.form == Form::Colon && of_others.contains(&text[l.name]);
    labels.iter().map(|label| label.filter(|l| is_believed(l) || is_other(l))).collect()
}

/// "Okell" of "Mrs Okell".
fn without_titles(name: &str) -> &str {
    match name.split_once(' ') {
        Some((title, rest)) if is_title(title) => without_titles(rest.trim_start()),
        _ => name,
    }
}

fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or_default()
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
        let followed = format!("{text}\n\n{}", "The hall is shut.\n\n".repeat(9));
        assert_eq!(found(&followed), found(text));
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
        let text = "Herald: So?\n\nHost: No.\n\nHerald: Why?\n\nMr. Kovic: It was shut.";
        let all = ["Herald", "Host", "Herald", "Mr. Kovic"];
        assert_eq!(found(text).iter().map(|t| t.0).collect::<Vec<_>>(), all);
        let broken = text.replace("Herald", "They left.\n\nHerald");
        assert_eq!(found(&broken).iter().filter(|t| t.0 == "Herald").count(), 0);
        let text = "Mrs Ana Kovic (Alder): Why?\n\nThe Minister for Fish (Mr Ben): So.\n\n\
                    Mrs Kovic: When?";
        let all = ["Mrs Ana Kovic", "The Minister for Fish", "Mrs Kovic"];
        assert_eq!(found(text).iter().map(|t| t.0).collect::<Vec<_>>(), all);
        let text = "ANA KOVIC, CHANNEL 9 ANCHOR: Why?\n\nBEN (by phone): No.";
        assert_eq!(found(text).iter().map(|t| t.0).collect::<Vec<_>>(), ["ANA KOVIC", "BEN"]);
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
