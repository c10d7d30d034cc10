//! An application without any of them: what the others are compared with.

mod talk;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let article = talk::article()?;
    Ok(talk::answer(article.lines().count())?)
}
