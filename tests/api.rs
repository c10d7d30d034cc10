//! The promises of the API's types.

use std::panic::{RefUnwindSafe, UnwindSafe};

use dixit::{
    Act, Document, DocumentRecord, EmbeddedEncoder, Encoder, Error, ErrorKind, Extractor,
    ExtractorBuilder, Input, InputFormat, Kernel, Limits, Model, OffsetTable, OffsetUnit,
    PhraseReason, Span, StatementKind, Window,
};

use crate::support::{check, extract, extractor};

#[test]
fn results_outlive_a_panic_elsewhere() {
    fn holds<T: UnwindSafe + RefUnwindSafe + Unpin>() {}
    holds::<Document<'_>>();
    holds::<DocumentRecord>();
    holds::<OffsetTable<'_>>();
}

#[test]
fn one_thread_and_many_give_the_same() {
    let text = include_str!("../examples/bridge.md").repeat(3);
    let one = Extractor::builder().threads(1).build().expect("the bundled model loads");
    let many = Extractor::builder().threads(5).build().expect("the bundled model loads");
    let record =
        |e: &Extractor| e.extract(&text).expect("the text is read").to_record(OffsetUnit::Byte);
    assert_eq!(record(&one), record(&many));
}

#[test]
fn the_callers_pool_is_used_and_changes_nothing() {
    let text = include_str!("../examples/bridge.md");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("threads start");
    let inside = pool.install(|| extract(text).to_record(OffsetUnit::Byte));
    assert_eq!(inside, extract(text).to_record(OffsetUnit::Byte));
}

#[test]
fn every_kernel_gives_the_same_document() {
    let text = include_str!("../examples/bridge.md").repeat(2);
    let record = |kernel| {
        let extractor =
            Extractor::builder().kernel(kernel).build().expect("the kernel is available");
        extractor.extract(&text).expect("the text is read").to_record(OffsetUnit::Byte)
    };
    let portable = record(Kernel::Portable);
    for kernel in Kernel::ALL.into_iter().filter(|&k| k != Kernel::Reference && k.is_available()) {
        assert_eq!(record(kernel), portable, "{kernel}");
    }
}

#[test]
fn a_kernel_that_the_processor_lacks_is_an_error() {
    for kernel in Kernel::ALL.into_iter().filter(|k| !k.is_available()) {
        let error = Extractor::builder().kernel(kernel).build().expect_err("not on this processor");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(&kernel.to_string()), "{error}");
    }
}

#[test]
fn many_inputs_at_once_give_what_each_gives_alone() {
    let mut texts: Vec<String> =
        (0..20).map(|n| format!("“We have {n} boats,” said Ana Kovic. She left at {n}.")).collect();
    texts.push(include_str!("../examples/bridge.md").to_owned());
    texts.push(String::new());
    let together = extractor().extract_all(&texts);
    assert_eq!(together.len(), texts.len());
    for (document, text) in together.into_iter().zip(&texts) {
        assert_eq!(
            document.expect("every text is read").to_record(OffsetUnit::Byte),
            extract(text).to_record(OffsetUnit::Byte)
        );
    }
}

#[test]
fn an_input_says_what_holds_for_it_alone() {
    let extractor = Extractor::builder()
        .input_format(InputFormat::Text)
        .limits(Limits::default().input_bytes(40))
        .build()
        .expect("the bundled model loads");
    let text = "“<b>Never,</b>” said Ana Kovic.";
    let format = |input: Input<'_>| extractor.extract(input).map(|d| d.input_format());
    assert_eq!(format(text.into()).ok(), Some(InputFormat::Text));
    assert_eq!(format(Input::new(text).format(InputFormat::Html)).ok(), Some(InputFormat::Html));
    let short = Input::new(text).limits(Limits::default().input_bytes(10));
    assert_eq!(format(short.clone()).expect_err("it is longer").kind(), ErrorKind::Limit);
    let long = text.repeat(2);
    assert_eq!(format(Input::new(&long)).expect_err("it is longer").kind(), ErrorKind::Limit);
    assert!(format(Input::new(&long).limits(Limits::none())).is_ok());
    let all = [Input::new(text).format(InputFormat::Html), short, Input::new(text)];
    let formats: Vec<_> =
        extractor.extract_all(all).into_iter().map(|d| d.ok().map(|d| d.input_format())).collect();
    assert_eq!(formats, [Some(InputFormat::Html), None, Some(InputFormat::Text)]);
}

