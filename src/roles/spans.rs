//! Role tags as spans of the text.

use super::rules;
use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::lexicon::is_title;
use crate::model::RoleTags;
use crate::text::{Reading, Span, Word};

/// A stretch that the role head tags.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RoleSpan {
    pub(crate) span: Span,
    /// Mean probability of its tags.
    pub(crate) score: f32,
}

/// The three kinds of spans, each in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) sources: Vec<RoleSpan>,
    pub(crate) cues: Vec<RoleSpan>,
    pub(crate) contents: Vec<RoleSpan>,
    /// For each word of the text, the probability that it is content.
    pub(crate) content_of_word: Vec<f32>,
}

impl Roles {
    /// The role head's kinds are source, cue and content, in this order, as the bundle has checked.
    pub(super) fn tagged(words: &[Word], tags: RoleTags) -> Self {
        let mut out = Self { content_of_word: tags.content, ..Self::default() };
        for tag in &tags.spans {
            let (Some(first), Some(last)) =
                (words.get(tag.first), tag.last.checked_sub(1).and_then(|l| words.get(l)))
            else {
                continue;
            };
            let role = RoleSpan { span: first.span.join(last.span), score: tag.score };
            match tag.kind {
                0 => out.sources.push(role),
                1 => out.cues.push(role),
                _ => out.contents.push(role),
            }
        }
        out
    }

    /// "“…,” Kovic said, the Post reported": what the model takes for the content of the Post's
    /// report ends with an attribution of its own, which is the quotation's.
    #[must_use]
    pub(crate) fn with_inner_attributions(mut self, reading: &Reading<'_>) -> Self {
        let (text, words) = (reading.text, &reading.words);
        let (mut cues, mut sources) = (Vec::new(), Vec::new());
        for content in &mut self.contents {
            let Some((end, cue, source)) = reporting_tail(text, words, content.span) else {
                continue;
            };
            content.span.end = end.max(content.span.start);
            cues.push(RoleSpan { span: cue, score: content.score });
            sources.push(RoleSpan { span: source, score: content.score });
        }
        self.contents.retain(|c| !c.span.is_empty());
        self.cues.extend(cues);
        self.sources.extend(sources);
        self.cues.sort_by_key(|r| r.span);
        self.sources.sort_by_key(|r| r.span);
        self
    }

    /// "According to Kovic, the bridge is safe": where the model finds nothing that is reported, it
    /// is the rest of the sentence.
    #[must_use]
    pub(crate) fn with_contents_of_according(mut self, reading: &Reading<'_>) -> Self {
        let text = reading.text;
        let mut found: Vec<RoleSpan> = Vec::new();
        for cue in self.cues.iter().filter(|c| text[c.span].eq_ignore_ascii_case("according to")) {
            let sentence = reading.sentences[reading.sentence_at(cue.span.start)];
            if found.last().is_some_and(|f| f.span.end > sentence.start) {
                continue;
            }
            let after =
                overlapping(&self.sources, Span::new(cue.span.end, sentence.end.max(cue.span.end)));
            let Some(source) =
                after.first().filter(|_| overlapping(&self.contents, sentence).is_empty())
            else {
                continue;
            };
            let is_word = |span: Span| text[span].contains(char::is_alphanumeric);
            let before = Span::new(sentence.start, cue.span.start);
            let rest = if is_word(before) {
                before
            } else {
                Span::new(source.span.end, sentence.end.max(source.span.end))
            };
            let rest = rest.trim(text, |c| c.is_whitespace() || ",.;".contains(c));
            if is_word(rest) {
                found.push(RoleSpan { span: rest, score: cue.score.min(source.score) });
            }
        }
        self.contents.extend(found);
        self.contents.sort_by_key(|r| r.span);
        self
    }

    /// "Kovic wrote in a letter to the council.", right after a block quote: where the model finds
    /// no source in such a sentence, which reports nothing else, rules look for one, and for the
    /// cue.
    #[must_use]
    pub(crate) fn with_authors_of_block_quotes(
        mut self,
        reading: &Reading<'_>,
        entities: &Entities,
    ) -> Self {
        let blocks = reading.blocks.iter().zip(reading.blocks.iter().skip(1));
        for after in blocks
            .filter(|(quote, after)| quote.quote_depth > 0 && after.quote_depth == 0)
            .map(|(_, after)| after.span)
        {
            let sentence = reading.sentences[reading.sentence_at(after.start)];
            let is_free = |list: &[RoleSpan]| overlapping(list, sentence).is_empty();
            if !is_free(&self.sources) || !is_free(&self.contents) {
                continue;
            }
            if let Some((cue, source)) = rules::attribution(reading, entities, sentence) {
                if is_free(&self.cues) {
                    self.cues.insert(self.cues.partition_point(|c| c.span < cue.span), cue);
                }
                self.sources.insert(self.sources.partition_point(|s| s.span < source.span), source);
            }
        }
        self
    }

