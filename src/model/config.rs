//! `config.json`: which network it is, and its sizes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::files::CONFIG;
use crate::error::Error;

/// Networks that differ in their embeddings and in the names of their tensors; what is between is
/// the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Architecture {
    Bert,
    /// Sanh et al. 2019, <https://arxiv.org/abs/1910.01108>: BERT without token types.
    DistilBert,
    /// Liu et al. 2019, <https://arxiv.org/abs/1907.11692>, XLM-R among them: BERT whose positions
    /// start behind the padding id.
    Roberta,
}

impl Architecture {
    fn of(model_type: &str) -> Option<Self> {
        match model_type {
            "bert" => Some(Self::Bert),
            "distilbert" => Some(Self::DistilBert),
            "roberta" | "xlm-roberta" | "camembert" => Some(Self::Roberta),
            _ => None,
        }
    }

    /// What this architecture's files call the tensor that BERT's call `name`; names that are not
    /// BERT's stay.
    pub(super) fn tensor_name(self, name: &str) -> Cow<'_, str> {
        let Some(inner) = name.strip_prefix("bert.") else { return name.to_owned().into() };
        match self {
            Self::Bert => name.to_owned().into(),
            Self::Roberta => format!("roberta.{inner}").into(),
            Self::DistilBert => format!("distilbert.{}", distilbert_name(inner)).into(),
        }
    }
}

/// `encoder.layer.3.attention.self.query.weight` is `transformer.layer.3.attention.q_lin.weight`
/// there.
fn distilbert_name(inner: &str) -> String {
    const PARTS: [(&str, &str); 8] = [
        (".attention.self.query.", ".attention.q_lin."),
        (".attention.self.key.", ".attention.k_lin."),
        (".attention.self.value.", ".attention.v_lin."),
        (".attention.output.dense.", ".attention.out_lin."),
        (".attention.output.LayerNorm.", ".sa_layer_norm."),
        (".intermediate.dense.", ".ffn.lin1."),
        (".output.dense.", ".ffn.lin2."),
        (".output.LayerNorm.", ".output_layer_norm."),
    ];
    let Some(layer) = inner.strip_prefix("encoder.") else { return inner.to_owned() };
    let part = PARTS.iter().find(|(bert, _)| layer.contains(bert));
    format!(
        "transformer.{}",
        part.map_or_else(|| layer.to_owned(), |(bert, other)| layer.replacen(bert, other, 1))
    )
}

/// The encoder's sizes.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) architecture: Architecture,
    pub(crate) hidden_size: usize,
    pub(crate) intermediate_size: usize,
    pub(crate) num_attention_heads: usize,
    pub(crate) num_hidden_layers: usize,
    /// Rows of the table of positions.
    pub(crate) max_position_embeddings: usize,
    /// The row of that table for a window's first piece.
    pub(crate) first_position: usize,
    /// 0: the network has no token types.
    pub(crate) type_vocab_size: usize,
    pub(crate) vocab_size: usize,
    pub(crate) layer_norm_eps: f32,
    /// Labels by id; empty where the file names none.
    pub(crate) labels: BTreeMap<usize, String>,
}

/// The part of Hugging Face's `BertConfig`, `DistilBertConfig` and `RobertaConfig` that the forward
/// pass and the head need.
#[derive(Debug, Deserialize)]
struct Written {
    model_type: String,
    #[serde(alias = "activation")]
    hidden_act: String,
    #[serde(alias = "dim")]
    hidden_size: usize,
    #[serde(alias = "hidden_dim")]
    intermediate_size: usize,
    #[serde(alias = "n_heads")]
    num_attention_heads: usize,
    #[serde(alias = "n_layers")]
    num_hidden_layers: usize,
    max_position_embeddings: usize,
    #[serde(default)]
    type_vocab_size: Option<usize>,
    vocab_size: usize,
    #[serde(default)]
    layer_norm_eps: Option<f32>,
    #[serde(default)]
    pad_token_id: Option<usize>,
    #[serde(default)]
    position_embedding_type: Option<String>,
    #[serde(default)]
    is_decoder: bool,
    #[serde(default)]
    id2label: BTreeMap<usize, String>,
}

/// What the three libraries' configurations take where a file says nothing.
const DEFAULT_EPSILON: f32 = 1e-12;
const DEFAULT_TYPES: usize = 2;
const DEFAULT_ROBERTA_PADDING: usize = 1;

/// No size of a real encoder is near.
const MOST: usize = 1 << 24;

impl Config {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let written: Written =
            serde_json::from_slice(bytes).map_err(|e| Error::model(CONFIG, e.to_string()))?;
        written.into_config().map_err(|problem| Error::model(CONFIG, problem))
    }

    /// The most pieces that a window may hold.
    pub(super) fn most_pieces(&self) -> usize {
        self.max_position_embeddings - self.first_position
    }
}

