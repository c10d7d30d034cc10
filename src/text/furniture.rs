//! Lines that are left of a page where its text was copied, and are no part of the article:
//! advertisements, links to other articles, credits of pictures.

use super::plain::Block;
use crate::kinds::BlockKind;
use crate::lexicon::marks::is_mark;
use crate::lexicon::{Class, PageLine};

/// The longest caption, in bytes.
const LONGEST_CAPTION: usize = 600;
/// The longest such line, in bytes: what is longer says more than that.
const LONGEST: usize = 200;
/// The most words of a credit.
const MOST_WORDS: usize = 12;
/// The most words of the names of those who took a picture.
const MOST_OF_NAMES: usize = 5;

/// The blocks without such lines.
pub(super) fn without_furniture(mut blocks: Vec<Block>, text: &str) -> Vec<Block> {
    blocks.retain(|block| block.kind != BlockKind::Paragraph || !is_furniture(&text[block.span]));
    blocks
}

/// The blocks, with paragraphs that say what a picture shows as captions.
pub(super) fn with_captions(mut blocks: Vec<Block>, text: &str) -> Vec<Block> {
    for block in &mut blocks {
        let is_of_article = block.kind == BlockKind::Paragraph && block.quote_depth == 0;
        if is_of_article && is_caption(&text[block.span]) {
            block.kind = BlockKind::Caption;
        }
    }
    blocks
}

/// Whether a paragraph ends by saying who took a picture: "Ana Kovic at the bridge. Photo: Eva Noir",
/// "Ana Kovic at the bridge (Eva Noir/AP)".
fn is_caption(paragraph: &str) -> bool {
    let text = paragraph.trim_end_matches([' ', '.']);
    if text.len() > LONGEST_CAPTION || has_marks(text) {
        return false;
    }
    let in_brackets = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    let last_sentence = || text.rsplit_once(['.', '?', '!', ')']);
    let credit = in_brackets.or_else(last_sentence);
    credit.is_some_and(|(shown, credit)| !shown.trim().is_empty() && is_credit(credit.trim()))
}

/// Whether a line has quotation marks.
fn has_marks(line: &str) -> bool {
    line.contains(|c| is_mark(c) && !matches!(c, '’' | '\''))
}

/// Whether a paragraph is such a line, and nobody's words.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > LONGEST || has_marks(line) {
        return false;
    }
    let line = line.trim_matches(['(', ')', '[', ']', ' ', '*', '-', '—', '–']);
    let whole = words(line, PageLine::LONGEST + 1);
    if PageLine::of(&whole).whole {
        return true;
    }
    label(line).label || is_credit(line)
}

/// What stands before the first colon of a line: "Related: …", "Photo: …".
fn label(line: &str) -> PageLine {
    let label = line.split_once(':').filter(|(_, rest)| !rest.trim().is_empty());
    label.map_or_else(PageLine::default, |(label, _)| {
        PageLine::of(&words(label, PageLine::LONGEST + 1))
    })
}

/// Who took a picture.
fn is_credit(line: &str) -> bool {
    let is_short = line.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS;
    is_short
        && (label(line).credit || is_credit_of_agency(line) || PageLine::of(&words(line, 2)).credit)
}

/// "Eva Noir, AP", "Eva Noir/Getty Images": who took a picture, and for whom.
fn is_credit_of_agency(line: &str) -> bool {
    // "AP Photo/Eva Noir, File".
    if let Some((agency, who)) = line.split_once('/')
        && PageLine::of(&words(agency, PageLine::LONGEST + 1)).agency
    {
        return who.starts_with(char::is_uppercase);
    }
    let (who, agency) = line.rsplit_once([',', '/']).unwrap_or(("", line));
    let mut names = who.split_whitespace();
    who.split_whitespace().take(MOST_OF_NAMES + 1).count() <= MOST_OF_NAMES
        && names.all(|word| word.starts_with(char::is_uppercase) || Class::JoiningWord.has(word))
        && PageLine::of(&words(agency, PageLine::LONGEST + 1)).agency
}

/// The first words of a line, in lower case and without marks.
fn words(line: &str, most: usize) -> String {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(most)
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::suite;

    #[test]
    fn lines_that_are_no_part_of_an_article() {
        suite::run("furniture.toml", |case| {
            let lines = case.input.lines().map(str::trim);
            let kept: Vec<&str> = lines.filter(|l| !l.is_empty() && !is_furniture(l)).collect();
            case.check(&kept);
        });
    }

    #[test]
    fn a_caption_ends_with_who_took_the_picture() {
        for (paragraph, is) in [
            ("Ana Kovic at the bridge. Photo: Eva Noir", true),
            ("Ana Kovic, left, and Ben Brandt. Photograph: Eva Noir/Getty Images", true),
            ("Ana Kovic at the bridge (Photo by Eva Noir)", true),
            ("Ana Kovic at the bridge. (AP Photo/Eva Noir, File)", true),
            ("Ana Kovic at the bridge. Eva Noir/AP.", true),
            ("Ana Kovic left the bridge. Read more: The ferry that nobody wanted", false),
            ("Ana Kovic at the bridge.", false),
            ("Ana Kovic met reporters of AP, Reuters and others.", false),
            ("Ana Kovic left (she had a train to catch).", false),
            ("“It will hold,” Kovic said. Photo by Eva Noir", false),
            ("", false),
        ] {
            assert_eq!(is_caption(paragraph), is, "{paragraph}");
        }
    }
}
