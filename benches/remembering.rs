//! An encoder for texts that repeat themselves: with it all that is measured is everything else, on the
//! model's own tags.

use std::collections::HashMap;
use std::sync::Mutex;

use dixit::{EmbeddedEncoder, Encoder, Error, Model, Window};

/// Windows that are remembered; a text that has more has to be encoded again and again.
const REMEMBERED: usize = 4096;

type Key = (Vec<u32>, Vec<u8>);

/// An encoder that computes the states of a window once.
#[derive(Debug)]
pub(crate) struct Remembering {
    inner: EmbeddedEncoder,
    known: Mutex<HashMap<Key, Vec<f32>>>,
}

impl Remembering {
    /// Around the bundled model's.
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self { inner: EmbeddedEncoder::load(Model::Default, None)?, known: Mutex::default() })
    }
}

impl Encoder for Remembering {
    fn hidden_size(&self) -> usize {
        self.inner.hidden_size()
    }

    fn max_window(&self) -> usize {
        self.inner.max_window()
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        hidden.clear();
        let mut known = self.known.lock().expect("no other thread panics");
        let mut states = Vec::new();
        for window in windows {
            let key = (window.ids.to_vec(), window.types.to_vec());
            if let Some(states) = known.get(&key) {
                hidden.extend(states);
                continue;
            }
            self.inner.encode(&[*window], &mut states)?;
            hidden.extend(&states);
            if known.len() < REMEMBERED {
                known.insert(key, states.clone());
            }
        }
        Ok(())
    }
}
