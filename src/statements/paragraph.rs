//! The pieces of a paragraph: what the role tags call content and what stands between marks,
//! whatever overlaps joined.

use super::phrases::{is_title, names_something};
use super::piece::{Origin, Piece, touching};
use super::stretches::{SURE, Stretch, is_mostly_content, joined};
use crate::lexicon::Class;
use crate::lexicon::marks::{is_apostrophe, is_dash, may_open};
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Passage, Reading, Span, after_dateline};

/// What is called something is no longer, in words: "called | the figure “an insult”".
const LONGEST_OBJECT: usize = 12;

/// Words between a passage and a cue that tells it: "“…” | Ana Kovic | said".
const BESIDE: usize = 3;

pub(super) struct Paragraph<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) roles: &'a Roles,
    pub(super) block: usize,
}

impl Paragraph<'_> {
    /// Adds its pieces, and to `phrases` the passages that are nobody's words, though they may stand
    /// in a piece: "she said that the film ‘Harbour’ was short".
    pub(super) fn add_to(&self, pieces: &mut Vec<Piece>, phrases: &mut Vec<Passage>) {
        let contents: Vec<RoleSpan> = overlapping(&self.roles.contents, self.span())
            .iter()
            .filter(|c| self.is_sure(c))
            .copied()
            .collect();
        let outermost = self.reading.passages.outermost_in(self.span());
        let (spoken, others): (Vec<Passage>, Vec<Passage>) =
            outermost.iter().partition(|p| self.is_covered(p) || self.looks_spoken(p));
        for stretch in self.stretches(&contents, &spoken) {
            pieces.extend(stretch.into_piece(self.reading, &spoken, self.block, Origin::Text));
        }
        phrases.extend(others);
    }

    fn span(&self) -> Span {
        self.reading.blocks[self.block].span
    }

    /// Whether tags are to be believed: they are sure enough, or all of what they mark stands
    /// between marks that do not hold a name for something ("a film titled “…”").
    fn is_sure(&self, content: &RoleSpan) -> bool {
        let touched = self.reading.passages.outermost_touching(content.span);
        match touched.iter().find(|p| p.outer.covers(content.span)) {
            Some(passage) => !names_something(self.reading, passage),
            None => {
                !content.span.is_empty()
                    && content.score >= SURE
                    && !touched.iter().any(|p| self.is_work(content.span, p))
            }
        }
    }

    /// Whether a content is a work and its title: "a memoir, “Steel and Water,”".
    fn is_work(&self, content: Span, passage: &Passage) -> bool {
        let noun = || {
            self.reading
                .spans_before(passage.outer.start)
                .find(|w| &self.reading.text[*w] != ",")
                .filter(|w| content.covers(*w))
                .is_some_and(|w| Class::Work.has(&self.reading.text[w]))
        };
        content.covers(passage.inner) && noun() && is_title(&self.reading.text[passage.inner])
    }

    /// Whether the model takes most of a passage for content.
    fn is_covered(&self, passage: &Passage) -> bool {
        let of_work = |content: &RoleSpan| {
            !passage.outer.covers(content.span) && self.is_work(content.span, passage)
        };
        if names_something(self.reading, passage)
            || overlapping(&self.roles.contents, passage.inner).iter().any(of_work)
        {
            return false;
        }
        is_mostly_content(self.reading, self.roles, passage)
    }

    /// Whether the form of a passage alone makes it somebody's words: it is long, it is a sentence,
    /// or a turn that no mark begins but a dash.
    fn looks_spoken(&self, passage: &Passage) -> bool {
        if !self.reading.text[passage.outer].starts_with(may_open) {
            return true;
        }
        let inner = &self.reading.text[passage.inner];
        let words = inner.split_whitespace().count();
        let lower = inner.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
        let announces = self.reading.after(passage.outer.end).next() == Some(":");
        let ends = !passage.closed
            || announces
            || inner.ends_with(|c: char| ".,!?…".contains(c) || is_dash(c));
        let block = self.span();
        let alone = block.covers(passage.outer) && passage.outer.len() + 2 >= block.len();
        // "Run Down to the River," is a song. What somebody says alone may be written so too.
        let is_song =
            words > 3 && !alone && !announces && is_title(inner) && !self.is_told(passage);
        !is_song
            && lower * 3 >= words
            && (words >= 12 || (words >= 5 && ends) || (words >= 3 && (alone && ends || announces)))
    }

    /// Whether a cue stands beside a passage.
    fn is_told(&self, passage: &Passage) -> bool {
        let beside = |cue: &RoleSpan| {
            let gap = if cue.span.start >= passage.outer.end {
                Span::new(passage.outer.end, cue.span.start)
            } else {
                Span::new(cue.span.end, passage.outer.start.max(cue.span.end))
            };
            self.reading.count_words(gap, BESIDE + 1) <= BESIDE
        };
        let sentence = self.reading.sentences[self.reading.sentence_at(passage.outer.start)];
        overlapping(&self.roles.cues, sentence).iter().any(beside)
    }

    /// Content tags and spoken passages, whatever overlaps joined.
    fn stretches(&self, contents: &[RoleSpan], spoken: &[Passage]) -> Vec<Stretch> {
        let of_passage = |p: &Passage| Stretch::of_form(self.with_object(p.outer));
        let of_content = |c: &RoleSpan| Stretch::of_content(self.trimmed(c.span, spoken), c.score);
        // A speaker who re-opens the marks at each sentence says one thing.
        let reopened = spoken.windows(2).filter_map(|pair| {
            let [first, next] = pair else { return None };
            let gap = self.reading.text.get(first.outer.end..next.outer.start)?;
            (!first.closed && gap.trim().is_empty())
                .then(|| Stretch::of_form(first.outer.join(next.outer)))
        });
        let passages = spoken.iter().map(of_passage).chain(reopened);
        joined(passages.chain(contents.iter().map(of_content)).collect())
    }

    /// "called | the figure “an insult”": what is called so is part of what is said.
    fn with_object(&self, quoted: Span) -> Span {
        let cues = &self.roles.cues;
        let before = cues.partition_point(|c| c.span.end <= quoted.start);
        let naming = |c: &&RoleSpan| {
            c.span.start >= self.span().start && Class::NamingVerb.has(&self.reading.text[c.span])
        };
        let Some(cue) = cues[..before].last().filter(naming) else { return quoted };
        let gap = Span::new(cue.span.end, quoted.start);
        if self.reading.words_in(gap).len() > LONGEST_OBJECT {
            return quoted;
        }
        let object = gap.trim(self.reading.text, char::is_whitespace);
        let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || is_apostrophe(c);
        if !object.is_empty() && self.reading.text[object].chars().all(is_plain) {
            Span::new(object.start, quoted.end)
        } else {
            quoted
        }
    }

    /// A content without a dateline before it, or a conjunction or what a colon sets off behind it.
    fn trimmed(&self, content: Span, spoken: &[Passage]) -> Span {
        let mut out = self.without_conjunction(content);
        let paragraph = self.span();
        if out.start == paragraph.start {
            out.start = after_dateline(self.reading, paragraph).start.min(out.end);
        }
        // "‘We were promised better’: passengers on delays": a link or a headline, whose other half
        // is the author's.
        let leading = touching(spoken, out).iter().find(|p| p.closed && p.outer.start <= out.start);
        if let Some(passage) = leading.filter(|p| p.outer.end < out.end)
            && self.reading.text[passage.outer.end..out.end].starts_with(':')
        {
            out.end = passage.outer.end;
        }
        out
    }

    /// A content without the conjunction that begins what comes after it: "“nine to twelve
    /// million,” though".
    fn without_conjunction(&self, content: Span) -> Span {
        let mut words = self.reading.spans_before(content.end);
        let Some(last) = words.next().filter(|w| w.end == content.end) else { return content };
        let Some(before) = words.next().filter(|w| w.start >= content.start) else {
            return content;
        };
        if Class::Conjunction.has(&self.reading.text[last]) && before.end < last.start {
            Span::new(content.start, before.end)
        } else {
            content
        }
    }
}
