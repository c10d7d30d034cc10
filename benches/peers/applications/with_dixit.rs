//! Statements with their speakers, and names.

mod talk;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = dixit::Extractor::new()?;
    let article = talk::article()?;
    let document = extractor.extract(&article)?;
    Ok(talk::answer(document.statements().count())?)
}
