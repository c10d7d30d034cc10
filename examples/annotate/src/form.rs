//! The forms that a result may have.

use std::path::Path;

use clap::ValueEnum;
use dixit::render::{self, Report};
use dixit::{Document, OffsetUnit};

use crate::AnyError;
use crate::arguments::Arguments;
use crate::terminal::for_people;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    /// A page with the article and who said what in it.
    Html,
    /// A word a line, tags in columns.
    Conll,
    /// Who gets to speak, in which capacity, how much: a row for each speaker as CSV.
    Audit,
    /// brat's standoff file.
    Brat,
    /// The W3C's Web Annotation model as JSON-LD.
    Webannotation,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Html => "html",
            Self::Conll => "conll",
            Self::Audit => "csv",
            Self::Brat => "ann",
            Self::Webannotation => "jsonld",
        }
    }
}

/// `file` is where the article comes from; `colour` is for a terminal.
pub(crate) fn rendered(
    document: &Document<'_>,
    file: &Path,
    arguments: &Arguments,
    colour: bool,
) -> Result<String, AnyError> {
    let (offsets, thoughts) = (arguments.offsets, arguments.shows_thoughts());
    Ok(match arguments.format() {
        Format::Text => for_people(document, thoughts, colour),
        Format::Json => {
            serde_json::to_string_pretty(&document.to_record(offsets.unwrap_or_default()))? + "\n"
        }
        Format::Html => Report::new().thoughts(thoughts).page(document),
        Format::Conll => render::conll(document),
        Format::Audit => render::audit(document).to_csv(),
        Format::Brat => render::brat(document),
        Format::Webannotation => {
            render::web_annotation(document, &file_iri(file), offsets.unwrap_or(OffsetUnit::Utf16))
                + "\n"
        }
    })
}

/// The name of `file` as a relative reference: whoever reads the annotations beside it finds it.
fn file_iri(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    name.bytes()
        .map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
