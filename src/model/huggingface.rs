//! A Hugging Face directory for token classification, as anybody's: `config.json`, `tokenizer.json`
//! or `vocab.txt`, `model.safetensors`.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokenizers::Tokenizer;

use super::bio::BioLabels;
use super::bundle::Bundle;
use super::calibration::Calibration;
use super::config::{Architecture, Config};
use super::files::{
    HuggingFaceFiles, TOKENIZER, TOKENIZER_CONFIG, TokenizerFiles, VOCABULARY, WEIGHTS,
};
use super::heads::{Head, Linear};
use super::labels::{LabelMap, places};
use super::manifest::scorers_of_news;
use super::tokenizer::{Checked, tokenizer};
use super::weights::Tensors;
use crate::error::Error;

/// Longer windows cost more than they tell, whatever the table of positions would allow.
const LONGEST_WINDOW: usize = 512;

/// The tags that the model's own labels become.
const TAGS: [&str; 9] =
    ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"];

/// Without `labels` nobody asks for tags, and every label is taken for none.
pub(super) fn read(files: HuggingFaceFiles, labels: Option<&LabelMap>) -> Result<Bundle, Error> {
    let config = Config::read(&files.config)?;
    let places = match labels {
        Some(labels) => places(&config.labels, labels)?,
        None => vec![0; config.labels.len()],
    };
    let Checked { tokenizer, growth, around } = match files.tokenizer {
        TokenizerFiles::Whole(bytes) => tokenizer(&bytes, &config)?,
        TokenizerFiles::Vocabulary(vocabulary, options) => {
            if config.architecture == Architecture::Roberta {
                let problem = "RoBERTa's pieces are not made from it; tokenizer.json is needed";
                return Err(Error::model(VOCABULARY, problem));
            }
            tokenizer(&word_piece(&vocabulary, options.as_deref())?, &config)?
        }
    };
    let special = around.map_or_else(|| special(&tokenizer), Ok)?;
    let tensors = Tensors::new(WEIGHTS, &files.weights, config.architecture)?;
    let weight = tensors.floats("classifier.weight", &[places.len(), config.hidden_size])?;
    let bias = tensors.floats("classifier.bias", &[places.len()])?;
    let tags = BioLabels::new(&TAGS.map(String::from), WEIGHTS)?.with_lenient_beginnings();
    let [antecedent, link] = scorers_of_news()?;
    Ok(Bundle {
        name: files.name,
        window: config.most_pieces().min(LONGEST_WINDOW),
        special,
        tokenizer,
        growth,
        case_types: false,
        entity: Head::new(tags, Linear::new(weight, bias)).with_places(places),
        role: None,
        inner: None,
        act: None,
        name_agreement: None,
        antecedent,
        link,
        calibration: Calibration::default(),
        quantizes_well: false,
        wide_channels: Vec::new(),
        config,
        weights: files.weights.into(),
    })
}

/// The ids that stand before and after a text where the tokenizer does not say it: those of the
/// names that the architectures give them.
fn special(tokenizer: &Tokenizer) -> Result<(u32, u32), Error> {
    [("[CLS]", "[SEP]"), ("<s>", "</s>")]
        .into_iter()
        .find_map(|(before, after)| {
            Some((tokenizer.token_to_id(before)?, tokenizer.token_to_id(after)?))
        })
        .ok_or_else(|| {
            Error::model(
                TOKENIZER,
                "it has neither [CLS] and [SEP] nor <s> and </s> to put around a text",
            )
        })
}

/// What `tokenizer_config.json` says of a `BertTokenizer`, with that class's defaults.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct WordPieceOptions {
    do_lower_case: bool,
    strip_accents: Option<bool>,
    tokenize_chinese_chars: bool,
}

impl Default for WordPieceOptions {
    fn default() -> Self {
        Self { do_lower_case: true, strip_accents: None, tokenize_chinese_chars: true }
    }
}

