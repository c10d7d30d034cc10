//! Lines that are left of a page where its text was copied, and are no part of the article:
//! advertisements, links to other articles, credits of pictures.

use super::plain::Block;
use crate::kinds::BlockKind;
use crate::lexicon::marks::is_mark;
use crate::lexicon::{Class, PageLine};

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

/// Whether a paragraph is such a line, and nobody's words.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > LONGEST || line.contains(|c| is_mark(c) && !matches!(c, '’' | '\'')) {
        return false;
    }
    let line = line.trim_matches(['(', ')', '[', ']', ' ', '*', '-', '—', '–']);
    let whole = words(line, PageLine::LONGEST + 1);
    if PageLine::of(&whole).whole {
        return true;
    }
    if let Some((label, rest)) = line.split_once(':')
        && !rest.trim().is_empty()
        && PageLine::of(&words(label, PageLine::LONGEST + 1)).label
    {
        return true;
    }
    if is_credit_of_agency(line) {
        return true;
    }
    PageLine::of(&words(line, 2)).credit
        && line.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS
}

/// "Eva Noir, AP", "Eva Noir/Getty Images": who took a picture, and for whom.
fn is_credit_of_agency(line: &str) -> bool {
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
}
