//! A document for people at a terminal.

use std::ffi::OsStr;
use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use dixit::{Act, Document, Speaker, SpeakerForm, Statement, harmless};

const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
const NOBODY: Style = AnsiColor::BrightBlack.on_default().italic();
const FAINT: Style = AnsiColor::BrightBlack.on_default();

/// Whether what is printed has colours.
pub(crate) fn has_colours() -> bool {
    wants_colours(std::io::stdout().is_terminal(), std::env::var_os("NO_COLOR").as_deref())
}

/// A terminal does, unless the environment variable `NO_COLOR` is set and not empty
/// (<https://no-color.org>).
fn wants_colours(is_terminal: bool, no_color: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty)
}

/// `thoughts` is whether they are shown, too.
pub(crate) fn for_people(document: &Document<'_>, thoughts: bool, colour: bool) -> String {
    let paint = |style: Style, text: &str| {
        if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    };
    let mut out = String::new();
    let is_shown = |s: &Statement<'_>| thoughts || s.act() != Act::Thought;
    for (number, statement) in document.statements().filter(is_shown).enumerate() {
        let speaker = match statement.speaker() {
            Some(speaker) => paint(SPEAKER, &speaker_line(document, speaker)),
            None => paint(NOBODY, "nobody named"),
        };
        let details =
            format!("{} {:.2}{}", what(statement), statement.score(), cue(document, statement));
        out += &format!(
            "{:>3}  {speaker}  {}\n     {}\n\n",
            number + 1,
            paint(FAINT, &details),
            flat(statement.text())
        );
    }
    let hidden = document.statements().filter(|s| !is_shown(s)).count();
    if hidden > 0 {
        let noun = if hidden == 1 { "thought" } else { "thoughts" };
        out += &paint(FAINT, &format!("  ·  {hidden} {noun}: --thoughts shows them"));
        out.push_str("\n\n");
    }
    for phrase in document.marked_phrases() {
        out += &format!(
            "  ·  {}  {}\n",
            paint(FAINT, &phrase.reason().as_str().replace('_', " ")),
            flat(phrase.text())
        );
    }
    if document.marked_phrases().len() > 0 {
        out.push('\n');
    }
    for entity in document.entities() {
        let mentions = entity.mentions().len();
        let times = if mentions == 1 { String::new() } else { format!(" × {mentions}") };
        out += &format!("{:<13} {}{}\n", entity.kind(), flat(entity.name()), paint(FAINT, &times));
    }
    out
}

/// "Direct", "indirect thought".
fn what(statement: Statement<'_>) -> String {
    match statement.act() {
        Act::Speech => statement.kind().to_string(),
        act => format!("{} {act}", statement.kind()),
    }
}

/// "Ana Kovic ← the mayor (0.87)": the name, the words that stand for it, the score.
fn speaker_line(document: &Document<'_>, speaker: Speaker<'_>) -> String {
    let words = speaker.mention().map(|span| flat(&document.text_of(span)));
    let name = speaker.name().map(flat).or_else(|| words.clone()).unwrap_or_default();
    let behind = match words {
        Some(words) if speaker.form() != SpeakerForm::Name && words != name => {
            format!(" ← {words}")
        }
        _ => String::new(),
    };
    format!("{name}{behind} ({:.2})", speaker.score())
}

fn cue(document: &Document<'_>, statement: Statement<'_>) -> String {
    statement.cue().map(|span| format!(" · {}", flat(&document.text_of(span)))).unwrap_or_default()
}

/// One line, without characters that a terminal would obey.
fn flat(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        let value = |text| Some(OsStr::new(text));
        assert!(wants_colours(true, None) && wants_colours(true, value("")));
        assert!(!wants_colours(true, value("1")) && !wants_colours(true, value("0")));
        assert!(!wants_colours(false, None));
    }
}