/// The `tokenizer.json` of a BERT tokenizer with the words of `vocab.txt`, one a line.
fn word_piece(vocabulary: &[u8], options: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let options: WordPieceOptions = match options {
        Some(bytes) => serde_json::from_slice(bytes)
            .map_err(|e| Error::model(TOKENIZER_CONFIG, e.to_string()))?,
        None => WordPieceOptions::default(),
    };
    let text =
        std::str::from_utf8(vocabulary).map_err(|e| Error::model(VOCABULARY, e.to_string()))?;
    let vocab: Map<String, Value> =
        text.lines().enumerate().map(|(id, word)| (word.to_owned(), id.into())).collect();
    if let Some(missing) =
        ["[UNK]", "[CLS]", "[SEP]"].into_iter().find(|&word| !vocab.contains_key(word))
    {
        return Err(Error::model(VOCABULARY, format!("no {missing} among its lines")));
    }
    let added: Vec<Value> = ["[UNK]", "[CLS]", "[SEP]"]
        .iter()
        .map(|&word| {
            json!({ "id": vocab[word], "content": word, "special": true,
                "single_word": false, "lstrip": false, "rstrip": false, "normalized": false })
        })
        .collect();
    let whole = json!({
        "version": "1.0",
        "added_tokens": added,
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": true,
            "handle_chinese_chars": options.tokenize_chinese_chars,
            "strip_accents": options.strip_accents,
            "lowercase": options.do_lower_case,
        },
        "pre_tokenizer": { "type": "BertPreTokenizer" },
        "post_processor": null,
        "decoder": null,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocab,
        },
    });
    serde_json::to_vec(&whole).map_err(|e| Error::model(VOCABULARY, e.to_string()))
}

#[cfg(all(test, feature = "bundled-model"))]
mod tests {
    use super::*;
    use crate::limits::Allowance;
    use crate::model::encoder::{EmbeddedEncoder, Kernel};
    use crate::model::encoder::{Encoder, Window};
    use crate::model::fixtures::{TAGGERS, tagger, worst};
    use crate::model::word_pieces::word_pieces;
    use crate::text::Span;

    /// Both sides compute in f32, in different orders; the largest difference seen, with AVX2, is
    /// 1.5e-6.
    const TOLERANCE: f32 = 1e-4;

    #[test]
    fn texts_are_cut_as_the_tokenizers_library_does() {
        for name in TAGGERS {
            let (bundle, reference) = tagger(name);
            for case in reference.cases {
                let found = word_pieces(
                    &bundle,
                    &case.text,
                    &[Span::new(0, case.text.len())],
                    &Allowance::unlimited(),
                )
                .expect("the text is cut");
                let (first, last) = bundle.special();
                assert_eq!((case.ids[0], case.ids[case.ids.len() - 1]), (first, last), "{name}");
                assert_eq!(found.ids, &case.ids[1..case.ids.len() - 1], "{name}: {}", case.text);
            }
        }
    }

    #[test]
    fn hidden_states_and_probabilities_are_those_of_pytorch() {
        for name in TAGGERS {
            let (bundle, reference) = tagger(name);
            let encoder = EmbeddedEncoder::new(&bundle, None).expect("the weights fit");
            assert_eq!(encoder.kernel(), Kernel::Reference, "8 bits must be asked for");
            let windows: Vec<Window<'_>> =
                reference.cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
            let mut hidden = Vec::new();
            encoder.encode(&windows, &mut hidden).expect("the windows are fine");
            let off = worst(&hidden, &reference.numbers("hidden"));
            assert!(off < TOLERANCE, "{name}: off by {off}");

            let places =
                places(&bundle.config().labels, &LabelMap::new()).expect("the labels are known");
            let logits = reference.numbers("logits");
            for (state, logits) in
                hidden.chunks_exact(encoder.hidden_size()).zip(logits.chunks_exact(places.len()))
            {
                let sum: f32 = logits.iter().map(|l| l.exp()).sum();
                let mut wanted = vec![0.0; TAGS.len()];
                places.iter().zip(logits).for_each(|(&place, l)| wanted[place] += l.exp() / sum);
                let mut found = Vec::new();
                bundle.entity_head().log_probs(state, &mut found);
                let found: Vec<f32> = found.iter().map(|l| l.exp()).collect();
                assert!(worst(&found, &wanted) < TOLERANCE, "{name}: {found:?} {wanted:?}");
            }
        }
    }

    #[test]
    fn a_vocabulary_is_read_as_its_options_say() {
        let vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nana\nAna\n##s\n";
        let cut = |options: Option<&[u8]>| {
            let file = word_piece(vocabulary.as_bytes(), options).expect("the vocabulary is fine");
            Tokenizer::from_bytes(file)
                .expect("a tokenizer")
                .encode("Anas", false)
                .expect("the text is cut")
                .get_ids()
                .to_vec()
        };
        assert_eq!(cut(None), [4, 6]);
        assert_eq!(cut(Some(br#"{"do_lower_case": false, "model_max_length": 512}"#)), [5, 6]);
        let error = word_piece(b"ana\n", None).expect_err("no special tokens").to_string();
        assert!(error.contains("vocab.txt") && error.contains("[UNK]"), "{error}");
    }
}
