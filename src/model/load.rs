//! A model from wherever it comes.

use super::bundle::Bundle;
use super::files::{Files, Model};
use super::labels::LabelMap;
use super::{huggingface, manifest};
use crate::error::Error;

/// Reads and checks a model. `labels` says what labels of a Hugging Face model mean; without it
/// they are not asked for, and the model tags nothing: for its hidden states alone. A model with a
/// manifest takes no notice of it; `verify` says whether its files must be those that the manifest
/// was written for.
pub(crate) fn load(model: Model, labels: Option<&LabelMap>, verify: bool) -> Result<Bundle, Error> {
    match model.read()? {
        // Damage cannot come to what is compiled in, and a test has seen it: the hashes would take a
        // third of the time.
        Files::Bundled(bytes) => manifest::read(bytes, false),
        Files::Dixit(bytes) => manifest::read(bytes, verify),
        Files::HuggingFace(files) => huggingface::read(files, labels),
    }
}

#[cfg(all(test, feature = "bundled-model"))]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_model_is_what_its_manifest_says() {
        let Ok(Files::Bundled(bytes)) = Model::Default.read() else { panic!("it is compiled in") };
        assert!(manifest::read(bytes, true).is_ok());
    }
}
