//! Checks the quotations of a draft against its sources.

mod arguments;
mod terminal;

use std::io::Write;
use std::path::Path;

use dixit::verify::{Source, Sources};
use dixit::{Extractor, Input, Model, render};

pub(crate) use self::arguments::Arguments;
use self::arguments::Form;
use self::terminal::for_people;
use crate::AnyError;
use crate::articles::{self, Article, Articles};
use crate::folders::Folders;
use crate::messages::{name, tell_about};
use crate::terminal::has_colours;

/// Whether somebody should look at a quotation.
pub(crate) fn run(arguments: &Arguments) -> Result<bool, AnyError> {
    let folders = Folders { recursive: arguments.recursive, results: None };
    let articles = Articles::find(&arguments.sources, folders);
    if let Some((folder, problem)) = articles.problems.first() {
        return Err(format!("{}: {problem}", name(folder)).into());
    }
    let read = |file: &Path| -> Result<Vec<u8>, AnyError> {
        articles::read(file).map_err(|e| format!("{}: {e}", name(file)).into())
    };
    let draft = read(&arguments.draft)?;
    let texts: Vec<Vec<u8>> =
        articles.files.iter().map(|file| read(&file.path)).collect::<Result<_, _>>()?;
    let input = |file: &Path, bytes| -> Result<Input<'_>, AnyError> {
        let input = Input::from_utf8(bytes).map_err(|e| format!("{}: {e}", name(file)))?;
        Ok(input.format(arguments.input))
    };
    let mut sources = Vec::with_capacity(texts.len());
    for (Article { path, .. }, bytes) in articles.files.iter().zip(&texts) {
        sources.push(Source::new(name(path), input(path, bytes)?));
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
    let colour = has_colours();
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
