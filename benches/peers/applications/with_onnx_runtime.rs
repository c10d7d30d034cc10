//! The same encoder on ONNX Runtime: its hidden states, without anything that is made of them.
//! Arguments: ONNX Runtime's library, the encoder as an ONNX file, `tokenizer.json`.

mod talk;

use std::error::Error;

use ort::session::Session;
use ort::value::TensorRef;
use tokenizers::Tokenizer;

/// Pieces of a window, as many as this crate takes.
const WINDOW: usize = 256;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [library, model, vocabulary] = &arguments[..] else {
        return Err("LIBRARY MODEL TOKENIZER".into());
    };
    ort::init_from(library)?.commit();
    let tokenizer = Tokenizer::from_file(vocabulary).map_err(|e| e.to_string())?;
    let mut session = Session::builder()?.commit_from_file(model)?;
    let article = talk::article()?;
    let pieces = tokenizer.encode(article, true).map_err(|e| e.to_string())?;
    let ids: Vec<i64> = pieces.get_ids().iter().map(|&id| id.into()).collect();
    let types = vec![0_i64; WINDOW];
    let mut numbers = 0;
    for window in ids.chunks(WINDOW) {
        let shape = [1, window.len()];
        let states = session.run(ort::inputs![
            "ids" => TensorRef::from_array_view((shape, window))?,
            "types" => TensorRef::from_array_view((shape, &types[..window.len()]))?,
        ])?;
        numbers += states["hidden"].try_extract_tensor::<f32>()?.1.len();
    }
    Ok(talk::answer(numbers)?)
}
