//! What the words of a cue report: speech, thought or silence.

use crate::kinds::Act;
use crate::text::{Reading, Span};

/// What is said of each word of a text, if it is one of a cue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acts {
    /// The probability of each act, in the order of [`Act::ALL`].
    of_word: Vec<[f32; Act::ALL.len()]>,
}

impl Acts {
    pub(crate) fn new(of_word: Vec<[f32; Act::ALL.len()]>) -> Self {
        Self { of_word }
    }

    /// The act of the highest mean probability over the words of a cue; of two that are as likely
    /// the first one, and speech where nothing is known of the words.
    pub(crate) fn of(&self, reading: &Reading<'_>, cue: Span) -> Act {
        let mut sums = Act::ALL.map(|act| (act, 0.0));
        for word in self.of_word.get(reading.words_in(cue)).unwrap_or_default() {
            sums.iter_mut().zip(word).for_each(|((_, sum), probability)| *sum += probability);
        }
        let better = |best: (Act, f32), next: (Act, f32)| if next.1 > best.1 { next } else { best };
        sums.into_iter().fold((Act::Speech, 0.0), better).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn a_cue_is_what_its_words_are_on_the_whole() {
        let text = "Ana Kovic pointed out so.";
        let plain = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let mut of_word = vec![[0.0; 3]; reading.words.len()];
        of_word[2] = [0.4, 0.6, 0.0];
        of_word[3] = [0.9, 0.1, 0.0];
        of_word[4] = [0.1, 0.2, 0.7];
        let acts = Acts::new(of_word);
        let of = |words: &str| {
            let at = text.find(words).expect("they are there");
            acts.of(&reading, Span::new(at, at + words.len()))
        };
        assert_eq!(of("pointed"), Act::Thought);
        assert_eq!(of("pointed out"), Act::Speech);
        assert_eq!(of("so"), Act::Silence);
        assert_eq!(of("Ana"), Act::Speech, "nothing is known of it");
        assert_eq!(Acts::default().of(&reading, Span::new(0, text.len())), Act::Speech);
    }
}
