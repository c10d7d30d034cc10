//! Checked quotations for people at a terminal: what the source has and what the draft has, on two
//! lines.

use anstyle::{AnsiColor, Style};
use dixit::harmless;
use dixit::verify::{Bit, BitKind, Quotation, Verification};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const FAINT: Style = AnsiColor::BrightBlack.on_default();
const DROPPED: Style = AnsiColor::Red.on_default().strikethrough();
const ADDED: Style = AnsiColor::Green.on_default().underline();
const REPORTERS: Style = AnsiColor::Yellow.on_default().italic();

pub(crate) fn for_people(verification: &Verification<'_, '_>, colour: bool) -> String {
    let mut out = String::new();
    for (number, quotation) in verification.quotations().iter().enumerate() {
        out += &shown(verification, number + 1, quotation, colour);
    }
    let quotations = verification.quotations();
    let faulty = quotations.iter().filter(|q| q.is_faulty()).count();
    let noun = if quotations.len() == 1 { "quotation" } else { "quotations" };
    out += &format!("{} {noun}, {faulty} to look at\n", quotations.len());
    out
}

fn paint(style: Style, text: &str, colour: bool) -> String {
    if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

fn shown(
    verification: &Verification<'_, '_>,
    number: usize,
    quotation: &Quotation,
    colour: bool,
) -> String {
    let style = if quotation.is_faulty() { BAD } else { GOOD };
    let verdict = paint(style, &quotation.verdict.as_str().replace('_', " "), colour);
    let remarks: String = quotation.remarks().iter().map(|r| format!(" · {r}")).collect();
    let remarks = paint(FAINT, &remarks, colour);
    let mut out = format!("{number:>3}  {verdict}{remarks}\n");
    let sides = verification.sides(quotation);
    for (piece, bits) in quotation.pieces.iter().zip(&sides.pieces) {
        let name = verification.sources().name(piece.source).unwrap_or_default();
        let input = verification.sources().input(piece.source).unwrap_or_default();
        let line = 1 + input[..piece.span.start].matches('\n').count();
        let by = piece.speaker.as_deref().map(|s| format!(", {}", flat(s))).unwrap_or_default();
        let place = paint(FAINT, &format!("  {}:{line}{by}", harmless(name)), colour);
        out += &format!("   - {}{place}\n", line_of(bits, DROPPED, ("[-", "-]"), colour));
    }
    let by = quotation.speaker.as_deref().map(|s| format!("  {}", flat(s))).unwrap_or_default();
    out += &format!(
        "   + {}{}\n\n",
        line_of(&sides.draft, ADDED, ("{+", "+}"), colour),
        paint(FAINT, &by, colour)
    );
    out
}

/// Words that the other side lacks in colours, or between signs where there are none.
fn line_of(bits: &[Bit], style: Style, signs: (&str, &str), colour: bool) -> String {
    let show = |bit: &Bit| {
        let text = harmless(&bit.text.replace(['\n', '\r', '\t'], " ")).to_string();
        match bit.kind {
            BitKind::Edited if colour => paint(style, &text, true),
            BitKind::Edited => format!("{}{text}{}", signs.0, signs.1),
            BitKind::Allowed => paint(FAINT, &text, colour),
            BitKind::Reporters => paint(REPORTERS, &text, colour),
            _ => text,
        }
    };
    bits.iter().map(show).collect()
}

/// One line, without characters that a terminal would obey.
fn flat(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}
