//! A page of a draft's quotations beside their sources.

use std::fmt::{self, Write as _};

use super::report::escape::{attribute, words};
use crate::verify::{Bit, BitKind, Quotation, Verdict, Verification};

const STYLE: &str = include_str!("style.css");

/// An HTML page of a [`Verification`]: every quotation of the draft beside what stands in its
/// sources, words that differ marked on both sides, with verdict, changes and speakers. Those that
/// somebody should look at come first.
///
/// The page stands alone, needs no script and loads nothing; its own content security policy lets
/// nothing run. Every byte of draft and sources is escaped.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::render::{verification, verification_fragment, verification_style};
/// use dixit::verify::{Source, Sources};
///
/// let sources = Sources::new([Source::new("notes.txt", "“We will <not> sell,” said Ana Kovic.")])?;
/// let checked = sources.verify(&dixit::Extractor::new()?, "“We will sell,” said Kovic.")?;
/// let page = verification(&checked, "Draft");
/// assert!(page.contains("&lt;<del>not</del>&gt;"));
///
/// // In a page of your own.
/// assert!(page.contains(&verification_fragment(&checked, "Draft")));
/// assert!(page.contains(verification_style()));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn verification(verification: &Verification<'_, '_>, title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\nhtml {{ color-scheme: light dark; }}\nbody {{ margin: 0; }}\n{STYLE}</style>\n\
         </head>\n<body>\n{}</body>\n</html>\n",
        words(title),
        verification_fragment(verification, title),
    )
}

/// What stands in the body of [`verification`]'s page, for a page of the caller's own: one element
/// `<div class="dixit-verify">`, which needs [`verification_style`].
///
/// [Example](verification()#example)
#[must_use]
pub fn verification_fragment(verification: &Verification<'_, '_>, title: &str) -> String {
    let mut out = format!(
        "<div class=\"dixit-verify\">\n<header><h1 dir=\"auto\">{}</h1>\n<p>{}</p></header>\n<ol>\n",
        words(title),
        words(&summary(verification.quotations())),
    );
    let numbered = || verification.quotations().iter().enumerate();
    let (faulty, fine): (Vec<_>, Vec<_>) = numbered().partition(|(_, q)| q.is_faulty());
    for (number, quotation) in faulty.into_iter().chain(fine) {
        // Writing into a string cannot fail.
        let _ = card(&mut out, verification, number + 1, quotation);
    }
    let _ = writeln!(
        out,
        "</ol>\n<p class=\"foot\">{}; speakers by {}.</p>\n</div>",
        match verification.sources().len() {
            1 => "1 source".to_owned(),
            sources => format!("{sources} sources"),
        },
        words(verification.draft().model())
    );
    out
}

/// The style sheet. All of its rules are about `.dixit-verify` and what stands in it.
///
/// [Example](verification()#example)
#[must_use]
pub fn verification_style() -> &'static str {
    STYLE
}

/// "12 quotations: 9 verbatim, 1 altered, 2 absent; 3 to look at".
fn summary(quotations: &[Quotation]) -> String {
    let mut counts: Vec<(Verdict, usize)> = Vec::new();
    for quotation in quotations {
        match counts.iter_mut().find(|(verdict, _)| *verdict == quotation.verdict) {
            Some((_, count)) => *count += 1,
            None => counts.push((quotation.verdict, 1)),
        }
    }
    counts.sort_unstable();
    let counts: Vec<String> =
        counts.into_iter().map(|(verdict, count)| format!("{count} {}", label(verdict))).collect();
    let all = match quotations.len() {
        0 => return "no quotations".to_owned(),
        1 => "1 quotation".to_owned(),
        count => format!("{count} quotations"),
    };
    let faulty = quotations.iter().filter(|q| q.is_faulty()).count();
    format!("{all}: {}; {faulty} to look at", counts.join(", "))
}

fn label(verdict: Verdict) -> String {
    match verdict {
        Verdict::AllowedChanges => "with allowed changes".to_owned(),
        verdict => verdict.as_str().replace('_', " "),
    }
}

fn card(
    out: &mut String,
    verification: &Verification<'_, '_>,
    number: usize,
    quotation: &Quotation,
) -> fmt::Result {
    let sides = verification.sides(quotation);
    let remarks: String = quotation.remarks().iter().map(|r| format!(" · {r}")).collect();
    let state = if quotation.is_faulty() { "faulty" } else { "fine" };
    writeln!(
        out,
        "<li id=\"q{number}\" class=\"{state}\" value=\"{number}\">\n<p class=\"verdict {}\">{number}. <strong>{}</strong>{}</p>",
        quotation.verdict.as_str(),
        label(quotation.verdict),
        words(&remarks),
    )?;
    write!(
        out,
        "<div class=\"sides\">\n<section class=\"draft\"><h2>Draft{}</h2>\n<p dir=\"auto\">",
        by(&quotation.speaker)
    )?;
    side(out, &sides.draft, "ins")?;
    writeln!(out, "</p></section>\n<section class=\"source\">")?;
    for (piece, bits) in quotation.pieces.iter().zip(&sides.pieces) {
        let name = verification.sources().name(piece.source).unwrap_or_default();
        write!(
            out,
            "<h2><cite>{}</cite>{}</h2>\n<p dir=\"auto\">",
            words(name),
            by(&piece.speaker)
        )?;
        side(out, bits, "del")?;
        writeln!(out, "</p>")?;
    }
    if quotation.pieces.is_empty() {
        writeln!(out, "<h2>Sources</h2>\n<p class=\"none\">In none of them.</p>")?;
    }
    writeln!(out, "</section>\n</div>\n</li>")
}

/// " · Ana Kovic".
fn by(speaker: &Option<String>) -> String {
    speaker.as_deref().map(|name| format!(" · {}", words(name))).unwrap_or_default()
}

/// `element` is for words that the other side lacks.
fn side(out: &mut String, bits: &[Bit], element: &str) -> fmt::Result {
    for bit in bits {
        let text = words(&bit.text);
        match bit.kind {
            BitKind::Edited => write!(out, "<{element}>{text}</{element}>")?,
            BitKind::Allowed => {
                write!(out, "<span class=\"{}\">{text}</span>", attribute("allowed"))?
            }
            BitKind::Reporters => write!(out, "<mark>{text}</mark>")?,
            _ => out.push_str(&text),
        }
    }
    Ok(())
}