    /// Sources as whole names: one that stops inside a mention, or right before the name that its
    /// title, description or preposition belongs to, takes it in.
    #[must_use]
    pub(crate) fn with_whole_names(mut self, reading: &Reading<'_>, entities: &Entities) -> Self {
        let text = reading.text;
        // "The prime minister, | Olaf Stern,": a description and the name set behind it are one
        // source.
        self.sources.dedup_by(|next, last| {
            let is_apart = text.get(last.span.end..next.span.start).is_none_or(|gap| gap != ", ");
            let is_name = || {
                entities.starting_in(next.span).next().is_some_and(|(_, m)| {
                    m.kind == EntityKind::Person && m.span.start == next.span.start
                })
            };
            let joins = !is_apart && entities.overlapping(last.span).is_empty() && is_name();
            if joins {
                *last =
                    RoleSpan { span: last.span.join(next.span), score: last.score.min(next.score) };
            }
            joins
        });
        let (cues, contents) = (&self.cues, &self.contents);
        let is_free = |span: Span| {
            overlapping(cues, span).is_empty() && overlapping(contents, span).is_empty()
        };
        let next_start: Vec<usize> =
            self.sources.iter().skip(1).map(|s| s.span.start).chain([usize::MAX]).collect();
        for (source, next) in self.sources.iter_mut().zip(next_start) {
            if let Some(end) = noun_after_determiner(text, source.span)
                && end <= next
                && is_free(Span::new(source.span.end, end))
            {
                source.span.end = end;
            }
            let at = entities.mentions.partition_point(|m| m.span.end < source.span.end + 1);
            let Some(mention) = entities.mentions.get(at).filter(|m| m.span.end > source.span.end)
            else {
                continue;
            };
            let cut = mention.span.start < source.span.end;
            let titled = mention.kind == EntityKind::Person
                && text.get(source.span.end..mention.span.start).is_some_and(|gap| gap == " ")
                && text[source.span].split_whitespace().next_back().is_some_and(is_title);
            // "her neighbour, | Luc Ferrand"
            let apposed = mention.kind == EntityKind::Person
                && entities.overlapping(source.span).is_empty()
                && text
                    .get(source.span.start..mention.span.start)
                    .is_some_and(|t| t.ends_with(", "))
                && text
                    .get(source.span.end..mention.span.start)
                    .is_some_and(|gap| gap.chars().all(|c| ", ".contains(c)));
            let governed =
                text.get(source.span.end..mention.span.start).is_some_and(|gap| gap == " ")
                    && text[source.span]
                        .split_whitespace()
                        .next_back()
                        .is_some_and(|w| Class::SourcePreposition.has(w));
            let free =
                mention.span.end <= next && is_free(Span::new(source.span.end, mention.span.end));
            if (cut || titled || apposed || governed) && free {
                source.span.end = mention.span.end;
            }
        }
        for source in &mut self.sources {
            source.span = source.span.trim(text, |c| c.is_whitespace() || ",;:".contains(c));
        }
        self.sources.retain(|s| !s.span.is_empty() && s.span.len() <= LONGEST_SOURCE);
        self
    }
}

/// What is longer, in bytes, names no source.
const LONGEST_SOURCE: usize = 1024;

/// Marks that end a quotation.
const CLOSING: &str = "”\"»’";

