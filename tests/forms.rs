//! The suite of `tests/data/forms.toml`: whole inputs, as newsrooms send them, through the bundled
//! model.

use dixit::{Act, Input, InputFormat};
use serde::Deserialize;

use crate::support::{check, extractor};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    kind: String,
    name: String,
    input: String,
    #[serde(default)]
    format: InputFormat,
    /// Kind, words, name of the speaker.
    says: Vec<[String; 3]>,
    /// Kind and words of mentions.
    #[serde(default)]
    names: Vec<String>,
    /// Why it is still wrong.
    fails: Option<String>,
}

impl Case {
    /// What is found, where it is not what the case says.
    fn difference(&self) -> Option<String> {
        let input = Input::new(&self.input).format(self.format);
        let document = extractor().extract(input).expect("every text is read");
        check(&document);
        let uttered = document.statements().filter(|s| s.act() == Act::Speech);
        let found: Vec<[String; 3]> = uttered
            .map(|s| {
                let words: Vec<&str> = s.text().split_whitespace().collect();
                let name = s.speaker().and_then(|p| p.name()).unwrap_or_default().to_owned();
                [s.kind().to_string(), words.join(" "), name]
            })
            .collect();
        let names: Vec<String> =
            document.mentions().map(|m| format!("{} {}", m.kind(), m.as_str())).collect();
        let is_right = found == self.says && self.names.iter().all(|name| names.contains(name));
        (!is_right).then(|| format!("{found:?} {names:?}"))
    }
}

#[test]
fn every_form_is_read_as_the_suite_says() {
    let suite: Suite =
        basic_toml::from_str(include_str!("data/forms.toml")).expect("a list of cases");
    let mut wrong = Vec::new();
    for case in &suite.case {
        let of = format!("{}: {}", case.kind, case.name);
        match (case.difference(), &case.fails) {
            (None, None) | (Some(_), Some(_)) => {}
            (Some(found), None) => wrong.push(format!("{of}: {found}")),
            (None, Some(why)) => wrong.push(format!("{of}: it no longer fails ({why})")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
