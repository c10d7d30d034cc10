//! Lists in files.

use std::path::Path;

use serde_json::value::RawValue;

use super::csv::records;
use super::{KnownEntities, KnownEntity};
use crate::error::Error;
use crate::kinds::EntityKind;

/// What stands between the aliases in a field of CSV.
const BETWEEN_ALIASES: char = ';';

impl KnownEntities {
    /// A list in JSON: an array of objects, or one object a line, with `id`, `name`, and, if it
    /// likes, `aliases` (an array), `kind` (a person if not said) and `title`.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::KnownEntities;
    ///
    /// let list = r#"[{"id": "Q1", "name": "Ana Kovic"},
    ///     {"id": "Q2", "name": "Quay Ferries", "aliases": ["QF"], "kind": "organization"}]"#;
    /// assert_eq!(KnownEntities::from_json(list)?.len(), 2);
    ///
    /// let twice = "{\"id\": \"Q1\", \"name\": \"Ana Kovic\"}\n{\"id\": \"Q1\", \"name\": \"Eva Noir\"}";
    /// let error = KnownEntities::from_json(twice).unwrap_err();
    /// assert!(error.to_string().contains("line 2"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// What is no such list, and as for [`new`](Self::new): the message has the line.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let values: Vec<&RawValue> = if text.trim_start().starts_with('[') {
            serde_json::from_str(text).map_err(|e| at_line(e.line(), &e))?
        } else {
            let values = serde_json::Deserializer::from_str(text).into_iter();
            values
                .collect::<Result<_, _>>()
                .map_err(|e: serde_json::Error| at_line(e.line(), &e))?
        };
        let mut lines = Lines::new(text);
        let mut out = Vec::with_capacity(values.len());
        for value in values {
            let shown = value.get();
            let line = lines.of(shown.as_ptr() as usize - text.as_ptr() as usize);
            let entity: KnownEntity = serde_json::from_str(shown)
                .map_err(|e| at_line(line + e.line().saturating_sub(1), &e))?;
            out.push((line, entity));
        }
        Self::at(out, "line")
    }

    /// A list in CSV, with a line of the columns' names first: `id`, `name`, and, if it likes,
    /// `aliases` (between semicolons), `kind` (a person if not said) and `title`; other columns are
    /// left alone.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::KnownEntities;
    ///
    /// let list = "id,name,aliases,kind\nQ1,Ana Kovic,,\nQ2,Quay Ferries,QF; The Ferries,organization\n";
    /// let known = KnownEntities::from_csv(list)?;
    /// assert_eq!(known.get("Q2").map(|k| k.aliases.len()), Some(2));
    ///
    /// let error = KnownEntities::from_csv("id,name\nQ1,Ana Kovic\nQ2,\n").unwrap_err();
    /// assert!(error.to_string().contains("line 3: it has no name"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// What is no such list, and as for [`new`](Self::new): the message has the line.
    pub fn from_csv(text: &str) -> Result<Self, Error> {
        let mut records = records(text).map_err(|(line, e)| at_line(line, &e))?.into_iter();
        let (_, heading) = records.next().unwrap_or_default();
        let column = |name: &str| heading.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
        let (Some(id), Some(name)) = (column("id"), column("name")) else {
            return Err(at_line(1, &"the first line names no columns \"id\" and \"name\""));
        };
        let (aliases, kind, title) = (column("aliases"), column("kind"), column("title"));
        let mut out = Vec::new();
        for (line, record) in records {
            if record.len() > heading.len() {
                return Err(at_line(line, &"it has more fields than there are columns"));
            }
            let field = |at: usize| record.get(at).map(|f| f.trim()).unwrap_or_default().to_owned();
            let given = |at: Option<usize>| at.map(field).filter(|f| !f.is_empty());
            let kind = match given(kind) {
                Some(kind) => kind.parse().map_err(|e: Error| at_line(line, &e))?,
                None => EntityKind::Person,
            };
            let mut entity = KnownEntity::new(field(id), field(name), kind);
            entity.title = given(title);
            let names = given(aliases).unwrap_or_default();
            let names = names.split(BETWEEN_ALIASES).map(str::trim).filter(|a| !a.is_empty());
            entity.aliases = names.map(str::to_owned).collect();
            out.push((line, entity));
        }
        Self::at(out, "line")
    }

    /// A list in a file: CSV where its name ends in `.csv`, else JSON.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), dixit::Error> {
    /// let known = dixit::KnownEntities::from_file("people.csv")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is not in UTF-8; as for [`from_json`](Self::from_json) and
    /// [`from_csv`](Self::from_csv), behind the file's name.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let wrong = |problem: String| Error::config(format!("{}: {problem}", path.display()));
        let text = String::from_utf8(bytes).map_err(|e| {
            wrong(format!("list of known entities, it is not UTF-8: {}", e.utf8_error()))
        })?;
        let is_csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let list = if is_csv { Self::from_csv(&text) } else { Self::from_json(&text) };
        list.map_err(|e| wrong(e.to_string()))
    }
}

