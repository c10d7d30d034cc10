//! `traces FILE.jsonl`: for each line `{"doc", "text"}` a line with the document as the extractor
//! reads it (offsets in code points) and the features of every answer to every question of the
//! scorers. `traces` alone: the names of the features, and the digest of the words behind them.

use std::io::{BufRead, BufReader, BufWriter, Write};

use dixit::training::{ANTECEDENT_FEATURES, LINK_FEATURES, lexicon_digest};
use dixit::{Extractor, OffsetTable, OffsetUnit};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let features = json!({
        "antecedent": ANTECEDENT_FEATURES,
        "link": LINK_FEATURES,
        "lexicon": lexicon_digest(),
    });
    let Some(path) = std::env::args().nth(1) else {
        println!("{features}");
        return Ok(());
    };
    // All of them: curves and minimums are chosen on what is traced.
    let extractor = Extractor::builder().min_indirect_score(0.0).build()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let text = given["text"].as_str().ok_or("a line without a text")?;
        let (document, trace) = extractor.extract_traced(text)?;
        let table = OffsetTable::new(text, OffsetUnit::Char);
        let place = |span| table.span_from_bytes(span).ok_or("a span that the text does not hold");
        let references: Vec<Value> = trace
            .references
            .iter()
            .map(|r| {
                let answers: Vec<Value> = r
                    .answers
                    .iter()
                    .map(|a| {
                        let figure =
                            a.figure.map(|span| Ok::<_, &str>((place(span)?, &text[span])));
                        let figure = figure.transpose()?.map(|(span, words)| {
                            json!({ "start": span.start, "end": span.end, "text": words })
                        });
                        Ok(json!({ "entity": a.entity, "figure": figure, "features": a.features }))
                    })
                    .collect::<Result<_, &str>>()?;
                let span = place(r.span)?;
                Ok(json!({ "start": span.start, "end": span.end, "answers": answers }))
            })
            .collect::<Result<_, &str>>()?;
        let links: Vec<Value> = trace
            .links
            .iter()
            .map(|l| {
                let answers: Vec<Value> = l
                    .answers
                    .iter()
                    .map(|a| Ok(json!({ "span": a.span.map(place).transpose()?, "features": a.features })))
                    .collect::<Result<_, &str>>()?;
                let span = place(l.span)?;
                Ok(json!({ "layer": l.layer, "asked": l.asked, "start": span.start, "end": span.end, "answers": answers }))
            })
            .collect::<Result<_, &str>>()?;
        let record = document.to_record(OffsetUnit::Char);
        let line = json!({ "doc": given["doc"], "features": features, "record": record, "references": references, "links": links });
        serde_json::to_writer(&mut out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
