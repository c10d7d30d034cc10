//! A model of this crate's own: `manifest.json`, and the files that it names, checked against it
//! before anything is read out of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::bio::BioLabels;
use super::bundle::{Bundle, WideChannel};
use super::calibration::Calibration;
use super::config::{Architecture, Config};
use super::files::{ATTRIBUTION, CONFIG, MANIFEST, ModelBytes, TOKENIZER, WEIGHTS};
use super::heads::{Head, Linear};
use super::labels::{ENTITY_KINDS, ROLE_KINDS};
use super::shape::Shape;
use super::tokenizer::{Checked, tokenizer};
use super::weights::Tensors;
use crate::error::Error;
use crate::kinds::Act;
use crate::scorers::{Scorer, antecedents, links};

const FORMAT: &str = "dixit-model/2";

#[derive(Debug, Deserialize)]
struct Manifest {
    format: String,
    name: String,
    version: String,
    /// The most pieces of a window, special tokens counted: what the model was trained on.
    window: usize,
    entity_labels: Vec<String>,
    role_labels: Vec<String>,
    /// Left out where the model does not look into contents.
    #[serde(default)]
    inner_role_labels: Option<Vec<String>>,
    /// Left out where the model does not tell acts apart.
    #[serde(default)]
    act_labels: Option<Vec<String>>,
    /// How much a name's tag in one place follows its tags in others; not at all where it is left
    /// out.
    #[serde(default)]
    name_agreement: Option<f32>,
    #[serde(default)]
    wide_channels: BTreeMap<usize, usize>,
    /// What the scorer of antecedents was trained on, in the order of its inputs.
    antecedent_features: Vec<String>,
    /// What the scorer of links was trained on, in the order of its inputs.
    link_features: Vec<String>,
    #[serde(default)]
    calibration: Calibration,
    files: BTreeMap<String, FileRecord>,
}

/// Attention needs memory for every pair of a window's pieces.
const LONGEST_WINDOW: usize = 2048;

/// More bytes than this for wide channels would slow a pass more than they help it.
const MOST_WIDE_BYTES: usize = 64;

#[derive(Debug, Deserialize)]
struct FileRecord {
    sha256: String,
    bytes: usize,
}

