//! Articles about invented people, the same ones every time, for trying out and measuring runs.

use std::io::{BufWriter, Write};

use serde_json::json;

const OUTLETS: [&str; 3] = ["The Alder Post", "Harbour Herald", "Quay Radio"];
const GIVEN: [&str; 16] = [
    "Ana", "Tomas", "Mirela", "Ben", "Ivo", "Lena", "Zoë", "Omar", "Priya", "Jonas", "Clara",
    "Viktor", "Nadia", "Felix", "Rosa", "Emil",
];
const FAMILY: [&str; 16] = [
    "Kovic",
    "Reyl",
    "Danso",
    "Brandt",
    "Lindqvist",
    "Ostrow",
    "Blanc",
    "Haddad",
    "Menon",
    "Varga",
    "Okafor",
    "Sorel",
    "Tamm",
    "Quist",
    "Ferrante",
    "Novak",
];
const TOWNS: [&str; 10] = [
    "Port Alder",
    "Millhaven",
    "East Quay",
    "Sandford",
    "Lower Marsh",
    "Grey Harbour",
    "Northgate",
    "Oakridge",
    "Stonebridge",
    "Fallowfield",
];
const OFFICES: [&str; 8] =
    ["Mayor", "Councillor", "Professor", "Judge", "Minister", "Governor", "Senator", "Dr."];
const BODIES: [&str; 8] = [
    "the Harbour Board",
    "the Teachers' Union",
    "the Ministry of Transport",
    "Alder Water",
    "the City Council",
    "Brandt & Osei",
    "the Coast Guard",
    "the Farmers' League",
];
const MATTERS: [&str; 12] = [
    "the bridge",
    "the ferry",
    "the new school",
    "the budget",
    "the water tower",
    "the market hall",
    "the tram line",
    "the old mill",
    "the flood wall",
    "the hospital",
    "the library",
    "the night train",
];
const CLAIMS: [&str; 12] = [
    "we are not going to wait for an accident",
    "the money was there all along",
    "nobody asked the people who live here",
    "it will be open again before the winter",
    "this is the worst decision in twenty years",
    "every family in the quarter knows what it costs",
    "the figures are wrong by half",
    "I have read the report twice and found no answer in it",
    "the work will begin on Monday",
    "we have the letters to prove it",
    "that promise was never ours",
    "there is still time to do it well",
];
const VERBS: [&str; 8] =
    ["said", "told reporters", "argued", "insisted", "warned", "added", "explained", "noted"];
const FILLERS: [&str; 8] = [
    "The talks had lasted until late in the evening.",
    "Some four hundred people had come to the meeting, more than the hall holds.",
    "It was the third such plan in as many years.",
    "Work was stopped in spring after a heavy storm.",
    "The town has lost a tenth of its people since 2011.",
    "A vote is expected in two weeks.",
    "The first drawings date from 1987.",
    "Trade in the streets nearby has fallen by a third.",
];

/// A generator after Marsaglia's xorshift: articles need variety, not chance.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }
}

pub(crate) fn print(documents: usize) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 0..documents {
        let date =
            format!("{}-{:02}-{:02}", 2020 + number % 6, 1 + number / 6 % 12, 1 + number / 72 % 28);
        let (id, outlet) = (format!("made-up-{number}"), OUTLETS[number % OUTLETS.len()]);
        let line = json!({ "id": id, "date": date, "outlet": outlet, "text": article(number) });
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn article(number: usize) -> String {
    let mut dice =
        Dice(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let town = dice.pick(&TOWNS);
    let matter = dice.pick(&MATTERS);
    let mut paragraphs = vec![format!("Dispute over {matter} in {town}")];
    for _ in 0..4 + dice.next(9) {
        let paragraph = paragraph(&mut dice, town, matter);
        paragraphs.push(paragraph);
    }
    paragraphs.join("\n\n")
}

fn paragraph(dice: &mut Dice, town: &str, matter: &str) -> String {
    let given = dice.next(GIVEN.len());
    let (name, family) = (GIVEN[given], dice.pick(&FAMILY));
    // As they stand in the list, women and men take turns, but for a few.
    let she = if [0, 2, 5, 6, 8, 10, 12, 14].contains(&given) { "she" } else { "he" };
    let (office, body, verb, other) =
        (dice.pick(&OFFICES), dice.pick(&BODIES), dice.pick(&VERBS), dice.pick(&VERBS));
    let (claim, next, filler) = (dice.pick(&CLAIMS), dice.pick(&CLAIMS), dice.pick(&FILLERS));
    match dice.next(6) {
        0 => format!(
            "“{},” {office} {name} {family} {verb} on Tuesday. “{},” {she} {other}. {filler}",
            upper(claim),
            upper(next)
        ),
        1 => format!(
            "{filler} {name} {family}, who speaks for {body}, said that {claim}. {} called the plan for {matter} “a fantasy.”",
            upper(she)
        ),
        2 => format!(
            "According to {body}, {claim}. {filler} {office} {family} of {town} denied it: “{}.”",
            upper(next)
        ),
        3 => format!(
            "{} has been a matter of debate in {town} for years. {filler} “{},” {verb} {name} {family}.",
            upper(matter),
            upper(claim)
        ),
        4 => format!("{office} {name} {family} {verb} that {claim}, and that {next}. {filler}"),
        _ => format!(
            "{filler} In a letter to {body}, {name} {family} wrote: “{}. {}.” No answer came.",
            upper(claim),
            upper(next)
        ),
    }
}

/// With a capital.
fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
