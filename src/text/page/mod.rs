//! A whole web page to the plain text of its article: the page is read as HTML, its elements say
//! what each block may be, and the blocks that are not the article are left out.

mod article;
mod choice;
mod hints;
mod runs;
mod told;
mod tree;

use html5gum::Token;

use self::runs::Runs;
use self::told::Told;
use self::tree::{Node, Tree};
use super::furniture::is_furniture;
use super::html::{Reader, tokens};
use super::plain::{Block, PlainText, PlainTextBuilder};
use super::{InputFormat, Span};
use crate::error::Error;
use crate::limits::Allowance;

/// What a page says of one of its blocks.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// The innermost element in which it begins.
    node: usize,
    /// How many of its bytes, white space left out, are a link's.
    linked: usize,
    /// Whether it begins with a link.
    begins_linked: bool,
}

pub(super) fn read<'t>(input: &'t str, allowance: &Allowance<'_>) -> Result<PlainText<'t>, Error> {
    let mut builder = PlainTextBuilder::new(input);
    let mut reader = Reader::default();
    let mut tree = Tree::new();
    let mut told = Told::default();
    let mut runs = Runs::default();
    let mut seen: Vec<Seen> = Vec::new();
    let mut current = Seen::default();
    for (step, token) in tokens(input).enumerate() {
        allowance.check_at(step)?;
        told.see(input, &token);
        let (was_open, was_reading) = (builder.in_block(), reader.is_reading());
        reader.take(&mut builder, input, 0, &token);
        seen.resize(builder.blocks().len(), current);
        if !builder.in_block() {
            runs.end();
        }
        // What stands in a script is no element.
        if !(was_reading && reader.is_reading()) {
            continue;
        }
        match &token {
            Token::StartTag(tag) => {
                tree.start(&tag.name, &tag.attributes, tag.self_closing);
                // A quotation in a line begins a block with its mark.
                if !was_open && builder.in_block() {
                    let begins_linked = tree.in_link();
                    current = Seen { node: tree.here(), linked: 0, begins_linked };
                }
                if *tag.name == b"a"[..] {
                    runs.link(tree.around(), builder.text_len());
                }
            }
            Token::EndTag(tag) => tree.end(&tag.name),
            Token::String(text) if builder.in_block() => {
                let words = &input[text.span.start..text.span.end];
                if !was_open {
                    let begins_linked = tree.in_link();
                    current = Seen { node: tree.here(), linked: 0, begins_linked };
                }
                if tree.in_link() {
                    runs.text_of_link(builder.text_len());
                    current.linked += words.split_whitespace().map(str::len).sum::<usize>();
                } else if !words.trim().is_empty() {
                    runs.end();
                }
            }
            _ => {}
        }
    }
    builder.end_block();
    seen.resize(builder.blocks().len(), current);
    let plain = builder.finish(InputFormat::Page);
    let menus = runs.into_spans();
    let page = Page { plain: &plain, seen: &seen, nodes: &tree.nodes, menus: &menus };
    let title = article::title(page, &told);
    let mut kept = choice::choose(page, title.as_ref().and_then(|t| t.block));
    // Before the text is put together: a sentence that such a line tore is whole without it.
    for (block, kept) in plain.blocks().iter().zip(&mut kept) {
        *kept &= !is_furniture(&plain.text()[block.span]);
    }
    let article = article::describe(page, &kept, title, &told);
    Ok(plain.only(input, &kept, &menus, article))
}

/// A page that was read whole, and what it says of its blocks.
#[derive(Clone, Copy, Debug)]
struct Page<'a> {
    plain: &'a PlainText<'a>,
    /// Of each block.
    seen: &'a [Seen],
    nodes: &'a [Node],
    /// Where menus stand in the text, in order.
    menus: &'a [Span],
}

