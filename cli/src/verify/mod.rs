//! Checks the quotations of a draft against its sources.

mod arguments;
mod terminal;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use dixit::verify::{Source, Sources};
use dixit::{Extractor, Input, Model, render};

pub(crate) use self::arguments::Arguments;
use self::arguments::Form;
use self::terminal::for_people;
use crate::AnyError;
use crate::articles::{self, Articles};
use crate::messages::{name, tell_about};

/// Whether somebody should look at a quotation.
pub(crate) fn run(arguments: &Arguments) -> Result<bool, AnyError> {
    let articles = Articles::find(&arguments.sources);
    if let Some((folder, problem)) = articles.problems.first() {
        return Err(format!("{}: {problem}", name(folder)).into());
    }
    let read = |file: &PathBuf| -> Result<Vec<u8>, AnyError> {
        articles::read(file).map_err(|e| format!("{}: {e}", name(file)).into())
    };
    let draft = read(&arguments.draft)?;
    let texts: Vec<Vec<u8>> = articles.files.iter().map(read).collect::<Result<_, _>>()?;
    let input = |file: &PathBuf, bytes| -> Result<Input<'_>, AnyError> {
        let input = Input::from_utf8(bytes).map_err(|e| format!("{}: {e}", name(file)))?;
        Ok(input.format(arguments.input))
    };
    let mut sources = Vec::with_capacity(texts.len());
    for (file, bytes) in articles.files.iter().zip(&texts) {
        sources.push(Source::new(name(file), input(file, bytes)?));
    }
    let sources = Sources::new(sources)?;
    let mut builder = Extractor::builder();
    if let Some(directory) = &arguments.model {
        builder = builder.model(Model::Directory(directory.clone()));
    }
    let verification = sources.verify(&builder.build()?, input(&arguments.draft, &draft)?)?;
    if verification.quotations().is_empty() {
        tell_about(&arguments.draft, "there is no quotation in it");
    }
    let colour = std::io::stdout().is_terminal();
    let shown = match arguments.format {
        Form::Text => for_people(&verification, colour),
        Form::Json => {
            serde_json::to_string_pretty(&verification.to_record(arguments.offsets))? + "\n"
        }
        Form::Html => render::verification(&verification, &name(&arguments.draft)),
    };
    std::io::stdout().write_all(shown.as_bytes())?;
    Ok(verification.is_faulty())
}
