//! What speaks against an indirect statement: no word that reports, nobody who says it, an author
//! who speaks, a headline.

use super::piece::Origin;
use super::statement::Statement;
use super::verb::Verb;
use crate::kinds::{Act, BlockKind, StatementKind};
use crate::lexicon::{Class, Pronoun, is_negation};
use crate::text::{Reading, Span, is_stop};

/// A headline, a caption or a byline has no more words.
const HEADLINE_WORDS: usize = 20;

/// Factors on the odds that words without marks are a statement, for what speaks against it.
///
/// A logistic curve, fitted on training articles of three kinds, gives for a cue without a word of
/// reporting 1/20 to 1/30, for one that is no fact 1/11 to 1/23, for a missing source 1/2 to 1/5,
/// for an author who speaks 1/6 to 1/15, for a single word 1/8 and for two 1/3. PolNeAR takes more
/// for statements, and less of this is true there: the factors are in between.
const NO_WORD_OF_REPORTING: f32 = 0.125;
const NO_FACT: f32 = 0.125;
const NO_SOURCE: f32 = 0.5;
const OF_AUTHOR: f32 = 0.25;
const ONE_WORD: f32 = 0.25;
const TWO_WORDS: f32 = 0.5;

/// What a word must be for a cue to report: "said", "warning", "hopes", "refused".
const REPORTING: [Class; 6] = [
    Class::ReportingVerb,
    Class::QuotingVerb,
    Class::ClauseVerb,
    Class::CueWord,
    Class::ThoughtWord,
    Class::RefusingWord,
];

/// Drops the indirect statements that nothing reports, and doubts those that little does.
pub(super) fn weigh(reading: &Reading<'_>, statements: &mut Vec<Statement>) {
    statements.retain_mut(|statement| {
        if statement.kind != StatementKind::Indirect {
            return true;
        }
        let Some(cue) = statement.cue else { return statement.source.is_some() };
        let verb = Verb::new(reading, cue);
        if does_not_report(reading, &verb, statement) {
            return false;
        }
        let mut factor = match reading.count_words(statement.extent, 3) {
            0 | 1 => ONE_WORD,
            2 => TWO_WORDS,
            _ => 1.0,
        };
        if !reports(&verb) {
            if is_headline(reading, statement.extent) {
                return false;
            }
            factor *= NO_WORD_OF_REPORTING;
        }
        // "Would say", "never said", "nobody said": it was not.
        let is_nobodys = || statement.source.is_some_and(|s| is_nobody(reading, s.span));
        if statement.act != Act::Silence
            && (verb.has_around(Class::Modal) || verb.is_denied() || is_nobodys())
        {
            factor *= NO_FACT;
        }
        match statement.source {
            None => factor *= NO_SOURCE,
            Some(source)
                if statement.origin != Origin::Nested && is_author(&reading.text[source.span]) =>
            {
                factor *= OF_AUTHOR
            }
            Some(_) => {}
        }
        statement.score = with_odds(statement.score, factor);
        true
    });
}

/// Whether a verb has its other sense ("recalled its envoy", "noted its best day"), or says what
/// somebody knows, or that they were asked ("when asked about it").
fn does_not_report(reading: &Reading<'_>, verb: &Verb, statement: &Statement) -> bool {
    let first = reading.after(statement.extent.start).next().unwrap_or_default();
    let is_its_own = Class::OwningWord.has(&first.to_lowercase());
    // "The virus has been reported in Alder."
    let is_before = statement.cue.is_some_and(|cue| statement.extent.end <= cue.start);
    let is_happening = statement.source.is_none()
        && is_before
        && verb.has_around(Class::StateVerb)
        && reading.count_words(statement.extent, 3) < 3;
    is_happening
        || verb.has(Class::OtherSense) && is_its_own
        || verb.has(Class::KnowingVerb) && statement.source.is_some()
        || verb.has(Class::AskedWord) && verb.follows(Class::TimeClause)
}

/// Whether a cue has a word of reporting, or is a mark that sets off what is said.
fn reports(verb: &Verb) -> bool {
    let is_mark = |word: &String| !word.contains(char::is_alphanumeric);
    REPORTING.iter().any(|class| verb.has(*class)) || verb.cue.iter().any(is_mark)
}

/// "No one", "neither of them"; but not "No. 10".
fn is_nobody(reading: &Reading<'_>, source: Span) -> bool {
    let mut words = reading.after(source.start).filter(|word| *word != ".");
    words.next().is_some_and(|word| is_negation(&word.to_lowercase()))
        && !words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a source is who writes, or who reads: outside of another's words "I", "we" and "you" are
/// they.
fn is_author(source: &str) -> bool {
    matches!(Pronoun::of(source), Some(Pronoun::I | Pronoun::We))
        || source.eq_ignore_ascii_case("you")
}

/// Whether a place is in a heading, or in a short block without a final stop.
fn is_headline(reading: &Reading<'_>, span: Span) -> bool {
    let Some(block) = reading.blocks.get(reading.block_at(span.start)) else { return false };
    let ends = |text: &str| {
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c)).ends_with(is_stop)
    };
    match block.kind {
        BlockKind::Heading => true,
        BlockKind::Paragraph => {
            !ends(&reading.text[block.span])
                && reading.count_words(block.span, HEADLINE_WORDS + 1) <= HEADLINE_WORDS
        }
        BlockKind::ListItem | BlockKind::Caption => false,
    }
}