/// For a content that begins with a quotation, or stands right behind one, and ends with "Kovic
/// said" or "said Kovic": where the quotation ends, the verb, the name.
fn reporting_tail(text: &str, words: &[Word], content: Span) -> Option<(usize, Span, Span)> {
    const LONGEST: usize = 6;
    let inner = &text[content];
    let end = if inner.starts_with(['“', '"', '«', '‘']) {
        let (at, mark) = inner.char_indices().rev().find(|&(_, c)| CLOSING.contains(c))?;
        content.start + at + mark.len_utf8()
    } else {
        let before = text[Span::new(0, content.start).last_bytes(text, 64)]
            .trim_end_matches([' ', ',', '*', '_']);
        before.ends_with(|c| CLOSING.contains(c)).then_some(content.start)?
    };
    let from = words.partition_point(|w| w.span.start < end);
    let to = words.partition_point(|w| w.span.end <= content.end);
    let tail: Vec<Span> = words
        .get(from..to)?
        .iter()
        .map(|w| w.span)
        .filter(|w| text[*w].starts_with(|c: char| c.is_alphanumeric() || c == '@'))
        .collect();
    let verb = |span: &Span| Class::ClosingVerb.has(&text[*span]);
    let (cue, name) = match tail.as_slice() {
        [name @ .., last] if verb(last) => (*last, name),
        [first, name @ ..] if verb(first) => (*first, name),
        _ => return None,
    };
    let (first, last) = (name.first()?, name.last()?);
    (name.len() < LONGEST).then(|| (end, cue, first.join(*last)))
}

/// Where the nominal ends whose determiner a source stops at ("According to the | regional police,
/// …"): at the next mark.
fn noun_after_determiner(text: &str, source: Span) -> Option<usize> {
    const LONGEST: usize = 4;
    // In characters: more than that many words have.
    const REACH: usize = 80;
    let last = text[source].split_whitespace().next_back()?;
    if !Class::NounDeterminer.has(&last.to_lowercase()) {
        return None;
    }
    let rest = &text[source.end..];
    let end = rest
        .char_indices()
        .take(REACH)
        .find(|&(_, c)| !(c.is_alphanumeric() || c == ' ' || c == '-'))?
        .0;
    let words = rest[..end].split_whitespace().count();
    (rest.starts_with(' ') && (1..=LONGEST).contains(&words))
        .then(|| source.end + rest[..end].trim_end().len())
}