impl Written {
    fn into_config(self) -> Result<Config, String> {
        let Some(architecture) = Architecture::of(&self.model_type) else {
            return Err(format!(
                "model_type is {:?}; the encoders run \"bert\", \"distilbert\", \"roberta\", \"xlm-roberta\" and \"camembert\"",
                self.model_type
            ));
        };
        let first_position = match architecture {
            Architecture::Roberta => {
                self.pad_token_id.unwrap_or(DEFAULT_ROBERTA_PADDING).saturating_add(1)
            }
            Architecture::Bert | Architecture::DistilBert => 0,
        };
        let type_vocab_size = match architecture {
            Architecture::DistilBert => 0,
            Architecture::Bert | Architecture::Roberta => {
                self.type_vocab_size.unwrap_or(DEFAULT_TYPES)
            }
        };
        let config = Config {
            architecture,
            hidden_size: self.hidden_size,
            intermediate_size: self.intermediate_size,
            num_attention_heads: self.num_attention_heads,
            num_hidden_layers: self.num_hidden_layers,
            max_position_embeddings: self.max_position_embeddings,
            first_position,
            type_vocab_size,
            vocab_size: self.vocab_size,
            layer_norm_eps: self.layer_norm_eps.unwrap_or(DEFAULT_EPSILON),
            labels: self.id2label,
        };
        let sizes = [
            ("hidden_size", config.hidden_size),
            ("intermediate_size", config.intermediate_size),
            ("num_attention_heads", config.num_attention_heads),
            ("num_hidden_layers", config.num_hidden_layers),
            ("vocab_size", config.vocab_size),
            ("max_position_embeddings", config.max_position_embeddings),
        ];
        if let Some((name, size)) = sizes.into_iter().find(|&(_, size)| size == 0 || size > MOST) {
            return Err(format!("{name} is {size}"));
        }
        // `gelu_python` is the same function, written out.
        if !["gelu", "gelu_python"].contains(&self.hidden_act.as_str()) {
            return Err(format!(
                "hidden_act is {:?}; the encoders compute \"gelu\"",
                self.hidden_act
            ));
        }
        if self.position_embedding_type.as_deref().is_some_and(|kind| kind != "absolute") {
            return Err(format!(
                "position_embedding_type is {:?}; the encoders know \"absolute\"",
                self.position_embedding_type
            ));
        }
        if self.is_decoder {
            return Err(
                "is_decoder is true; a tagger must see what comes after a word, too".to_owned()
            );
        }
        if !config.hidden_size.is_multiple_of(config.num_attention_heads) {
            return Err(format!(
                "hidden_size {} is no multiple of num_attention_heads {}",
                config.hidden_size, config.num_attention_heads
            ));
        }
        if architecture != Architecture::DistilBert && !(1..=MOST).contains(&config.type_vocab_size)
        {
            return Err(format!("type_vocab_size is {}", config.type_vocab_size));
        }
        // Two special tokens and a piece.
        if config.max_position_embeddings < config.first_position.saturating_add(3) {
            return Err(format!(
                "max_position_embeddings is {}; that leaves no room for a word",
                config.max_position_embeddings
            ));
        }
        if !(config.layer_norm_eps > 0.0 && config.layer_norm_eps < 1.0) {
            return Err(format!("layer_norm_eps {} is not between 0 and 1", config.layer_norm_eps));
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distilbert_has_other_names_for_the_same_parts() {
        let name = |bert: &str| Architecture::DistilBert.tensor_name(bert).into_owned();
        assert_eq!(
            name("bert.embeddings.LayerNorm.weight"),
            "distilbert.embeddings.LayerNorm.weight"
        );
        assert_eq!(
            name("bert.encoder.layer.10.attention.self.key.bias"),
            "distilbert.transformer.layer.10.attention.k_lin.bias"
        );
        assert_eq!(
            name("bert.encoder.layer.0.attention.output.LayerNorm.bias"),
            "distilbert.transformer.layer.0.sa_layer_norm.bias"
        );
        assert_eq!(
            name("bert.encoder.layer.0.attention.output.dense.weight"),
            "distilbert.transformer.layer.0.attention.out_lin.weight"
        );
        assert_eq!(
            name("bert.encoder.layer.2.output.dense.weight"),
            "distilbert.transformer.layer.2.ffn.lin2.weight"
        );
        assert_eq!(
            name("bert.encoder.layer.2.output.LayerNorm.weight"),
            "distilbert.transformer.layer.2.output_layer_norm.weight"
        );
        assert_eq!(name("classifier.weight"), "classifier.weight");
    }

    #[test]
    fn roberta_begins_behind_its_padding_id() {
        let file =
            br#"{"model_type": "xlm-roberta", "hidden_act": "gelu", "hidden_size": 8, "intermediate_size": 16, "num_attention_heads": 2,
            "num_hidden_layers": 1, "max_position_embeddings": 514, "type_vocab_size": 1, "vocab_size": 9, "layer_norm_eps": 1e-5}"#;
        let config = Config::read(file).expect("it makes sense");
        assert_eq!((config.first_position, config.most_pieces()), (2, 512));
        assert_eq!(
            Architecture::Roberta.tensor_name("bert.embeddings.LayerNorm.bias"),
            "roberta.embeddings.LayerNorm.bias"
        );
    }
}