fn with_odds(score: f32, factor: f32) -> f32 {
    let odds = score * factor;
    odds / (odds + 1.0 - score).max(f32::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InputFormat;
    use crate::roles::RoleSpan;
    use crate::text::PlainText;

    /// A statement with these words as content, cue and source, and the score 0.9.
    fn statement(reading: &Reading<'_>, content: &str, cue: &str, source: &str) -> Statement {
        let find = |words: &str| {
            let at = reading.text.find(words).expect("the text has it");
            Span::new(at, at + words.len())
        };
        Statement {
            kind: StatementKind::Indirect,
            act: Act::Speech,
            spans: vec![find(content)],
            quoted: Vec::new(),
            extent: find(content),
            score: 0.9,
            cue: (!cue.is_empty()).then(|| find(cue)),
            source: (!source.is_empty()).then(|| RoleSpan { span: find(source), score: 0.9 }),
            origin: Origin::Text,
            continued: false,
            may_answer: false,
            parent: None,
        }
    }

    /// The score that is left of 0.9.
    fn weighed(text: &str, content: &str, cue: &str, source: &str) -> Option<f32> {
        let plain = PlainText::new(text, InputFormat::Auto);
        let reading = Reading::new(&plain);
        let mut statements = vec![statement(&reading, content, cue, source)];
        weigh(&reading, &mut statements);
        statements.first().map(|s| s.score)
    }

    #[test]
    fn what_nobody_reports_is_no_statement() {
        assert_eq!(weighed("The bridge is shut.", "The bridge is shut", "", ""), None);
        let said = "Ana Kovic said the bridge was shut.";
        assert_eq!(weighed(said, "the bridge was shut", "said", "Ana Kovic"), Some(0.9));
        let feared = "It is feared that the bridge will fall.";
        let score = weighed(feared, "that the bridge will fall", "feared", "").expect("it stays");
        assert!((0.8..0.85).contains(&score), "{score}");
        let author = "We say that the bridge is shut.";
        let score = weighed(author, "that the bridge is shut", "say", "We").expect("it stays");
        assert!((0.65..0.75).contains(&score), "{score}");
        let plain = PlainText::new(author, InputFormat::Text);
        let reading = Reading::new(&plain);
        let mut inside = vec![statement(&reading, "that the bridge is shut", "say", "We")];
        inside[0].origin = Origin::Nested;
        weigh(&reading, &mut inside);
        assert_eq!(inside[0].score, 0.9, "in another’s words “we” are they");
    }

    #[test]
    fn what_was_not_said_and_a_word_or_two_are_doubted() {
        for (text, content, cue) in [
            ("Ana Kovic would say that it was shut.", "that it was shut", "say"),
            ("Ana Kovic never said that it was shut.", "that it was shut", "never said"),
            ("Ana Kovic did not claim that it was shut.", "that it was shut", "claim"),
            ("Ana Kovic described it.", "it", "described"),
            ("Ana Kovic described the bridge.", "the bridge", "described"),
        ] {
            let score = weighed(text, content, cue, "Ana Kovic").expect("it stays");
            assert!((0.5..0.85).contains(&score), "{text}: {score}");
        }
        let silent = "The board would not say who paid for it.";
        let verb = |act| {
            let mut of = Vec::new();
            let plain = PlainText::new(silent, InputFormat::Text);
            let reading = Reading::new(&plain);
            of.push(statement(&reading, "who paid for it", "would not say", "The board"));
            of[0].act = act;
            weigh(&reading, &mut of);
            of[0].score
        };
        assert!(verb(Act::Silence) > 0.89 && verb(Act::Speech) < 0.6);
    }

    #[test]
    fn nobody_says_what_no_one_says() {
        for (source, is) in
            [("No one", true), ("Not everyone", true), ("Nobody", true), ("No. 10", false)]
        {
            let text = format!("{source} said that it was shut.");
            let score = weighed(&text, "that it was shut", "said", source).expect("it stays");
            assert_eq!(score < 0.6, is, "{text}: {score}");
        }
    }

    #[test]
    fn a_cue_that_is_no_word_of_reporting_is_doubted() {
        let text = "Ana Kovic relished the view of the bridge.";
        let score = weighed(text, "the view of the bridge", "relished", "Ana Kovic");
        assert!((0.5..0.6).contains(&score.expect("it stays")), "{score:?}");
        let colon = "Ana Kovic: the bridge is shut for good.";
        assert_eq!(weighed(colon, "the bridge is shut for good", ":", "Ana Kovic"), Some(0.9));
    }

    #[test]
    fn a_headline_needs_a_word_of_reporting() {
        for (text, kept) in [
            ("Kovic eyes a new bridge\n\nIt rained.", true),
            ("Bridge to reopen, Kovic says\n\nIt rained.", true),
            ("Kovic relishes a new bridge\n\nIt rained.", false),
            ("Kovic relishes a new bridge.\n\nIt rained.", true),
            ("# Kovic relishes a new bridge.\n\nIt rained.", false),
            ("# News\n\n- Kovic relishes a new bridge\n- It rained", true),
        ] {
            let cue = ["eyes", "relishes", "says"].into_iter().find(|c| text.contains(*c));
            let content = if text.contains("reopen") { "Bridge to reopen" } else { "a new bridge" };
            let score = weighed(text, content, cue.expect("a cue"), "Kovic");
            assert_eq!(score.is_some(), kept, "{text}");
        }
    }
}
