//! Quotations of drafts beside their sources: what is verbatim, allowed, altered, stitched, absent.

use dixit::verify::{ChangeKind, EditKind, Quotation, SaidBy, Source, Sources, Verdict};
use dixit::{Cancel, ErrorKind, Input, InputFormat, Limits, OffsetUnit, PhraseReason, Span};
use proptest::prelude::*;
use serde::Deserialize;

use crate::support::{extractor, root};

const ARTICLE: &str = "Mayor Ana Kovic closed the bridge on Tuesday. “We are not going to wait for an accident,” she told reporters.

“The bridge is safe,” said Ben Brandt. “It will stay open.”

“The piers,” Kovic said, “are older than my grandmother.”

Brandt said that the council would meet on Friday.";

fn quotations(draft: &str, sources: &[&str]) -> Vec<Quotation> {
    let sources: Vec<Source<'_>> =
        sources.iter().enumerate().map(|(n, text)| Source::new(n.to_string(), *text)).collect();
    let sources = Sources::new(sources).expect("within all limits");
    let verification = sources.verify(extractor(), draft).expect("every text is read");
    check(draft, &verification);
    verification.quotations().to_vec()
}

/// Every offset is one of its text.
fn check(draft: &str, verification: &dixit::verify::Verification<'_, '_>) {
    for quotation in verification.quotations() {
        let in_source = |source: usize, span: Span| {
            verification.sources().input(source).and_then(|text| text.get(span.range())).is_some()
        };
        let in_draft = |span: Span| draft.get(span.range()).is_some();
        assert!(quotation.spans.iter().chain(&quotation.reporters).all(|s| in_draft(*s)));
        assert!(quotation.pieces.iter().all(|p| in_draft(p.draft) && in_source(p.source, p.span)));
        assert!(quotation.changes.iter().all(|c| in_draft(c.draft) && in_source(c.source, c.span)));
        assert!(quotation.edits.iter().all(|e| in_draft(e.draft) && in_source(e.source, e.span)));
        match quotation.verdict {
            Verdict::Verbatim => {
                assert!(quotation.changes.is_empty() && quotation.edits.is_empty())
            }
            Verdict::AllowedChanges => {
                assert!(!quotation.changes.is_empty() && quotation.edits.is_empty())
            }
            Verdict::Altered => assert!(!quotation.edits.is_empty()),
            Verdict::Stitched => assert!(quotation.pieces.len() > 1),
            _ => assert_eq!(quotation.said_by, SaidBy::NotTold),
        }
        let sides = verification.sides(quotation);
        assert_eq!(sides.pieces.len(), quotation.pieces.len());
        let shown: String = sides.draft.iter().map(|bit| bit.text.as_str()).collect();
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(words(&shown), words(&quotation.text));
    }
    for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
        assert_eq!(verification.to_record(unit).quotations.len(), verification.quotations().len());
    }
    let page = dixit::render::verification(verification, "A draft");
    assert_eq!(page.matches("<li id=\"q").count(), verification.quotations().len());
}

fn one(draft: &str, sources: &[&str]) -> Quotation {
    let mut found = quotations(draft, sources);
    assert_eq!(found.len(), 1, "{draft}: {found:#?}");
    found.remove(0)
}

#[derive(Deserialize)]
struct Case {
    name: String,
    source: String,
    draft: String,
    verdict: Verdict,
    #[serde(default)]
    changes: Vec<ChangeKind>,
    #[serde(default)]
    edits: Vec<(EditKind, String, String)>,
}

