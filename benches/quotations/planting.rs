//! Quotations that are planted in drafts, and what is to be found of each.

use dixit::verify::{ChangeKind, SaidBy, Verdict};

use crate::articles::{Article, Author, Said, capital};

/// What was done to the words of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Verbatim,
    Changed(ChangeKind),
    OneWord,
    Negation,
    Stitched,
    AnotherSpeaker,
    Reporters,
    Invented,
}

impl Kind {
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Self::Verbatim | Self::AnotherSpeaker => Verdict::Verbatim,
            Self::Changed(_) | Self::Reporters => Verdict::AllowedChanges,
            Self::OneWord | Self::Negation => Verdict::Altered,
            Self::Stitched => Verdict::Stitched,
            Self::Invented => Verdict::Absent,
        }
    }

    pub(crate) fn said_by(self) -> Option<SaidBy> {
        match self {
            Self::AnotherSpeaker => Some(SaidBy::Another),
            Self::Stitched | Self::Invented => None,
            _ => Some(SaidBy::Same),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) kind: Kind,
    /// What stands between the marks.
    pub(crate) text: String,
    /// Who says it in the draft.
    pub(crate) speaker: String,
}

/// How many of each kind: 600.
const COUNTS: [(Kind, usize); 17] = [
    (Kind::Verbatim, 100),
    (Kind::Changed(ChangeKind::Marks), 15),
    (Kind::Changed(ChangeKind::Dashes), 15),
    (Kind::Changed(ChangeKind::Spaces), 15),
    (Kind::Changed(ChangeKind::Coding), 10),
    (Kind::Changed(ChangeKind::FirstLetter), 20),
    (Kind::Changed(ChangeKind::EndMark), 20),
    (Kind::Changed(ChangeKind::LeftOut), 25),
    (Kind::Changed(ChangeKind::PutIn), 25),
    (Kind::Changed(ChangeKind::Attribution), 25),
    (Kind::OneWord, 100),
    (Kind::Negation, 50),
    (Kind::Stitched, 50),
    (Kind::AnotherSpeaker, 60),
    (Kind::Reporters, 20),
    (Kind::Invented, 40),
    // From the same words as the articles.
    (Kind::Invented, 10),
];

pub(crate) fn plant(author: &mut Author<'_>, articles: &[Article]) -> Vec<Planted> {
    let mut out = Vec::new();
    for (place, (kind, count)) in COUNTS.into_iter().enumerate() {
        let mut planted = 0;
        while planted < count {
            let own_words = place + 1 < COUNTS.len();
            if let Some(one) = one(author, articles, kind, own_words) {
                out.push(one);
                planted += 1;
            }
        }
    }
    // In no order.
    for at in (1..out.len()).rev() {
        out.swap(at, author.random.below(at + 1));
    }
    out
}

