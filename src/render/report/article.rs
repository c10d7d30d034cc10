//! The article of a report: its blocks as they were, with what was found in them marked.

use std::collections::HashSet;
use std::fmt::{self, Write as _};

use super::super::nesting::{Event, Layer, Nesting};
use super::super::voices::one_line;
use super::people::{Place, label, what};
use super::{attribute, words};
use crate::{Block, BlockKind, Document, MarkedPhrase, Mention, Speaker, SpeakerForm, Statement};

/// What an element of the article stands for.
#[derive(Clone, Copy, Debug)]
enum Marked<'d> {
    /// A span of a statement, and whether it is the first one.
    Statement(Statement<'d>, bool),
    Phrase(MarkedPhrase<'d>),
    Cue,
    /// The words that name a speaker, the statement that is theirs, and the mention that tells who
    /// it is, where they do not.
    Speaker(Statement<'d>, Option<(Mention<'d>, &'d str)>),
    Mention(Mention<'d>),
}

/// `main_heading` is the block that heads the whole page, if one does.
pub(super) fn write(
    out: &mut String,
    document: &Document<'_>,
    places: &[Place],
    main_heading: Option<Block<'_>>,
) -> fmt::Result {
    let mut nesting = Nesting::new(layers(document));
    out.push_str("<article>\n");
    let mut quotes = 0;
    for block in document.blocks() {
        while quotes < block.quote_depth() {
            out.push_str("<blockquote>\n");
            quotes += 1;
        }
        while quotes > block.quote_depth() {
            out.push_str("</blockquote>\n");
            quotes -= 1;
        }
        let is_main = main_heading.is_some_and(|b| b.index() == block.index());
        let (element, class) = match block.kind() {
            BlockKind::Heading if is_main => ("h1", ""),
            BlockKind::Heading => ("h2", ""),
            // The lists are not known any more, their items are.
            BlockKind::ListItem => ("p", " class=\"item\""),
            _ => ("p", ""),
        };
        write!(out, "<{element}{class} dir=\"auto\">")?;
        nesting.block(block.stretches(), |event| match event {
            Event::Open { what, first } => open(out, document, places, what, first),
            Event::Words(text) => out.push_str(&words(text)),
            Event::Close(what) => out.push_str(end(what)),
        });
        writeln!(out, "</{element}>")?;
    }
    out.push_str(&"</blockquote>\n".repeat(quotes));
    out.push_str("</article>\n");
    Ok(())
}

fn layers<'d>(document: &'d Document<'d>) -> Vec<Layer<Marked<'d>>> {
    let names = Names::new(document);
    let mut out = Vec::new();
    let mut add = |span, depth, what| out.push(Layer { span, depth, what });
    // Several statements may share a cue and the words for their speaker.
    let (mut cues, mut speakers) = (HashSet::new(), HashSet::new());
    for statement in document.statements() {
        for (place, &span) in statement.spans().iter().enumerate() {
            add(span, 0, Marked::Statement(statement, place == 0));
        }
        if let Some(span) = statement.cue().filter(|&s| cues.insert(s)) {
            add(span, 3, Marked::Cue);
        }
        let speaker = statement.speaker().filter(|s| s.form() != SpeakerForm::Implicit);
        if let Some((speaker, span)) =
            speaker.and_then(|s| Some((s, s.mention()?))).filter(|&(_, span)| speakers.insert(span))
        {
            add(span, 2, Marked::Speaker(statement, names.of(speaker)));
        }
    }
    for phrase in document.marked_phrases() {
        add(phrase.span(), 1, Marked::Phrase(phrase));
    }
    for mention in document.mentions() {
        add(mention.span(), 4, Marked::Mention(mention));
    }
    out
}

/// Where entities are named.
struct Names<'d> {
    /// For each entity its mentions.
    mentions: Vec<Vec<Mention<'d>>>,
}

impl<'d> Names<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        Self { mentions: document.entities().map(|e| e.mentions().collect()).collect() }
    }

    /// The last mention before `speaker`'s own words that names them, or else the first one; none
    /// where those words do it themselves.
    fn of(&self, speaker: Speaker<'d>) -> Option<(Mention<'d>, &'d str)> {
        let (entity, span) = (speaker.entity()?, speaker.mention()?);
        let mentions = self.mentions.get(entity.id())?;
        let before = mentions.partition_point(|m| m.span().end <= span.start);
        let names_itself = mentions.get(before).is_some_and(|m| m.span().overlaps(span));
        let mention = *mentions.get(before.saturating_sub(1))?;
        (!names_itself).then_some((mention, entity.name()))
    }
}

// Writing into a string cannot fail.
fn open(
    out: &mut String,
    document: &Document<'_>,
    places: &[Place],
    what: Marked<'_>,
    first: bool,
) {
    let _ = match what {
        Marked::Statement(statement, first_span) => {
            let index = statement.index();
            let Place { voice, colour, named } = places[index];
            let id = if first && first_span {
                format!(" id=\"s{index}\" data-voice=\"{}\"", label(voice, named))
            } else {
                String::new()
            };
            let (kind, act) = (statement.kind(), statement.act());
            write!(
                out,
                "<mark class=\"{kind} {act} c{colour} v{voice}\"{id} title=\"{}\">",
                attribute(&tooltip(document, statement))
            )
        }
        Marked::Phrase(phrase) => write!(
            out,
            "<span class=\"phrase\" title=\"{}\">",
            phrase.reason().as_str().replace('_', " ")
        ),
        Marked::Cue => write!(out, "<span class=\"cue\">"),
        Marked::Speaker(statement, Some((mention, name))) => {
            write!(
                out,
                "<a class=\"who\" href=\"#m{}\" data-name=\"{}\" data-by=\"voice-{}\">",
                mention.index(),
                attribute(&one_line(name)),
                places[statement.index()].voice
            )
        }
        Marked::Speaker(_, None) => write!(out, "<span class=\"who\">"),
        Marked::Mention(mention) => {
            let id = if first { format!(" id=\"m{}\"", mention.index()) } else { String::new() };
            write!(
                out,
                "<span class=\"name\"{id} title=\"{}, {:.2}\">",
                mention.kind(),
                mention.score()
            )
        }
    };
}

fn end(what: Marked<'_>) -> &'static str {
    match what {
        Marked::Statement(..) => "</mark>",
        Marked::Speaker(_, Some(_)) => "</a>",
        Marked::Speaker(_, None) | Marked::Phrase(_) | Marked::Cue | Marked::Mention(..) => {
            "</span>"
        }
    }
}

/// "Ana Kovic (“she”), 0.93 · direct, 0.97 · told", "… · indirect thought, 0.91 · hopes".
fn tooltip(document: &Document<'_>, statement: Statement<'_>) -> String {
    let mut out = match statement.speaker() {
        Some(speaker) => {
            let own = speaker.mention().map(|span| document.text_of(span));
            let name = speaker.name().map(one_line);
            let who = match (name, own) {
                (Some(name), Some(own)) if own != name => format!("{name} (“{own}”)"),
                (Some(words), _) | (None, Some(words)) => words,
                (None, None) => "nobody named".to_owned(),
            };
            format!("{who}, {:.2}", speaker.score())
        }
        None => "nobody named".to_owned(),
    };
    let _ = write!(out, " · {}, {:.2}", what(statement), statement.score());
    if let Some(cue) = statement.cue() {
        let _ = write!(out, " · {}", document.text_of(cue));
    }
    out
}