#[test]
fn whatever_is_text_is_an_input() {
    let text = "“Never,” said Ana Kovic.";
    let (owned, shared) = (text.to_owned(), std::sync::Arc::<str>::from(text));
    let copied = std::borrow::Cow::Borrowed(text);
    let inputs: [Input<'_>; 5] =
        [text.into(), (&text).into(), (&owned).into(), (&shared).into(), (&copied).into()];
    assert!(inputs.iter().all(|input| input.text() == text));
    assert!(extractor().extract_all(inputs).iter().all(Result::is_ok));
}

#[test]
fn stages_are_timed() {
    let document = extract(include_str!("../examples/bridge.md"));
    let timings = document.timings();
    assert!(document.statements().len() > 0);
    assert!(timings.word_pieces > 100);
    assert!(
        [timings.layout, timings.tokenizer, timings.encoder, timings.heads]
            .iter()
            .all(|t| !t.is_zero()),
        "{timings:?}"
    );
}

#[test]
fn the_encoder_allocates_nothing_once_it_is_warm() {
    let encoder = EmbeddedEncoder::load(Model::Default, None).expect("the bundled model loads");
    let (ids, types): (Vec<u32>, Vec<u8>) =
        (0..700).map(|i: u32| (1000 + i, (i % 8) as u8)).unzip();
    let windows: Vec<Window<'_>> = [0..256, 0..128, 128..130, 200..456, 456..700]
        .map(|r| Window { ids: &ids[r.clone()], types: &types[r] })
        .into();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    let counted = pool.install(|| {
        let mut hidden = Vec::new();
        let mut encode = || encoder.encode(&windows, &mut hidden).expect("the windows are fine");
        encode();
        // On this thread, which does all the work of its pool.
        allocation_counter::measure(encode)
    });
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

#[test]
fn one_extractor_serves_many_threads() {
    let texts: Vec<String> =
        (0..8).map(|n| format!("“We have {n} boats,” said Ana Kovic. She left at {n}.")).collect();
    let alone: Vec<_> = texts.iter().map(|t| extract(t).to_record(OffsetUnit::Char)).collect();
    std::thread::scope(|scope| {
        for (text, expected) in texts.iter().zip(&alone) {
            scope.spawn(move || assert_eq!(&extract(text).to_record(OffsetUnit::Char), expected));
        }
    });
}

#[test]
fn zero_threads_are_refused() {
    let error = Extractor::builder().threads(0).build().expect_err("nobody to do the work");
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[test]
fn bytes_must_be_utf_8() {
    let error = Input::from_utf8(b"He said \xff\xfe").expect_err("not UTF-8");
    assert_eq!(error.kind(), ErrorKind::Encoding);
    assert!(error.to_string().contains("byte 8"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    let input = Input::from_utf8("é".as_bytes()).expect("UTF-8");
    check(&extractor().extract(input).expect("every text is read"));
}

/// A network that knows nothing: hidden states of zeros.
#[derive(Debug)]
struct Zeros {
    hidden: usize,
    max: usize,
}

impl Encoder for Zeros {
    fn hidden_size(&self) -> usize {
        self.hidden
    }

    fn max_window(&self) -> usize {
        self.max
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        hidden.clear();
        hidden.resize(windows.iter().map(|w| w.ids.len()).sum::<usize>() * self.hidden, 0.0);
        Ok(())
    }
}

#[test]
fn another_encoder_can_take_the_embedded_ones_place() {
    let extractor = Extractor::builder()
        .encoder(Box::new(Zeros { hidden: 384, max: 512 }))
        .build()
        .expect("it fits");
    let text = "“We have no more boats than we need,” said Ana Kovic.";
    let document = extractor.extract(text).expect("the text is read");
    // Without tags, the marks alone still show that something is said.
    assert_eq!(
        document.statements().next().map(|s| s.text()),
        Some("We have no more boats than we need,")
    );
    check(&document);
}

#[test]
fn an_encoder_that_does_not_fit_is_refused() {
    for (encoder, word) in
        [(Zeros { hidden: 100, max: 512 }, "100"), (Zeros { hidden: 384, max: 64 }, "64")]
    {
        let error =
            Extractor::builder().encoder(Box::new(encoder)).build().expect_err("it does not fit");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(word), "{error}");
    }
}

/// One that returns too little.
#[derive(Debug)]
struct Short;

impl Encoder for Short {
    fn hidden_size(&self) -> usize {
        384
    }

    fn max_window(&self) -> usize {
        512
    }

    fn encode(&self, _: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        hidden.clear();
        Ok(())
    }
}

#[test]
fn an_encoder_that_fails_is_an_error_and_no_panic() {
    let extractor = Extractor::builder().encoder(Box::new(Short)).build().expect("it seems to fit");
    assert_eq!(
        extractor.extract("Some words.").expect_err("no states").kind(),
        ErrorKind::Inference
    );
}

#[test]
fn what_scores_less_than_asked_is_left_out() {
    let text = include_str!("../examples/bridge.md");
    let all = extract(text);
    let middle = |mut scores: Vec<f32>| {
        scores.sort_by(f32::total_cmp);
        scores[scores.len() / 2]
    };
    let mention = middle(all.mentions().map(|m| m.score()).collect());
    let statement = middle(all.statements().map(|s| s.score()).collect());
    let speaker = middle(all.statements().filter_map(|s| s.speaker()).map(|s| s.score()).collect());
    let build = |builder: ExtractorBuilder| builder.build().expect("scores are in 0..=1");

    let extractor = build(Extractor::builder().min_statement_score(statement));
    let some = extractor.extract(text).expect("the text is read");
    check(&some);
    assert!(some.statements().len() < all.statements().len());
    let kept = |d: &Document<'_>| -> Vec<Vec<Span>> {
        d.statements().filter(|s| s.score() >= statement).map(|s| s.spans().to_vec()).collect()
    };
    assert_eq!(some.statements().map(|s| s.spans().to_vec()).collect::<Vec<_>>(), kept(&all));

    let extractor = build(Extractor::builder().min_speaker_score(speaker));
    let some = extractor.extract(text).expect("the text is read");
    let named = |d: &Document<'_>, least: f32| {
        d.statements().filter_map(|s| s.speaker()).filter(|s| s.score() >= least).count()
    };
    assert_eq!(some.statements().len(), all.statements().len());
    assert_eq!(named(&some, 0.0), named(&all, speaker));
    assert!(named(&some, 0.0) < named(&all, 0.0));

    let extractor = build(Extractor::builder().min_mention_score(mention));
    let some = extractor.extract(text).expect("the text is read");
    check(&some);
    assert!(some.mentions().len() < all.mentions().len());
}

#[test]
fn a_statement_that_is_left_out_leaves_its_marked_words() {
    let text = "“We will rebuild the bridge,” said Ana Kovic. She called the delay a “minor detail” of the plan.";
    let extractor = Extractor::builder().min_statement_score(1.0).build().expect("1 is a score");
    let document = extractor.extract(text).expect("the text is read");
    check(&document);
    assert_eq!(document.statements().len(), 0);
    let phrases: Vec<&str> = document.marked_phrases().map(|p| p.as_str()).collect();
    assert_eq!(phrases, ["We will rebuild the bridge,", "minor detail"]);
    assert_eq!(document.marked_phrases().next().map(|p| p.reason()), Some(PhraseReason::Unsure));
}

/// Something thought, something said, something kept back.
const ACTS: &str = "Ana Kovic hopes that the bridge will be “as good as new” in May. “It will,” said Ben Brandt. The Harbour Board declined to comment.";

#[test]
fn statements_are_said_thought_or_kept_back() {
    let document = extract(ACTS);
    let acts: Vec<Act> = document.statements().map(|s| s.act()).collect();
    assert_eq!(acts, [Act::Thought, Act::Speech, Act::Silence]);
    let record = document.to_record(OffsetUnit::Byte);
    let json = serde_json::to_value(&record).expect("a record is JSON");
    assert_eq!(json["statements"][0]["act"], "thought");
    // Records that were written before there were acts are read.
    let mut old = json;
    old["statements"][0].as_object_mut().expect("a statement").remove("act");
    let back: DocumentRecord = serde_json::from_value(old).expect("it reads back");
    assert_eq!(back.statements[0].act, Act::Speech);
}

#[test]
fn acts_that_are_left_out_leave_their_marked_words() {
    let extractor =
        Extractor::builder().acts([Act::Silence, Act::Speech]).build().expect("the model loads");
    let document = extractor.extract(ACTS).expect("the text is read");
    check(&document);
    let acts: Vec<Act> = document.statements().map(|s| s.act()).collect();
    assert_eq!(acts, [Act::Speech, Act::Silence]);
    let phrases: Vec<_> = document.marked_phrases().map(|p| (p.as_str(), p.reason())).collect();
    assert_eq!(phrases, [("as good as new", PhraseReason::LeftOut)]);
    let none = Extractor::builder().acts([]).build().expect("the model loads");
    assert_eq!(none.extract(ACTS).expect("the text is read").statements().len(), 0);
}

#[test]
fn indirect_statements_have_a_minimum_of_their_own() {
    let text = include_str!("../examples/bridge.md");
    let count = |builder: ExtractorBuilder| {
        let extractor = builder.build().expect("1 is a score");
        let document = extractor.extract(text).expect("the text is read");
        check(&document);
        let of = |kind| document.statements().filter(|s| s.kind() == kind).count();
        [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect].map(of)
    };
    let [direct, mixed, indirect] = count(Extractor::builder());
    assert!(direct > 0 && mixed > 0 && indirect > 0);
    assert_eq!(count(Extractor::builder().min_indirect_score(1.0)), [direct, mixed, 0]);
    let both = Extractor::builder().min_statement_score(1.0).min_indirect_score(0.5);
    assert_eq!(count(both), [0, 0, 0], "the higher one counts");
}

#[test]
fn a_minimum_that_is_no_score_is_refused() {
    for score in [-0.1, 1.1, f32::NAN, f32::INFINITY] {
        let builders = [
            ("mention", Extractor::builder().min_mention_score(score)),
            ("statement", Extractor::builder().min_statement_score(score)),
            ("indirect", Extractor::builder().min_indirect_score(score)),
            ("speaker", Extractor::builder().min_speaker_score(score)),
        ];
        for (what, builder) in builders {
            let error = builder.build().expect_err("no score");
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains(&format!("min_{what}_score")), "{error}");
        }
    }
}

#[test]
fn candidates_come_where_they_are_asked_for() {
    let text = include_str!("../examples/bridge.md");
    assert!(
        extract(text).statements().filter_map(|s| s.speaker()).all(|s| s.candidates().len() == 0)
    );
    let extractor =
        Extractor::builder().speaker_candidates(3).build().expect("the bundled model loads");
    let document = extractor.extract(text).expect("the text is read");
    let mut several = 0;
    for speaker in document.statements().filter_map(|s| s.speaker()) {
        let scores: Vec<f32> = speaker.candidates().map(|c| c.score()).collect();
        assert!(scores.len() <= 3);
        assert!(scores.iter().sum::<f32>() <= 1.0 + 1e-5, "{scores:?}");
        if let Some(entity) = speaker.entity() {
            let first = speaker.candidates().next().expect("the speaker is a candidate");
            assert_eq!((first.entity().id(), first.score()), (entity.id(), speaker.score()));
        }
        several += usize::from(scores.len() > 1);
    }
    assert!(several > 0, "a pronoun has several candidates");
    let record = document.to_record(OffsetUnit::Byte);
    let json = serde_json::to_string(&record).expect("records serialize");
    assert!(json.contains("\"candidates\":[{\"entity\":"));
    assert_eq!(serde_json::from_str::<DocumentRecord>(&json).expect("and back"), record);
}