impl Page<'_> {
    /// The text of a block.
    fn text(&self, block: &Block) -> &str {
        &self.plain.text()[block.span]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain::Part;
    use crate::text::{html, suite};

    fn words(plain: &PlainText<'_>) -> Vec<String> {
        plain.blocks().iter().map(|b| plain.words(b.span)).collect()
    }

    #[test]
    fn the_article_of_a_page_is_read() {
        suite::run("pages.toml", |case| {
            let plain = PlainText::new(&case.input, InputFormat::Html);
            assert_eq!(plain.format(), InputFormat::Page, "{}", case.name);
            case.check(&words(&plain));
        });
    }

    #[test]
    fn leaving_blocks_out_moves_no_span() {
        suite::run("pages.toml", |case| {
            let allowance = Allowance::unlimited();
            let page = read(&case.input, &allowance).expect("there are no limits");
            let all = html::read(&case.input, &allowance).expect("there are no limits");
            let places = |plain: &PlainText<'_>| -> Vec<_> {
                let blocks = plain.blocks().iter();
                blocks.map(|b| (plain.to_input(b.span), plain.words(b.span), b.kind)).collect()
            };
            let places_of_all = places(&all);
            for place in places(&page) {
                assert!(places_of_all.contains(&place), "{}: {place:?}", case.name);
            }
        });
    }

    #[test]
    fn what_a_page_says_of_its_article() {
        let part = |page: &str| {
            let plain = PlainText::new(page, InputFormat::Page);
            let article = plain.article().cloned().expect("a page has an article");
            for part in [&article.title, &article.byline, &article.date].into_iter().flatten() {
                let there = plain.input().get(part.span.range());
                assert!(
                    there.is_some_and(|there| there.contains(&part.words[part.words.len() - 4..]))
                );
            }
            let words = |part: Option<Part>| part.map(|p| p.words).unwrap_or_default();
            [words(article.title), words(article.byline), words(article.date)]
        };
        const TEXT: &str = "<p>The old bridge over the Alder stays shut until May, the council of the town decided.</p>";
        let seen = format!(
            "<title>The old bridge | The Post</title><body><h1>The Post</h1><h1>The <i>old</i> bridge</h1><p class=byline>By Eva Noir</p><time>2 May</time>{TEXT}"
        );
        assert_eq!(part(&seen), ["The old bridge", "Eva Noir", "2 May"]);
        let told = format!(
            r#"<title>The bridge - Post</title><meta property="article:published_time" content="2026-05-02"><meta name=author content="Eva Noir"><body>{TEXT}"#
        );
        assert_eq!(part(&told), ["The bridge - Post", "Eva Noir", "2026-05-02"]);
        let data = format!(
            r#"<script type="application/ld+json">{{"@graph": [{{"name": "Post"}}, {{"headline": "The bridge",
            "author": [{{"name": "Eva Noir"}}], "datePublished": "2026-05-02"}}]}}</script><body>{TEXT}"#
        );
        assert_eq!(part(&data), ["The bridge", "Eva Noir", "2026-05-02"]);
        assert_eq!(part(TEXT), ["", "", ""]);
    }

    #[test]
    fn what_is_nested_deep_takes_no_more_than_it_is_long() {
        for (open, then) in [
            ("<div>", "</div>"),
            ("<b>", "<div></div>"),
            ("<p><a>", "</i>"),
            ("<i><b>", "</i>"),
            ("<ul><li>", "</p>"),
        ] {
            let steps = |count: usize| {
                let page = format!("{}No.{}", open.repeat(count), then.repeat(count));
                let mut tree = Tree::new();
                for token in tokens(&page) {
                    match token {
                        Token::StartTag(t) => tree.start(&t.name, &t.attributes, t.self_closing),
                        Token::EndTag(t) => tree.end(&t.name),
                        _ => {}
                    }
                }
                tree.steps.get()
            };
            let (half, whole) = (steps(2000), steps(4000));
            assert!(whole * 10 <= half * 22 + 10, "{open}: from {half} to {whole}");
        }
    }
}