/// The spans of `list` (ascending, not overlapping) that overlap `span`.
pub(crate) fn overlapping(list: &[RoleSpan], span: Span) -> &[RoleSpan] {
    let from = list.partition_point(|r| r.span.end <= span.start);
    let to = list.partition_point(|r| r.span.start < span.end);
    &list[from..to.max(from)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TagSpan;
    use crate::text::{InputFormat, Source};

    /// The reading of a source and its entities, of which `names` are people.
    fn read<'t>(source: &'t Source<'_>, names: &[&str]) -> (Reading<'t>, Entities) {
        let reading = Reading::new(source);
        let text = reading.text;
        let tag = |name: &&str| {
            let at = text.find(name).expect("the name is there");
            let words = reading.words_in(Span::new(at, at + name.len()));
            TagSpan { kind: 0, first: words.start, last: words.end, score: 0.9 }
        };
        let tags: Vec<TagSpan> = names.iter().map(tag).collect();
        let entities = Entities::find(&reading, &tags);
        (reading, entities)
    }

    #[test]
    fn an_attribution_inside_a_reported_quotation_is_the_quotations() {
        let text = "“I hope,” Ana Kovic said, the Post reported.";
        let content =
            RoleSpan { span: Span::new(0, text.find(", the").expect("there")), score: 0.9 };
        let roles = Roles { contents: vec![content], ..Roles::default() };
        let found =
            roles.with_inner_attributions(&Reading::new(&Source::new(text, InputFormat::Text)));
        let shown =
            |list: &[RoleSpan]| list.iter().map(|r| text[r.span].to_owned()).collect::<Vec<_>>();
        assert_eq!(shown(&found.contents), ["“I hope,”"]);
        assert_eq!(shown(&found.cues), ["said"]);
        assert_eq!(shown(&found.sources), ["Ana Kovic"]);
    }

    #[test]
    fn an_attribution_behind_a_quotation_is_no_content() {
        let text = "“I hope,” Ana Kovic said, the Post reported.";
        let at = text.find("Ana").expect("there");
        let content =
            RoleSpan { span: Span::new(at, text.find(", the").expect("there")), score: 0.9 };
        let roles = Roles { contents: vec![content], ..Roles::default() };
        let found =
            roles.with_inner_attributions(&Reading::new(&Source::new(text, InputFormat::Text)));
        assert!(found.contents.is_empty());
        assert_eq!(&text[found.sources[0].span], "Ana Kovic");
    }

    #[test]
    fn other_contents_stay_as_they_are() {
        for text in [
            "“I hope,” she thought of the Post",
            "the bridge “shut,” Kovic said",
            "“I hope”",
            "“I hope,” said",
        ] {
            let roles = Roles {
                contents: vec![RoleSpan { span: Span::new(0, text.len()), score: 0.9 }],
                ..Roles::default()
            };
            let found = roles
                .clone()
                .with_inner_attributions(&Reading::new(&Source::new(text, InputFormat::Text)));
            assert_eq!(found.contents, roles.contents, "{text}");
            assert!(found.cues.is_empty());
        }
    }

    #[test]
    fn a_source_takes_in_the_rest_of_its_nominal() {
        let text = "According to the regional police, nobody was hurt.";
        let source = RoleSpan { span: Span::new(13, 16), score: 0.9 };
        let roles = Roles { sources: vec![source], ..Roles::default() }.with_whole_names(
            &Reading::new(&Source::new(text, InputFormat::Text)),
            &Entities::default(),
        );
        assert_eq!(&text[roles.sources[0].span], "the regional police");
    }

    #[test]
    fn a_source_takes_in_the_name_behind_its_preposition() {
        let found = |text: &str, cut: &str| {
            let source = Source::new(text, InputFormat::Text);
            let (reading, entities) = read(&source, &["Alder"]);
            let at = text.find(cut).expect("it is there");
            let source = RoleSpan { span: Span::new(at, at + cut.len()), score: 0.9 };
            let roles = Roles { sources: vec![source], ..Roles::default() }
                .with_whole_names(&reading, &entities);
            text[roles.sources[0].span].to_owned()
        };
        assert_eq!(found("A judge in Alder on Monday said no.", "A judge in"), "A judge in Alder");
        assert_eq!(found("A judge saw Alder and said no.", "A judge saw"), "A judge saw");
        assert_eq!(found("A judge in the Alder said no.", "A judge in"), "A judge in");
    }

    #[test]
    fn whoever_wrote_a_block_quote_is_named_after_it() {
        let found = |after: &str, names: &[&str]| {
            let text = format!("> Nobody asked us.\n\n{after}");
            let source = Source::new(&text, InputFormat::Markdown);
            let (text, (reading, entities)) = (source.text(), read(&source, names));
            let roles = Roles::default().with_authors_of_block_quotes(&reading, &entities);
            let shown = |list: &[RoleSpan]| {
                list.iter().map(|r| text[r.span].to_owned()).collect::<Vec<_>>().join("|")
            };
            (shown(&roles.sources), shown(&roles.cues))
        };
        let is = |source: &str, cue: &str| (source.to_owned(), cue.to_owned());
        assert_eq!(
            found("Ana Kovic wrote in a letter to the council.", &["Ana Kovic"]),
            is("Ana Kovic", "wrote")
        );
        assert_eq!(
            found("The board's chairman wrote in June. He left.", &[]),
            is("The board's chairman", "wrote")
        );
        // It has words of its own, or says nothing of anybody's.
        assert_eq!(found("Ana Kovic said that the bridge was safe.", &["Ana Kovic"]), is("", ""));
        assert_eq!(found("The bridge was shut on Tuesday.", &[]), is("", ""));
    }

    #[test]
    fn a_description_and_the_name_behind_it_are_one_source() {
        for (text, first, joined) in [
            (
                "The prime minister, Olaf Stern, declined to say.",
                "The prime minister",
                "The prime minister, Olaf Stern",
            ),
            (
                "The prime minister and Olaf Stern declined to say.",
                "The prime minister",
                "The prime minister",
            ),
            ("Ana Kovic, Olaf Stern, and others declined to say.", "Ana Kovic", "Ana Kovic"),
        ] {
            let names: Vec<&str> =
                ["Ana Kovic", "Olaf Stern"].into_iter().filter(|n| text.contains(n)).collect();
            let source = Source::new(text, InputFormat::Text);
            let (reading, entities) = read(&source, &names);
            let at = |words: &str| {
                text.find(words)
                    .map(|from| RoleSpan { span: Span::new(from, from + words.len()), score: 0.9 })
            };
            let sources = vec![at(first).expect("there"), at("Olaf Stern").expect("there")];
            let roles = Roles { sources, ..Roles::default() }.with_whole_names(&reading, &entities);
            assert_eq!(&text[roles.sources[0].span], joined);
        }
    }
}