/// Without `verify` the files may be others than those that the manifest was written for.
pub(super) fn read(bytes: ModelBytes, verify: bool) -> Result<Bundle, Error> {
    let manifest: Manifest = json(&bytes.manifest)?;
    if manifest.format != FORMAT {
        return Err(Error::model(
            MANIFEST,
            format!("format is {:?}; this version of the crate reads {FORMAT:?}", manifest.format),
        ));
    }
    let files = [
        (CONFIG, &bytes.config),
        (TOKENIZER, &bytes.tokenizer),
        (WEIGHTS, &bytes.weights),
        (ATTRIBUTION, &bytes.attribution),
    ];
    if verify {
        files.iter().try_for_each(|(name, content)| check_file(&manifest, name, content))?;
    }
    manifest.calibration.check()?;
    let config = Config::read(&bytes.config)?;
    if config.type_vocab_size != Shape::COUNT {
        return Err(Error::model(
            CONFIG,
            format!(
                "type_vocab_size is {}; a model with case types has {}",
                config.type_vocab_size,
                Shape::COUNT
            ),
        ));
    }
    let longest = config.most_pieces().min(LONGEST_WINDOW);
    if !(3..=longest).contains(&manifest.window) {
        return Err(Error::model(
            MANIFEST,
            format!("window {} is not between 3 and {longest}", manifest.window),
        ));
    }
    if let Some(weight) = manifest.name_agreement.filter(|weight| !(0.0..=1.0).contains(weight)) {
        return Err(Error::model(MANIFEST, format!("name_agreement {weight} is not in 0..=1")));
    }
    let wide_channels = wide_channels(&manifest.wide_channels, config.hidden_size)?;
    let Checked { tokenizer, growth, .. } = tokenizer(&bytes.tokenizer, &config)?;
    let special = |token| {
        tokenizer
            .token_to_id(token)
            .ok_or_else(|| Error::model(TOKENIZER, format!("no {token} in the vocabulary")))
    };
    let special = (special("[CLS]")?, special("[SEP]")?);
    let antecedent = scorer(
        "antecedent",
        &bytes.attribution,
        &manifest.antecedent_features,
        antecedents::NAMES,
    )?;
    let link = scorer("link", &bytes.attribution, &manifest.link_features, links::NAMES)?;
    let tensors = Tensors::new(WEIGHTS, &bytes.weights, config.architecture)?;
    let entity = head(&tensors, "entity", &manifest.entity_labels, config.hidden_size)?;
    let role = head(&tensors, "role", &manifest.role_labels, config.hidden_size)?;
    let inner = manifest.inner_role_labels.as_ref();
    let inner =
        inner.map(|labels| head(&tensors, "inner", labels, config.hidden_size)).transpose()?;
    let act = manifest.act_labels.as_ref();
    let act = act.map(|labels| act_head(&tensors, labels, config.hidden_size)).transpose()?;
    let expect = |head: &Head, kinds: &[&str], what: &str| {
        if head.labels().kinds().iter().map(String::as_str).eq(kinds.iter().copied()) {
            Ok(())
        } else {
            Err(Error::model(
                MANIFEST,
                format!("{what} must hold O and B-, I- for {kinds:?}, in this order"),
            ))
        }
    };
    expect(&entity, &ENTITY_KINDS.map(|(name, _)| name), "entity_labels")?;
    expect(&role, &ROLE_KINDS.map(|(name, _)| name), "role_labels")?;
    if let Some(inner) = &inner {
        expect(inner, &ROLE_KINDS.map(|(name, _)| name), "inner_role_labels")?;
    }
    Ok(Bundle {
        name: format!("{}/{}", manifest.name, manifest.version),
        window: manifest.window,
        config,
        tokenizer,
        growth,
        special,
        case_types: true,
        entity,
        role: Some(role),
        inner,
        act,
        name_agreement: manifest.name_agreement,
        antecedent,
        link,
        calibration: manifest.calibration,
        quantizes_well: true,
        wide_channels,
        weights: bytes.weights,
    })
}

/// The scorers of `news-en`, of antecedents and of links. They see words and places, no hidden
/// states, so they serve other models as well; they are a hundredth of a percent of the weights'
/// size and always compiled in.
pub(crate) fn scorers_of_news() -> Result<[Scorer; 2], Error> {
    #[derive(Debug, Deserialize)]
    struct Features {
        antecedent_features: Vec<String>,
        link_features: Vec<String>,
    }
    let features: Features = json(include_bytes!("../../models/news-en/manifest.json"))?;
    let file = include_bytes!("../../models/news-en/attribution.safetensors");
    Ok([
        scorer("antecedent", file, &features.antecedent_features, antecedents::NAMES)?,
        scorer("link", file, &features.link_features, links::NAMES)?,
    ])
}

fn json<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|e| Error::model(MANIFEST, e.to_string()))
}

fn check_file(manifest: &Manifest, name: &str, content: &[u8]) -> Result<(), Error> {
    let record = manifest
        .files
        .get(name)
        .ok_or_else(|| Error::model(MANIFEST, format!("names no file {name}")))?;
    if record.bytes != content.len() {
        return Err(Error::model(
            name,
            format!(
                "{} bytes, but the manifest says {}; is the copy complete?",
                content.len(),
                record.bytes
            ),
        ));
    }
    let digest: String = Sha256::digest(content).iter().map(|b| format!("{b:02x}")).collect();
    if digest != record.sha256 {
        return Err(Error::model(
            name,
            format!(
                "sha256 is {digest}, but the manifest says {}; is the copy damaged?",
                record.sha256
            ),
        ));
    }
    Ok(())
}