fn at_line(line: usize, problem: &dyn std::fmt::Display) -> Error {
    let shown = problem.to_string();
    // The parser's own place is that in the entry.
    let shown = shown.rsplit_once(" at line ").map_or(shown.as_str(), |(what, _)| what);
    Error::config(format!("list of known entities, line {line}: {shown}"))
}

/// The lines of a text, asked for in its order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line, from 1, of the byte at `offset`, which is no less than before.
    fn of(&mut self, offset: usize) -> usize {
        let passed = self.text.as_bytes().get(self.at..offset).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count();
        self.at = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_csv_say_the_same() {
        let json = "[\n{\"id\": \"1\", \"name\": \"Ana Kovic\", \"title\": \"Mayor\"},\n{\"id\": \"2\", \"name\": \"Quay Ferries\", \"aliases\": [\"QF\"], \"kind\": \"organization\"}]";
        let csv = "ID,kind,name,note,title,aliases\n1,,Ana Kovic,x,Mayor\n2,organization,Quay Ferries,,,QF;\n";
        let json = KnownEntities::from_json(json).expect("it is a list");
        let csv = KnownEntities::from_csv(csv).expect("it is a list");
        assert!(json.get("1").is_some() && json.get("1") == csv.get("1"));
        assert!(json.get("2").is_some() && json.get("2") == csv.get("2"));
    }

    #[test]
    fn a_bad_list_says_which_line_is_bad() {
        for (list, says) in [
            (
                "[\n{\"id\": \"1\", \"name\": \"Ana\"},\n{\"id\": \"2\"}\n]",
                "line 3: missing field `name`",
            ),
            (
                "[\n{\"id\": \"1\", \"name\": \"Ana\"},\n\n{\"id\": \"1\", \"name\": \"Eva\"}]",
                "line 4: the id \"1\" is that of line 2 too",
            ),
            (
                "{\"id\": \"1\", \"name\": \"Ana\"}\n{\"id\": \"2\", \"name\": \"\"}",
                "line 2: it has no name",
            ),
            (
                "[\n{\"id\": \"1\", \"name\": \"Ana\", \"kind\":\n\"ship\"}]",
                "line 3: unknown variant",
            ),
            ("[\n{\"id\"", "line 2: EOF"),
        ] {
            let error = KnownEntities::from_json(list).expect_err("it is bad").to_string();
            assert!(error.contains(says), "{error}");
        }
        for (list, says) in [
            ("", "line 1: the first line names no columns"),
            ("name\nAna", "line 1: the first line names no columns"),
            ("id,name,kind\n1,Ana,ship", "line 2: no kind of entity"),
            ("id,name\n1,Ana\n1,Eva", "line 3: the id \"1\" is that of line 2 too"),
            ("id,name\n1,Ana,", "line 2: it has more fields"),
            ("id,name\n1,\"Ana", "line 2: a quotation mark is not closed"),
        ] {
            let error = KnownEntities::from_csv(list).expect_err("it is bad").to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let error = KnownEntities::from_file("/no/such/list.csv").expect_err("it is not there");
        assert_eq!(error.kind(), crate::error::ErrorKind::Io);
    }

    #[test]
    fn what_is_wrong_in_a_file_is_told_with_its_name() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let error = KnownEntities::from_file(manifest).expect_err("it is no list").to_string();
        assert!(error.contains("Cargo.toml: list of known entities, line 1"), "{error}");
        let weights =
            concat!(env!("CARGO_MANIFEST_DIR"), "/models/news-en/attribution.safetensors");
        let error = KnownEntities::from_file(weights).expect_err("it is no text").to_string();
        assert!(
            error.contains("attribution.safetensors: list of known entities, it is not UTF-8"),
            "{error}"
        );
    }
}
