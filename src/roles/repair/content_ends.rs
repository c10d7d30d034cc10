//! Where contents end before the tags do: with the clause that is reported, without how it was said
//! and what its speaker does next.

use crate::lexicon::marks::is_dash;
use crate::lexicon::{Class, Pronoun};
use crate::roles::Roles;
use crate::text::{Reading, Span, Word};

/// The words behind a cue that may stand before what it reports: "said | that “…”".
const BESIDE: usize = 1;

/// The words before a cue among which a "who" is its subject.
const NEAR: usize = 3;

/// The longest mark of quotation, in bytes.
const LONGEST_MARK: usize = 4;

/// A content without the words behind it that say how, or when, it was said, or what its speaker did
/// next.
pub(super) fn without_what_follows(roles: &Roles, reading: &Reading<'_>, content: Span) -> Span {
    let text = reading.text;
    let Some(cue) = cue_before(roles, reading, content) else { return content };
    let lower = |w: Span| text[w].to_lowercase();
    // "Said “we are ready” twice before sitting down."
    let from = content.start.saturating_sub(LONGEST_MARK);
    if let Some(passage) = reading
        .passages
        .starting_in(Span::new(from, content.end))
        .iter()
        .find(|p| p.closed && [p.outer.start, p.inner.start].contains(&content.start))
        && passage.outer.end < content.end
        && Class::SayVerb.has(&lower(cue))
    {
        let next = reading.spans_after(passage.outer.end).find(|w| &text[*w] != ",");
        // "Said, ‘Get out,’ so we left."
        let is_over = text[passage.inner].ends_with(',');
        let ends = |w: Span| {
            Class::AfterSpeech.has(&lower(w)) || is_over && Class::ClauseOpener.has(&lower(w))
        };
        if next.is_some_and(ends) {
            return passage.outer;
        }
    }
    left_behind(reading, content).unwrap_or(content)
}

/// "Who told them that it was safe | and who left": the second clause is of whoever speaks.
pub(super) fn without_second_clause(roles: &Roles, reading: &Reading<'_>, content: Span) -> Span {
    let text = reading.text;
    let before = roles.cues.partition_point(|c| c.span.end <= content.start).checked_sub(1);
    let cue = before.map(|at| roles.cues[at].span);
    let is_who = |w: &Span| Class::PronounWho.has(&text[*w]);
    let is_of_who = cue.is_some_and(|cue| {
        reading.crossings(cue, content) == 0
            && reading.spans_before(cue.start).take(NEAR).any(|w| is_who(&w))
    });
    let words = &reading.words[reading.words_in(content)];
    let joins =
        |pair: &&[Word]| Class::JoiningWord.has(&text[pair[0].span]) && is_who(&pair[1].span);
    match words.windows(2).find(joins).filter(|_| is_of_who) {
        Some(and) => Span::new(content.start, and[0].span.start)
            .trim(text, |c| c.is_whitespace() || c == ','),
        None => content,
    }
}

/// "Said the bridge was safe | and left the room.": what is said has a subject that leaves no room.
fn left_behind(reading: &Reading<'_>, content: Span) -> Option<Span> {
    let text = reading.text;
    let words: Vec<Span> =
        reading.words[reading.words_in(content)].iter().map(|w| w.span).collect();
    let lower = |w: &Span| text[*w].to_lowercase();
    let first = words.iter().find(|w| !Class::Complementizer.has(&lower(w)))?;
    // "His captain" leaves none, "he" does.
    if Class::SubjectPronoun.has(&lower(first))
        || Pronoun::of(&text[*first]) == Some(Pronoun::Other)
    {
        return None;
    }
    let and = words.iter().rposition(|w| &text[*w] == "and")?;
    let (said, then) = words.split_at(and);
    let mut then = then.iter().skip(1).map(lower).filter(|w| w != "then").peekable();
    if then.peek().is_some_and(|w| Class::SubjectPronoun.has(w)) {
        then.next();
    }
    let acts = then.next().is_some_and(|w| Class::LeavingVerb.has(&w));
    let is_state = said.iter().any(|w| Class::StateVerb.has(&lower(w)));
    let last = said.iter().rev().find(|w| &text[**w] != "," && !text[**w].starts_with(is_dash))?;
    (acts && is_state).then(|| Span::new(content.start, last.end))
}

/// The cue that a content stands right behind.
fn cue_before(roles: &Roles, reading: &Reading<'_>, content: Span) -> Option<Span> {
    let before = roles.cues.partition_point(|c| c.span.end <= content.start).checked_sub(1)?;
    let cue = roles.cues[before].span;
    let gap = Span::new(cue.end, content.start);
    let is_near = reading.count_words(gap, BESIDE + 1) <= BESIDE;
    (is_near && reading.crossings(cue, content) == 0).then_some(cue)
}
