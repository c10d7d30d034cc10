//! Articles about people, places and bridges that there are not.

use std::collections::HashMap;

use crate::random::Random;

pub(crate) type Words = HashMap<String, Vec<String>>;

pub(crate) fn words() -> Words {
    serde_json::from_str(include_str!("words.json")).expect("the words are JSON")
}

/// What somebody says in an article.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// First and last name.
    pub(crate) speaker: String,
    /// Its sentences as they stand between the marks, each with its stop or comma.
    pub(crate) sentences: Vec<String>,
    /// Whether the attribution parts the sentence behind its first half.
    pub(crate) halves: Option<(String, String)>,
    pub(crate) is_quoted: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) speakers: Vec<String>,
    pub(crate) said: Vec<Said>,
}

pub(crate) struct Author<'w> {
    words: &'w Words,
    pub(crate) random: Random,
}

impl<'w> Author<'w> {
    pub(crate) fn new(words: &'w Words, seed: u64) -> Self {
        Self { words, random: Random::new(seed) }
    }

    pub(crate) fn pick(&mut self, class: &str) -> &'w str {
        let list: &'w [String] = &self.words[class];
        let one: &String = self.random.one_of(list);
        one
    }

    /// A sentence without a stop, in small letters: "the council will not sell the old bridge …".
    pub(crate) fn clause(&mut self) -> String {
        let mut out = String::new();
        for class in ["subject", "will", "verb"] {
            out += self.pick(class);
            out.push(' ');
        }
        out += &format!("the {} {}", self.pick("which"), self.pick("object"));
        if self.random.below(3) == 0 {
            out += &format!(" — {} —", self.pick("aside"));
        } else if self.random.below(2) == 0 {
            out += &format!(", {},", self.pick("aside"));
        }
        out + " " + self.pick("when") + " " + self.pick("why")
    }

    /// An article of about `length` words.
    pub(crate) fn article(&mut self, name: String, length: usize) -> Article {
        let mut speakers: Vec<String> = Vec::new();
        while speakers.len() < 3 {
            let (first, last) = (self.pick("first"), self.pick("last"));
            if speakers.iter().all(|s| !s.contains(first) && !s.contains(last)) {
                speakers.push(format!("{first} {last}"));
            }
        }
        let mut paragraphs = Vec::new();
        for speaker in &speakers {
            paragraphs.push(format!(
                "{} {speaker} of {} {} on {}.",
                self.pick("post"),
                self.pick("place"),
                self.pick("deed"),
                self.pick("day")
            ));
        }
        let (mut said, mut count) = (Vec::new(), 45);
        while count < length {
            let speaker = self.random.one_of(&speakers).clone();
            let (paragraph, one) = self.statement(&speaker);
            count += paragraph.split_whitespace().count();
            paragraphs.push(paragraph);
            said.push(one);
            if self.random.below(2) == 0 {
                let narration = self.pick("narration").to_owned();
                count += narration.split_whitespace().count();
                paragraphs.push(narration);
            }
        }
        let text = match self.random.below(3) {
            0 => paragraphs.join("\n\n"),
            1 => format!("# News from {}\n\n{}", self.pick("place"), paragraphs.join("\n\n")),
            _ => {
                let marked = paragraphs.iter().map(|p| {
                    format!("<p>{}</p>\n", p.replace('“', "&ldquo;").replace('”', "&rdquo;"))
                });
                format!("<html><body>\n{}</body></html>\n", marked.collect::<String>())
            }
        };
        Article { name, text, speakers, said }
    }

    fn statement(&mut self, speaker: &str) -> (String, Said) {
        let last = speaker.rsplit(' ').next().unwrap_or(speaker);
        let (one, other) = (self.clause(), self.clause());
        let quoted = |sentences: &[String]| Said {
            speaker: speaker.to_owned(),
            sentences: sentences.to_vec(),
            halves: None,
            is_quoted: true,
        };
        match self.random.below(6) {
            0 => {
                let sentence = capital(&one) + ",";
                (format!("“{sentence}” said {speaker}."), quoted(&[sentence]))
            }
            1 => {
                let (a, b) = (capital(&one) + ",", capital(&other) + ".");
                (format!("“{a}” {last} said. “{b}”"), quoted(&[a, b]))
            }
            2 => {
                let (a, b) = (capital(&one) + ".", capital(&other) + ".");
                (format!("{last} told reporters: “{a} {b}”"), quoted(&[a, b]))
            }
            3 => {
                let words: Vec<&str> = one.split(' ').collect();
                let (a, b) = words.split_at(words.len() / 2);
                let a = capital(a.join(" ").trim_end_matches([',', ' ', '—']));
                let b = b.join(" ").trim_start_matches(['—', ' ']).to_owned() + ".";
                let said = Said { halves: Some((a.clone(), b.clone())), ..quoted(&[]) };
                (format!("“{a},” {last} said, “{b}”"), said)
            }
            4 => {
                let sentence = capital(&one) + ".";
                (format!("{speaker} said: “{sentence}”"), quoted(&[sentence]))
            }
            _ => {
                let said = Said { is_quoted: false, ..quoted(std::slice::from_ref(&one)) };
                (format!("{last} said that {one}."), said)
            }
        }
    }
}

pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
