//! A model that passed every check: what the rest of the crate asks of it, whatever its files look
//! like.

use std::borrow::Cow;

use tokenizers::Tokenizer;

use super::calibration::Calibration;
use super::config::Config;
use super::files::WEIGHTS;
use super::heads::{Head, Linear};
use super::weights::Tensors;
use crate::error::Error;
use crate::scorers::Scorer;

/// A channel of the hidden states whose numbers are far larger than the others': an encoder that
/// quantizes spreads them over several bytes, so that they don't coarsen the rest. In the manifest,
/// a map from channels to bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct WideChannel {
    pub(super) channel: usize,
    pub(super) bytes: usize,
}

/// A model that passed every check.
#[derive(Debug)]
pub(crate) struct Bundle {
    pub(super) name: String,
    /// The most pieces of a window, special tokens counted.
    pub(super) window: usize,
    pub(super) config: Config,
    pub(super) tokenizer: Tokenizer,
    /// By how many bytes the tokenizer may replace one, before it cuts what comes of it.
    pub(super) growth: usize,
    pub(super) special: (u32, u32),
    /// Whether token types say how words are written; all are 0 if not.
    pub(super) case_types: bool,
    pub(super) entity: Head,
    pub(super) role: Option<Head>,
    pub(super) inner: Option<Head>,
    pub(super) act: Option<Linear>,
    /// How much a name's tag in one place follows its tags in others, in 0..=1.
    pub(super) name_agreement: Option<f32>,
    pub(super) antecedent: Scorer,
    pub(super) link: Scorer,
    pub(super) calibration: Calibration,
    /// Whether it is known that 7 bits are enough for its activations, but for the channels below.
    pub(super) quantizes_well: bool,
    pub(super) wide_channels: Vec<WideChannel>,
    pub(super) weights: Cow<'static, [u8]>,
}

impl Bundle {
    /// Name and version, as a result names its model.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn window(&self) -> usize {
        self.window
    }

    pub(crate) fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// By how many bytes the tokenizer may replace one, before it cuts what comes of it.
    pub(crate) fn growth(&self) -> usize {
        self.growth
    }

    /// The ids that stand before and after every window.
    pub(crate) fn special(&self) -> (u32, u32) {
        self.special
    }

    pub(crate) fn has_case_types(&self) -> bool {
        self.case_types
    }

    pub(crate) fn entity_head(&self) -> &Head {
        &self.entity
    }

    /// What tags sources, cues and contents, where the model can.
    pub(crate) fn role_head(&self) -> Option<&Head> {
        self.role.as_ref()
    }

    /// What tags those of the statements that stand in the content of another, where the model can.
    pub(super) fn inner_head(&self) -> Option<&Head> {
        self.inner.as_ref()
    }

    /// What tells of a word of a cue which [`Act`](crate::kinds::Act) it reports, where the model
    /// can: a label for each, in the order of [`Act::ALL`](crate::kinds::Act::ALL).
    pub(super) fn act_head(&self) -> Option<&Linear> {
        self.act.as_ref()
    }

    pub(super) fn name_agreement(&self) -> Option<f32> {
        self.name_agreement
    }

    /// Which of several entities a pronoun or a nominal stands for.
    pub(crate) fn antecedent(&self) -> &Scorer {
        &self.antecedent
    }

    /// Which of several cues a piece belongs to, and which of several sources a cue.
    pub(crate) fn link(&self) -> &Scorer {
        &self.link
    }

    pub(crate) fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn quantizes_well(&self) -> bool {
        self.quantizes_well
    }

    pub(super) fn wide_channels(&self) -> &[WideChannel] {
        &self.wide_channels
    }

    /// Without the file's bytes, once an encoder has made its own of them.
    #[must_use]
    pub(crate) fn without_weights(mut self) -> Self {
        self.weights = Cow::Borrowed(&[]);
        self
    }

    /// The tensors of a file that stays for ever, because it is compiled in.
    pub(super) fn lasting_tensors(&self) -> Result<Option<Tensors<'static>>, Error> {
        match self.weights {
            Cow::Borrowed(file) => Tensors::new(WEIGHTS, file, self.config.architecture).map(Some),
            Cow::Owned(_) => Ok(None),
        }
    }

    pub(super) fn tensors(&self) -> Result<Tensors<'_>, Error> {
        Tensors::new(WEIGHTS, &self.weights, self.config.architecture)
    }
}