fn wide_channels(
    map: &BTreeMap<usize, usize>,
    hidden_size: usize,
) -> Result<Vec<WideChannel>, Error> {
    let fine = map
        .iter()
        .all(|(&channel, bytes)| channel < hidden_size && (2..=MOST_WIDE_BYTES).contains(bytes));
    if fine && map.len() <= MOST_WIDE_BYTES && map.values().sum::<usize>() <= MOST_WIDE_BYTES {
        return Ok(map.iter().map(|(&channel, &bytes)| WideChannel { channel, bytes }).collect());
    }
    Err(Error::model(
        MANIFEST,
        format!(
            "wide_channels must be below {hidden_size} and have 2 bytes or more each, {MOST_WIDE_BYTES} at most together"
        ),
    ))
}

fn head(
    tensors: &Tensors<'_>,
    name: &str,
    labels: &[String],
    hidden: usize,
) -> Result<Head, Error> {
    let labels = BioLabels::new(labels, MANIFEST)?;
    let layer = linear(tensors, name, labels.len(), hidden)?;
    Ok(Head::new(labels, layer))
}

/// What tells acts apart: its labels are no BIO set, they are the acts.
fn act_head(tensors: &Tensors<'_>, labels: &[String], hidden: usize) -> Result<Linear, Error> {
    let acts = Act::ALL.map(Act::as_str);
    if !labels.iter().map(String::as_str).eq(acts) {
        return Err(Error::model(MANIFEST, format!("act_labels must be {acts:?}, in this order")));
    }
    linear(tensors, "act", acts.len(), hidden)
}

fn linear(
    tensors: &Tensors<'_>,
    name: &str,
    labels: usize,
    hidden: usize,
) -> Result<Linear, Error> {
    let weight = tensors.floats(&format!("{name}.weight"), &[labels, hidden])?;
    let bias = tensors.floats(&format!("{name}.bias"), &[labels])?;
    Ok(Linear::new(weight, bias))
}

/// `trained` are the features that it was trained on, `computed` those that it will be given.
fn scorer(name: &str, file: &[u8], trained: &[String], computed: &[&str]) -> Result<Scorer, Error> {
    let tensors = Tensors::new(ATTRIBUTION, file, Architecture::Bert)?;
    let units = tensors.rows(&format!("{name}.hidden.bias"))?;
    let hidden = tensors.floats(&format!("{name}.hidden.weight"), &[units, trained.len()])?;
    let bias = tensors.floats(&format!("{name}.hidden.bias"), &[units])?;
    let output = tensors.floats(&format!("{name}.output.weight"), &[1, units])?;
    check_features(name, trained, computed)?;
    Ok(Scorer::new(trained.len(), hidden, bias, output))
}

/// That a scorer was trained on the features that this version of the crate computes, in their
/// order; the error has the first difference.
fn check_features(of: &str, trained: &[String], computed: &[&str]) -> Result<(), Error> {
    let differs = |&i: &usize| trained.get(i).map(String::as_str) != computed.get(i).copied();
    match (0..trained.len().max(computed.len())).find(differs) {
        None => Ok(()),
        Some(i) => Err(Error::model(
            MANIFEST,
            format!(
                "{of} feature {i} is {:?}; this version of the crate computes {:?}",
                trained.get(i),
                computed.get(i)
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scorer_of_other_features_is_refused() {
        let trained = ["near", "far"].map(String::from);
        assert!(check_features("antecedent", &trained, &["near", "far"]).is_ok());
        for (computed, word) in [
            (&["near"][..], "far"),
            (&["far", "near"], "near"),
            (&["near", "far", "there"], "there"),
        ] {
            let error = check_features("antecedent", &trained, computed).expect_err("others");
            assert!(error.to_string().contains(word), "{error}");
        }
    }

    /// The manifest tells the words that the scorers were trained with. A caller's own model may be
    /// older than the words of this crate: it sees a few words otherwise than it learned, which is
    /// no reason to refuse it. The model that is released with them must know them.
    #[test]
    fn the_scorers_were_trained_with_the_words_of_this_version() {
        #[derive(Deserialize)]
        struct Words {
            lexicon: Option<String>,
        }
        let words: Words =
            json(include_bytes!("../../models/news-en/manifest.json")).expect("it is JSON");
        assert_eq!(
            words.lexicon,
            Some(crate::scorers::lexicon_digest()),
            "the words that the scorers see were changed: retrain the scorers (see models/training)"
        );
    }
}
