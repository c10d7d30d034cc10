//! `bindgen MODULE FOLDER`: writes `dixit_bg.wasm`, the JavaScript that calls it, and its types.
//!
//! It is what `wasm-bindgen --target web --out-name dixit` does, of the version that `Cargo.lock`
//! pins, in a quarter of the time to compile.

use std::env::args_os;
use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = args_os().skip(1);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("bindgen MODULE FOLDER".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(true).out_name("dixit");
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder)?;
    Ok(())
}
