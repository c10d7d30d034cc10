//! What the README shows, as another program would write it: `linked` with the model compiled in,
//! `linked DIR` with one from a directory.

use dixit::ErrorKind;

fn main() -> Result<(), dixit::Error> {
    let article =
        "“We will rebuild,” said Mayor Ana Kovic. She added that the work would take a year.";
    let extractor = match std::env::args_os().nth(1) {
        Some(directory) => {
            dixit::Extractor::builder().model(dixit::Model::Directory(directory.into())).build()?
        }
        None => match dixit::Extractor::new() {
            Err(error) if error.kind() == ErrorKind::ModelMissing => {
                println!("{error}");
                return Ok(());
            }
            built => built?,
        },
    };
    let document = extractor.extract(article)?;
    for statement in document.statements() {
        let speaker = statement.speaker().and_then(|s| s.name()).unwrap_or("somebody");
        println!("{speaker}: {} ({:?})", statement.text(), statement.spans());
    }
    Ok(())
}