/// `tests/data/quotations.json`: one quotation each, with its verdict, changes and edits.
#[test]
fn the_suite() {
    let cases = std::fs::read_to_string(root().join("tests/data/quotations.json")).expect("a file");
    let cases: Vec<Case> = serde_json::from_str(&cases).expect("cases");
    let mut wrong = Vec::new();
    for case in &cases {
        let found = one(&case.draft, &[&case.source]);
        let mut changes: Vec<ChangeKind> = found.changes.iter().map(|c| c.kind).collect();
        changes.dedup();
        let edits: Vec<(EditKind, String, String)> =
            found.edits.iter().map(|e| (e.kind, e.text.clone(), e.draft_text.clone())).collect();
        let is_right = found.verdict == case.verdict
            && changes == case.changes
            && (case.edits.is_empty() || edits == case.edits);
        if !is_right {
            wrong.push(format!("{}: {:?} {changes:?} {edits:?}", case.name, found.verdict));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn speakers_are_compared_where_both_are_known() {
    let said_by = |draft: &str| one(draft, &[ARTICLE]).said_by;
    assert_eq!(said_by("“The bridge is safe,” Brandt said."), SaidBy::Same);
    assert_eq!(said_by("“The bridge is safe,” said Ana Kovic."), SaidBy::Another);
    assert_eq!(
        said_by("“We are not going to wait for an accident,” said Ana Kovic."),
        SaidBy::Same
    );
    assert_eq!(said_by("“The bridge is safe,” he said."), SaidBy::NotTold);
    let another = one("“The bridge is safe,” said Ana Kovic.", &[ARTICLE]);
    assert_eq!(another.verdict, Verdict::Verbatim);
    assert_eq!(another.source_speaker.as_deref(), Some("Ben Brandt"));
    assert!(another.is_faulty());
}

#[test]
fn words_of_the_reporter_are_no_speech() {
    let found = one("“The council would meet on Friday,” Brandt said.", &[ARTICLE]);
    assert_eq!(found.verdict, Verdict::AllowedChanges);
    assert!(!found.reporters.is_empty() && found.is_faulty());
    let transcript = "The council would meet on Friday. We were told so.";
    let found = one("“The council would meet on Friday,” Brandt said.", &[transcript]);
    assert!(found.reporters.is_empty() && !found.is_faulty(), "nothing sets speech apart there");
}

#[test]
fn parts_of_one_statement_go_together_and_those_of_two_do_not() {
    let one = |draft: &str| one(draft, &[ARTICLE]);
    let parts = one("“The piers are older than my grandmother,” said Ana Kovic.");
    assert_eq!((parts.verdict, parts.said_by), (Verdict::AllowedChanges, SaidBy::Same));
    let two = one("“We are not going to wait for an accident. It will stay open.”");
    assert_eq!(two.verdict, Verdict::Stitched);
    let signed =
        one("“We are not going to wait for an accident … The bridge is safe,” said Ana Kovic.");
    assert_eq!(signed.verdict, Verdict::Stitched, "an ellipsis joins no two speakers");
    let other = "“Nobody in Oster has to fear for the library,” said Carla Reyl.";
    let pieces =
        "“Nobody in Oster has to fear an accident, and the bridge is safe,” said Ana Kovic.";
    let far = "“Not going to wait for an accident. Nobody in Oster has to fear for the library,” he said.";
    assert_eq!(quotations(far, &[ARTICLE, other])[0].verdict, Verdict::Stitched);
    assert_ne!(quotations(pieces, &[ARTICLE, other])[0].verdict, Verdict::Verbatim);
}

#[test]
fn empty_and_odd_drafts_and_sources_are_well_defined() {
    assert!(quotations("", &[ARTICLE]).is_empty());
    assert!(quotations("Nobody spoke.", &[]).is_empty());
    for sources in [&[][..], &[""], &["", "\n\n", "…"]] {
        let found = one("“The bridge is safe,” said Ana Kovic.", sources);
        assert_eq!((found.verdict, found.pieces.len()), (Verdict::Absent, 0));
    }
    for draft in
        ["“…” ", "“[laughs]” he said.", "“”", "““””", "“«‘", "“?!”", "“[” she said", "“. . .”"]
    {
        for quotation in quotations(draft, &[ARTICLE, ""]) {
            assert_ne!(quotation.verdict, Verdict::Verbatim, "{draft}");
        }
    }
    let unclosed = one("“The bridge is safe", &[ARTICLE]);
    assert_eq!(unclosed.verdict, Verdict::Verbatim);
}

#[test]
fn identical_sources_and_words_that_are_quoted_twice() {
    let found = one("“The bridge is safe,” said Ben Brandt.", &[ARTICLE, ARTICLE]);
    assert_eq!((found.verdict, found.pieces[0].source), (Verdict::Verbatim, 0));
    let twice =
        "“The bridge is safe,” said Ben Brandt. Later: “The bridge is safe,” said Ana Kovic.";
    let found = quotations(twice, &[ARTICLE]);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].pieces[0].span, found[1].pieces[0].span);
    assert_eq!((found[0].said_by, found[1].said_by), (SaidBy::Same, SaidBy::Another));
    // Where two say the same, either may be quoted.
    let echo = "“The bridge is safe,” said Ana Kovic.";
    let found = quotations(twice, &[ARTICLE, echo]);
    assert!(found.iter().all(|q| q.said_by == SaidBy::Same), "{found:#?}");
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    let draft = "“The bridge is safe.\n\n“It will stay open,” said Ben Brandt.";
    let found = one(draft, &["“The bridge is safe. It will stay open,” said Ben Brandt."]);
    assert_eq!(found.spans.len(), 2);
    assert_eq!((found.verdict, found.changes.len()), (Verdict::AllowedChanges, 1), "{found:#?}");
}

#[test]
fn markup_does_not_count() {
    let page = "<p>&ldquo;We <b>will</b> rebuild caf&eacute;s,&rdquo; said <i>Ana Kovic</i>.</p>";
    let found = one("“We *will* rebuild [cafés](https://alder.example),” said **Kovic**.", &[page]);
    assert_eq!((found.verdict, found.said_by), (Verdict::Verbatim, SaidBy::Same));
    let block = "> We will rebuild cafés.\n\nAna Kovic said so.";
    let found = quotations(block, &[page]);
    assert!(found.iter().all(|q| q.verdict == Verdict::AllowedChanges), "{found:#?}");
}

#[test]
fn phrases_that_nobody_says_are_no_faults() {
    let draft = "Ana Kovic read “The Long Winter of Velden” on the train.";
    let found = one(draft, &[ARTICLE]);
    assert_eq!(found.verdict, Verdict::Absent);
    assert!(matches!(
        found.phrase,
        Some(PhraseReason::Title | PhraseReason::ScareQuote | PhraseReason::Term)
    ));
    assert!(!found.is_faulty());
}

#[test]
fn a_speech_is_its_speakers() {
    let speech = Source::new("speech", "We will never sell the harbour.").spoken_by("Ana Kovic");
    let sources = Sources::new([speech]).expect("within all limits");
    let by = |name: &str| {
        let draft = format!("“We will never sell the harbour,” said {name}.");
        let found = sources.verify(extractor(), &draft).map(|v| v.quotations()[0].said_by);
        found.expect("every text is read")
    };
    assert_eq!((by("Ana Kovic"), by("Ben Brandt")), (SaidBy::Same, SaidBy::Another));
}

#[test]
fn limits_hold_and_whoever_no_longer_waits_is_heard() {
    let short = Limits::default().input_bytes(10);
    let error = Sources::new([Source::new("a", Input::new(ARTICLE).limits(short))])
        .expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Limit);
    let cancel = Cancel::new();
    cancel.cancel();
    let error = Sources::new([Source::new("a", Input::new(ARTICLE).cancel(&cancel))])
        .expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    let sources = Sources::new([Source::new("a", ARTICLE)]).expect("within all limits");
    let error =
        sources.verify(extractor(), Input::new(ARTICLE).limits(short)).expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Limit);
    let error = sources
        .verify(extractor(), Input::new(ARTICLE).cancel(&cancel))
        .expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    let few = Limits::default().statements(1);
    let two = "“The bridge is safe,” he said. “It is,” she said. It was “old.”";
    let error =
        sources.verify(extractor(), Input::new(two).limits(few)).expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Limit);
}