/// None where what was drawn does not lend itself to it.
fn one(
    author: &mut Author<'_>,
    articles: &[Article],
    kind: Kind,
    own_words: bool,
) -> Option<Planted> {
    let article = author.random.one_of(articles);
    let said = author.random.one_of(&article.said);
    let speaker = said.speaker.clone();
    let planted = |text: String| Some(Planted { kind, text, speaker: speaker.clone() });
    if kind == Kind::Changed(ChangeKind::Attribution) {
        let (a, b) = said.halves.as_ref()?;
        return planted(format!("{a} {b}"));
    }
    if kind == Kind::Invented {
        let text = if own_words { author.pick("invented").to_owned() } else { mixed(author) };
        return planted(text + ".");
    }
    if said.halves.is_some() || said.is_quoted == (kind == Kind::Reporters) {
        return None;
    }
    let sentence = author.random.one_of(&said.sentences).clone();
    let bare = sentence.trim_end_matches([',', '.']).to_owned();
    let mut words: Vec<String> = bare.split(' ').map(str::to_owned).collect();
    let join = |words: &[String]| words.join(" ");
    match kind {
        Kind::Verbatim => planted(part(author, &sentence)),
        Kind::Reporters => planted(capital(&bare) + "."),
        Kind::AnotherSpeaker => {
            let other = author.random.one_of(&article.speakers).clone();
            (other != speaker).then_some(Planted { kind, text: sentence, speaker: other })
        }
        Kind::Changed(ChangeKind::Marks) => {
            sentence.contains('’').then(|| planted(sentence.replace('’', "'")))?
        }
        Kind::Changed(ChangeKind::Dashes) => {
            let dash = *author.random.one_of(&["--", "–"]);
            sentence.contains('—').then(|| planted(sentence.replace('—', dash)))?
        }
        Kind::Changed(ChangeKind::Spaces) => planted(sentence.replacen(' ', "\u{a0}", 3)),
        Kind::Changed(ChangeKind::Coding) => {
            planted(sentence.replacen("ou", "o\u{ad}u", 1)).filter(|p| p.text != sentence)
        }
        Kind::Changed(ChangeKind::FirstLetter) => {
            let from = 2 + author.random.below(3);
            planted(capital(&join(words.get(from..)?)))
        }
        Kind::Changed(ChangeKind::EndMark) => {
            let other = if sentence.ends_with(',') { "." } else { "," };
            planted(bare + other)
        }
        Kind::Changed(ChangeKind::LeftOut) => {
            let (from, count) = (3 + author.random.below(4), 1 + author.random.below(4));
            let sign = *author.random.one_of(&["…", "...", "[…]", "(...)", ". . ."]);
            words.splice(from..from + count, [sign.to_owned()]);
            planted(join(&words))
        }
        Kind::Changed(ChangeKind::PutIn) => {
            if author.random.below(2) == 0 {
                let at = 3 + author.random.below(5);
                words.insert(at, "[as he put it]".to_owned());
            } else {
                // Their first two words are one subject.
                if !["The", "This", "Every", "My", "Our"].contains(&words[0].as_str()) {
                    return None;
                }
                words.splice(0..2, ["[They]".to_owned()]);
            }
            planted(join(&words))
        }
        Kind::OneWord => {
            let at = author.random.below(words.len());
            let class = *author.random.one_of(&["object", "verb", "which", "when"]);
            let other = author.pick(class).split(' ').next().unwrap_or_default().to_owned();
            let old = &words[at];
            if !old.chars().all(char::is_alphabetic) || old.eq_ignore_ascii_case(&other) {
                return None;
            }
            words[at] = if at == 0 { capital(&other) } else { other };
            planted(join(&words))
        }
        Kind::Negation => {
            if let Some(at) = words.iter().position(|w| w == "not") {
                words.remove(at);
            } else {
                let at =
                    words.iter().position(|w| ["will", "should", "must"].contains(&w.as_str()))?;
                words.insert(at + 1, "not".to_owned());
            }
            planted(join(&words))
        }
        Kind::Stitched => {
            let other = second(author, articles, &article.name)?;
            let behind: Vec<&str> = other.split(' ').collect();
            let (a, b) = (words.get(..8)?, behind.get(behind.len().checked_sub(8)?..)?);
            planted(format!("{} {}", join(a).trim_end_matches([',', '—']), b.join(" ")))
        }
        Kind::Changed(_) | Kind::Invented => None,
    }
}

/// A sentence, or its end.
fn part(author: &mut Author<'_>, sentence: &str) -> String {
    let words: Vec<&str> = sentence.split(' ').collect();
    let from = author.random.below(4) * author.random.below(3);
    words.get(from..).unwrap_or_default().join(" ").trim_start_matches(['—', ' ']).to_owned()
}

fn second(author: &mut Author<'_>, articles: &[Article], but: &str) -> Option<String> {
    let article = author.random.one_of(articles);
    let said: &Said = author.random.one_of(&article.said);
    let sentence = said.sentences.first()?;
    (article.name != but && said.is_quoted).then(|| sentence.clone())
}

/// Words of the articles in an order that nobody has said.
fn mixed(author: &mut Author<'_>) -> String {
    let mut out = String::new();
    for class in ["object", "subject", "which", "verb", "day", "post"] {
        out += author.pick(class);
        out.push(' ');
    }
    capital(&out) + author.pick("place")
}
