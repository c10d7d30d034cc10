//! What the tag of an element says of what it holds: its name, its class, its id, its role.

use super::tree::Attributes;
use crate::lexicon::PageWord;

/// A set of things that a tag says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u16);

impl Hints {
    /// By its own name it is no part of an article: `nav`, `footer`, a form.
    pub(super) const OUTSIDE: Self = Self(1);
    /// By its class it stands beside the article; classes may be wrong.
    pub(super) const ASIDE: Self = Self(1 << 1);
    /// What a picture shows.
    pub(super) const CAPTION: Self = Self(1 << 2);
    /// Who wrote the article.
    pub(super) const BYLINE: Self = Self(1 << 3);
    /// When it was published.
    pub(super) const DATE: Self = Self(1 << 4);
    /// It holds an article or a page's main part: `article`, `main`.
    pub(super) const ARTICLE: Self = Self(1 << 5);
    /// It holds an article's text: a class such as "article-body".
    pub(super) const BODY: Self = Self(1 << 6);
    /// It says so in a vocabulary for machines: `itemprop="articleBody"`.
    pub(super) const MARKED: Self = Self(1 << 7);
    /// The heading of a page.
    pub(super) const TITLE: Self = Self(1 << 8);
    /// A paragraph, a block quote, a heading: what an article is made of.
    pub(super) const PROSE: Self = Self(1 << 9);
    /// An item of a list or a cell of a table.
    pub(super) const ITEM: Self = Self(1 << 10);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn of(name: &[u8], attributes: &Attributes) -> Self {
        let mut hints = Self::of_name(name);
        if matches!(name, b"html" | b"body") {
            return hints;
        }
        for (attribute, value) in attributes {
            match &attribute[..] {
                b"class" | b"id" | b"role" | b"data-component" => {
                    for class in value.split(|b| b.is_ascii_whitespace()) {
                        hints = hints.with(Self::of_class(class));
                    }
                }
                b"itemprop" => hints = hints.with(Self::of_property(value)),
                b"rel" if value.eq_ignore_ascii_case(b"author") => {
                    hints = hints.with(Self::BYLINE);
                }
                _ => {}
            }
        }
        // A heading is one whatever it is called.
        if name == b"h1" { hints.without(Self::ASIDE) } else { hints }
    }

    fn of_name(name: &[u8]) -> Self {
        match name {
            b"nav" | b"aside" | b"footer" | b"form" | b"dialog" | b"menu" | b"address"
            | b"audio" | b"video" | b"label" => Self::OUTSIDE,
            b"figure" | b"figcaption" | b"caption" | b"picture" => Self::CAPTION,
            b"article" | b"main" => Self::ARTICLE,
            b"h1" => Self::TITLE.with(Self::PROSE),
            b"time" => Self::DATE,
            b"p" | b"blockquote" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"pre" => Self::PROSE,
            b"li" | b"td" | b"th" | b"dd" | b"dt" => Self::ITEM,
            _ => Self::default(),
        }
    }

    fn of_property(value: &[u8]) -> Self {
        match value {
            b"articleBody" | b"reviewBody" => Self::MARKED,
            b"author" | b"creator" => Self::BYLINE,
            b"datePublished" | b"dateModified" => Self::DATE,
            b"caption" => Self::CAPTION,
            b"headline" => Self::TITLE,
            b"comment" => Self::ASIDE,
            _ => Self::default(),
        }
    }

    fn of_class(class: &[u8]) -> Self {
        let mut hints = Self::default();
        let (mut whole, mut part) = (false, false);
        for word in words(class) {
            match PageWord::of(&word) {
                Some(PageWord::Aside) => hints = hints.with(Self::ASIDE),
                Some(PageWord::Caption) => hints = hints.with(Self::CAPTION),
                Some(PageWord::Byline) => hints = hints.with(Self::BYLINE),
                Some(PageWord::Date) => hints = hints.with(Self::DATE),
                Some(PageWord::Whole) => whole = true,
                Some(PageWord::Part) => part = true,
                None => {}
            }
        }
        if whole && part { hints.with(Self::BODY) } else { hints }
    }
}

/// The words of a class in lower case: "relatedLinks-top" has three.
fn words(class: &[u8]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last = 0u8;
    for &byte in class.iter().take(LONGEST) {
        if byte.is_ascii_alphabetic() {
            let begins = !last.is_ascii_alphabetic()
                || byte.is_ascii_uppercase() && last.is_ascii_lowercase();
            match out.last_mut() {
                Some(word) if !begins => word.push(char::from(byte.to_ascii_lowercase())),
                _ => out.push(char::from(byte.to_ascii_lowercase()).to_string()),
            }
        }
        last = byte;
    }
    out
}

/// How much of a class is looked at, in bytes.
const LONGEST: usize = 128;