#[test]
fn what_repeats_for_ever_is_found_and_ends() {
    let hostile = "the bridge is safe ".repeat(50_000);
    let quoted = "the bridge is safe ".repeat(300);
    let draft = format!("“{}” said Ana Kovic.", quoted.trim());
    assert_eq!(one(&draft, &[&hostile]).verdict, Verdict::Verbatim);
    let draft = format!("“{} and nobody is surprised” said Ana Kovic.", quoted.trim());
    assert_eq!(one(&draft, &[&hostile]).verdict, Verdict::Altered);
}

const WORDS: [&str; 12] =
    ["the", "bridge", "is", "not", "safe", "and", "it’s", "old", "we", "said", "café", "3.5"];

fn sentence(words: std::ops::Range<usize>) -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), words)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in a source stands there verbatim, and with one word changed it does not.
    #[test]
    fn verbatim_is_verbatim_and_a_word_is_a_word(
        source in sentence(1..60),
        at in 0usize..60,
        length in 1usize..20,
        place in 0usize..20,
        before in sentence(0..40),
    ) {
        let from = at % source.len();
        let part = &source[from..(from + length).min(source.len())];
        let texts = [before.join(" "), source.join(" ")];
        let sources = Sources::new(texts.iter().map(|t| Source::new("s", Input::new(t).format(InputFormat::Text))))
            .expect("within all limits");
        let verdict = |words: &[&str]| {
            let draft = format!("“{}” said Ana Kovic.", words.join(" "));
            let input = Input::new(&draft).format(InputFormat::Text);
            let found = sources.verify(extractor(), input).expect("every text is read");
            check(&draft, &found);
            found.quotations()[0].verdict
        };
        prop_assert_eq!(verdict(part), Verdict::Verbatim);
        let mut changed = part.to_vec();
        let place = place % changed.len();
        changed[place] = "unheard";
        prop_assert!(!matches!(verdict(&changed), Verdict::Verbatim | Verdict::AllowedChanges));
        changed.remove(place);
        let still = texts.iter().any(|t| format!(" {t} ").contains(&format!(" {} ", changed.join(" "))));
        if !changed.is_empty() && !still {
            prop_assert_ne!(verdict(&changed), Verdict::Verbatim);
        }
    }

    /// No text makes it panic, and all that it says lies in the texts.
    #[test]
    fn any_draft_beside_any_source(draft in ".{0,80}", source in ".{0,200}", marks in "[“”\"‘’«»…\\[\\]a-c ]{0,60}") {
        for (draft, source) in [(&draft, &source), (&marks, &source), (&marks, &marks)] {
            let sources = Sources::new([Source::new("s", source)]).expect("within all limits");
            check(draft, &sources.verify(extractor(), draft).expect("every text is read"));
        }
    }
}
