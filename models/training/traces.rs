//! `traces FILE.jsonl`: for each line `{"doc", "text"}` a line with the document as the extractor reads it (offsets in code points)
//! and the features of every answer to every reference. `traces` alone: the names of the features.

use std::io::{BufRead, BufReader, BufWriter, Write};

use dixit::training::FEATURES;
use dixit::{Extractor, OffsetTable, OffsetUnit};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(path) = std::env::args().nth(1) else {
        println!("{}", json!(FEATURES));
        return Ok(());
    };
    let extractor = Extractor::new()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let text = given["text"].as_str().ok_or("a line without a text")?;
        let (document, references) = extractor.extract_traced(text)?;
        let table = OffsetTable::new(text, OffsetUnit::Char);
        let references: Vec<Value> = references
            .iter()
            .map(|r| {
                let span = table.span_from_bytes(r.span).ok_or("a reference that the text does not hold")?;
                Ok(json!({ "start": span.start, "end": span.end, "answers": r.answers }))
            })
            .collect::<Result<_, &str>>()?;
        let record = document.to_record(OffsetUnit::Char);
        serde_json::to_writer(&mut out, &json!({ "doc": given["doc"], "features": FEATURES, "record": record, "references": references }))?;
        writeln!(out)?;
    }
    Ok(())
}
