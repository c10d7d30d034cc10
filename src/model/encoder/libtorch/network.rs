//! rust-bert's models, with a bundle's weights in them.

use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use rust_bert::distilbert::{DistilBertConfig, DistilBertModel};
use rust_bert::roberta::RobertaEmbeddings;
use rust_bert::{Activation, RustBertError};
use tch::{Device, Tensor, nn};

use crate::error::Error;
use crate::model::bundle::Bundle;
use crate::model::config::{Architecture, Config};
use crate::model::weights::Tensors;

/// A model without its heads, for passes that train nothing.
pub(super) enum Network {
    Bert(BertModel<BertEmbeddings>),
    /// With the position of a window's first piece.
    Roberta(BertModel<RobertaEmbeddings>, i64),
    DistilBert(DistilBertModel),
}

/// Windows side by side, the shorter ones padded.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) ids: Tensor,
    pub(super) types: Tensor,
    /// 1 for what belongs to a window.
    pub(super) mask: Tensor,
}

impl Network {
    /// The network of `bundle` on `device`, in f32 or, where `half` says so, f16.
    pub(super) fn new(bundle: &Bundle, device: Device, half: bool) -> Result<Self, Error> {
        let (config, tensors) = (bundle.config(), bundle.tensors()?);
        check(config, &tensors)?;
        let mut store = nn::VarStore::new(Device::Cpu);
        let root = store.root();
        let network = match config.architecture {
            Architecture::Bert => Self::Bert(BertModel::new_with_optional_pooler(
                &root / "bert",
                &bert_config(config),
                false,
            )),
            Architecture::Roberta => {
                let model = BertModel::new_with_optional_pooler(
                    &root / "bert",
                    &bert_config(config),
                    false,
                );
                Self::Roberta(model, config.first_position as i64)
            }
            Architecture::DistilBert => {
                Self::DistilBert(DistilBertModel::new(&root, &distilbert_config(config)))
            }
        };
        fill(&store, &tensors)?;
        store.freeze();
        store.set_device(device);
        if half {
            store.half();
        }
        Ok(network)
    }

    /// The last layer's states: windows, pieces, numbers.
    pub(super) fn forward(&self, batch: &Batch) -> Result<Tensor, RustBertError> {
        let (ids, mask, types) = (Some(&batch.ids), Some(&batch.mask), Some(&batch.types));
        let hidden = match self {
            Self::Bert(model) => {
                model.forward_t(ids, mask, types, None, None, None, None, false)?.hidden_state
            }
            Self::Roberta(model, first) => {
                // rust-bert counts them from the ids and takes 1 for padding; windows hold none,
                // and the padding id is the config's.
                let row = Tensor::arange_start(
                    *first,
                    *first + batch.ids.size()[1],
                    (tch::Kind::Int64, batch.ids.device()),
                );
                let positions = row.unsqueeze(0).expand_as(&batch.ids);
                model
                    .forward_t(ids, mask, types, Some(&positions), None, None, None, false)?
                    .hidden_state
            }
            Self::DistilBert(model) => model.forward_t(ids, mask, None, false)?.hidden_state,
        };
        Ok(hidden)
    }
}

/// The activation is GELU, as the configuration was checked to say; what rust-bert asks for beside
/// it and the sizes makes no difference to a pass that trains nothing.
fn bert_config(config: &Config) -> BertConfig {
    BertConfig {
        hidden_act: Activation::gelu,
        hidden_size: config.hidden_size as i64,
        intermediate_size: config.intermediate_size as i64,
        max_position_embeddings: config.max_position_embeddings as i64,
        num_attention_heads: config.num_attention_heads as i64,
        num_hidden_layers: config.num_hidden_layers as i64,
        type_vocab_size: config.type_vocab_size as i64,
        vocab_size: config.vocab_size as i64,
        ..BertConfig::default()
    }
}

fn distilbert_config(config: &Config) -> DistilBertConfig {
    DistilBertConfig {
        activation: Activation::gelu,
        dim: config.hidden_size as i64,
        hidden_dim: config.intermediate_size as i64,
        max_position_embeddings: config.max_position_embeddings as i64,
        n_heads: config.num_attention_heads as i64,
        n_layers: config.num_hidden_layers as i64,
        vocab_size: config.vocab_size as i64,
        ..DistilBertConfig::default()
    }
}

/// That the sizes of `config` are those of the file: rust-bert makes room for whatever it is told,
/// before it sees a weight.
fn check(config: &Config, tensors: &Tensors<'_>) -> Result<(), Error> {
    let (hidden, inner) = (config.hidden_size, config.intermediate_size);
    let embeddings = |name: &str, rows| {
        tensors.expect(&format!("bert.embeddings.{name}_embeddings.weight"), &[rows, hidden])
    };
    embeddings("word", config.vocab_size)?;
    embeddings("position", config.max_position_embeddings)?;
    if config.type_vocab_size > 0 {
        embeddings("token_type", config.type_vocab_size)?;
    }
    (0..config.num_hidden_layers).try_for_each(|layer| {
        tensors.expect(
            &format!("bert.encoder.layer.{layer}.intermediate.dense.weight"),
            &[inner, hidden],
        )
    })
}

/// Puts the tensors of a file into the variables of `store`, by their names; int8 multiplied out.
fn fill(store: &nn::VarStore, tensors: &Tensors<'_>) -> Result<(), Error> {
    for (name, mut variable) in store.variables() {
        let shape: Vec<usize> =
            variable.size().iter().map(|&size| usize::try_from(size).unwrap_or(0)).collect();
        let floats = match shape[..] {
            [rows, cols] => tensors.matrix(&name, rows, cols)?.into_floats(),
            _ => tensors.floats(&name, &shape)?,
        };
        tch::no_grad(|| {
            variable.f_copy_(&Tensor::from_slice(&floats).f_view(variable.size().as_slice())?)
        })
        .map_err(|e| Error::inference(format!("libtorch takes no {name}: {e}")))?;
    }
    Ok(())
}
