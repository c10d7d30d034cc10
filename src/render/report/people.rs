//! Who said what: the list beside the article, which also filters it.

use std::fmt::{self, Write as _};

use super::super::voices::{Voice, one_line};
use super::{number, words};
use crate::{Act, Document, SpeakerKind, Statement};

/// How many speakers have a colour of their own; after them the colours begin again. All have a
/// number.
const COLOURS: usize = 8;

/// How many characters of a statement the list shows.
const SHOWN: usize = 140;

/// How the speaker of a statement is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) voice: usize,
    /// 0 is the colour of those whom the text does not name.
    pub(super) colour: usize,
    pub(super) named: bool,
}

/// One for each of so many statements.
pub(super) fn places(voices: &[Voice], statements: usize) -> Vec<Place> {
    let mut out = vec![Place { voice: 0, colour: 0, named: false }; statements];
    for (voice, v) in voices.iter().enumerate() {
        let named = v.name.is_some();
        for &statement in &v.statements {
            out[statement] = Place { voice, colour: colour(voice, named), named };
        }
    }
    out
}

fn colour(voice: usize, named: bool) -> usize {
    if named { voice % COLOURS + 1 } else { 0 }
}

/// What stands for a speaker where there is no room for the name, so that colour is not all that
/// tells them apart.
pub(super) fn label(voice: usize, named: bool) -> String {
    if named { (voice + 1).to_string() } else { "?".to_owned() }
}

/// "Direct", "indirect thought".
pub(super) fn what(statement: Statement<'_>) -> String {
    match statement.act() {
        Act::Speech => statement.kind().to_string(),
        act => format!("{} {act}", statement.kind()),
    }
}

/// `quoted` is each speaker's share of the words that are quoted, in percent; `thoughts` is whether
/// they are shown from the start.
pub(super) fn write(
    out: &mut String,
    document: &Document<'_>,
    voices: &[Voice],
    quoted: &[f32],
    thoughts: bool,
) -> fmt::Result {
    let statements: Vec<_> = document.statements().collect();
    out.push_str(
        "<aside id=\"who-said-what\" aria-label=\"Who said what\">\n<h2>Who said what</h2>\n<fieldset class=\"kinds\"><legend>Show</legend>\n\
         <label><input type=\"checkbox\" id=\"show-direct\" checked> direct</label>\n\
         <label><input type=\"checkbox\" id=\"show-mixed\" checked> mixed</label>\n\
         <label><input type=\"checkbox\" id=\"show-indirect\" checked> indirect</label>\n",
    );
    if voices.iter().any(|v| v.thoughts > 0) {
        let checked = if thoughts { " checked" } else { "" };
        writeln!(
            out,
            "<label><input type=\"checkbox\" id=\"show-thought\"{checked}> thoughts</label>"
        )?;
    }
    out.push_str(
        "<label hidden><input type=\"checkbox\" id=\"show-lines\"> lines to names</label>\n</fieldset>\n\
         <fieldset class=\"speakers\"><legend>Speakers</legend>\n\
         <div class=\"voice everyone\"><input type=\"radio\" name=\"voice\" id=\"voice-all\" checked><label for=\"voice-all\">everyone</label></div>\n",
    );
    for (place, voice) in voices.iter().enumerate() {
        let named = voice.name.is_some();
        let name = voice.name.as_deref().unwrap_or("nobody named");
        let kind = voice.kind.filter(|_| named).map_or("", SpeakerKind::as_str);
        write!(
            out,
            "<div class=\"voice{} c{} v{place}\"><input type=\"radio\" name=\"voice\" id=\"voice-{place}\">\
             <label for=\"voice-{place}\"><span class=\"number\">{}</span> <bdi>{}</bdi> <span class=\"kind\">{kind}</span></label>\n\
             <details><summary>{}</summary>\n<ol>\n",
            if voice.said() == 0 { " thought" } else { "" },
            colour(place, named),
            label(place, named),
            words(name),
            counts(voice),
        )?;
        for &index in &voice.statements {
            let statement = statements[index];
            let (kind, act) = (statement.kind(), statement.act());
            writeln!(
                out,
                "<li class=\"{kind} {act}\"><a href=\"#s{index}\" title=\"{}\"><bdi>{}</bdi></a></li>",
                what(statement),
                words(&shortened(statement.text()))
            )?;
        }
        let quoted = quoted.get(place).copied().unwrap_or_default();
        writeln!(out, "</ol></details>{}</div>", bar(quoted))?;
    }
    out.push_str("</fieldset>\n");
    write_filters(out, voices.len())?;
    out.push_str("</aside>\n");
    Ok(())
}

/// A bar for a share in percent, with the number; nothing for nothing.
fn bar(percent: f32) -> String {
    if percent < 0.5 {
        return String::new();
    }
    format!(
        "<p class=\"share\"><meter max=\"100\" value=\"{percent:.0}\" aria-label=\"share of the words quoted\"></meter> {percent:.0} % of the words quoted</p>"
    )
}

/// "3 statements", and behind it the thoughts, which are shown where they are.
fn counts(voice: &Voice) -> String {
    let thoughts = number(voice.thoughts, "thought");
    match (voice.said(), voice.thoughts) {
        (said, 0) => number(said, "statement"),
        (0, _) => thoughts,
        (said, _) => {
            format!("{}<span class=\"thought\">, {thoughts}</span>", number(said, "statement"))
        }
    }
}

/// For each speaker: where theirs is the button that is on, the statements of all others lose their
/// shade, and go from the list. Paper shows all of them.
fn write_filters(out: &mut String, voices: usize) -> fmt::Result {
    out.push_str("<style>\n@media screen {\n");
    for voice in 0..voices {
        writeln!(
            out,
            ".dixit:has(#voice-{voice}:checked) mark:not(.v{voice}) {{ background: none; border-color: transparent; }}\n\
             .dixit:has(#voice-{voice}:checked) mark:not(.v{voice})::before,\n\
             .dixit:has(#voice-{voice}:checked) .voice:not(.v{voice}) details {{ display: none; }}"
        )?;
    }
    out.push_str("}\n</style>\n");
    Ok(())
}

/// `text` on one line, its end left out where it is long.
fn shortened(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
