//! How an application tells `costs.py` how far it is, and learns when to go on.

use std::io::{self, Write};

/// Says that everything is loaded, waits for the name of an article and reads it.
pub fn article() -> io::Result<String> {
    say("ready")?;
    let mut path = String::new();
    io::stdin().read_line(&mut path)?;
    std::fs::read_to_string(path.trim_end())
}

/// Says how many things were found, and waits until nobody looks any more.
pub fn answer(found: usize) -> io::Result<()> {
    say(&found.to_string())?;
    io::stdin().read_line(&mut String::new()).map(drop)
}

fn say(line: &str) -> io::Result<()> {
    println!("{line}");
    io::stdout().flush()
}
