//! One sense a text: what a name is in one sentence, it most likely is in the next one too (Gale et
//! al. 1992, "One sense per discourse", <https://aclanthology.org/H92-1045/>).

use std::collections::HashMap;

use super::bio::BioLabels;
use crate::text::{Span, Word};

/// Below this a probability says nothing of how it is shared out.
const NOTHING: f32 = 1e-3;
/// Keeps a kind that one place rules out from being ruled out everywhere.
const FLOOR: f32 = 1e-6;
/// Keeps log-probabilities finite.
const LEAST: f32 = 1e-13;

/// Moves what an entity head says of each capitalized word of `text` towards its mean over all
/// places where the word stands: the probabilities of its kinds become `own^(1 - weight) *
/// mean^weight`, scaled to a sum of 1. Whether a word begins a name or goes on with it stays each
/// place's own affair.
///
/// `log_probs` has a row of `labels` for each word; `weight` is in 0..=1.
pub(super) fn agree(
    text: &str,
    words: &[Word],
    log_probs: &mut [f32],
    labels: &BioLabels,
    weight: f32,
) {
    let n = labels.len();
    for places in names(text, words).values().filter(|places| places.len() > 1) {
        // In bounds: there is a row for each word, and places are words.
        let own: Vec<Vec<f32>> =
            places.iter().map(|&word| kinds(&log_probs[word * n..][..n])).collect();
        let mean: Vec<f32> = (0..own[0].len())
            .map(|kind| own.iter().map(|p| p[kind]).sum::<f32>() / own.len() as f32)
            .collect();
        for (&word, own) in places.iter().zip(&own) {
            let moved: Vec<f32> = own
                .iter()
                .zip(&mean)
                .map(|(p, m)| (p + FLOOR).powf(1.0 - weight) * (m + FLOOR).powf(weight))
                .collect();
            let sum: f32 = moved.iter().sum();
            // In bounds: as above.
            write(&moved, sum, own, &mut log_probs[word * n..][..n]);
        }
    }
}

/// The places of each capitalized word, by its lower case, so that "KOVIC" of a headline is
/// "Kovic".
fn names(text: &str, words: &[Word]) -> HashMap<String, Vec<usize>> {
    let mut out: HashMap<String, Vec<usize>> = HashMap::new();
    let is_name = |span: Span| {
        text[span].starts_with(char::is_uppercase) && text[span].chars().nth(1).is_some()
    };
    for (place, word) in words.iter().enumerate().filter(|(_, word)| is_name(word.span)) {
        out.entry(text[word.span].to_lowercase()).or_default().push(place);
    }
    out
}

/// The probabilities of being outside and of each kind, either tag.
fn kinds(row: &[f32]) -> Vec<f32> {
    let of_kinds = row[1..].chunks_exact(2).map(|pair| pair[0].exp() + pair[1].exp());
    std::iter::once(row[0].exp()).chain(of_kinds).collect()
}

/// Writes new probabilities of kinds over the tags of `row`: a kind's two tags share it as they
/// did, or, where this word had next to none of that kind, as its other kinds' tags do.
fn write(moved: &[f32], sum: f32, own: &[f32], row: &mut [f32]) {
    let begins: f32 = row[1..].iter().step_by(2).map(|l| l.exp()).sum();
    let tagged: f32 = own[1..].iter().sum();
    let usual = (begins + FLOOR) / (tagged + 2.0 * FLOOR);
    row[0] = (moved[0] / sum).max(LEAST).ln();
    for ((moved, own), pair) in moved[1..].iter().zip(&own[1..]).zip(row[1..].chunks_exact_mut(2)) {
        let share = if *own > NOTHING { pair[0].exp() / own } else { usual };
        pair[0] = (moved / sum * share).max(LEAST).ln();
        pair[1] = (moved / sum * (1.0 - share)).max(LEAST).ln();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Allowance;
    use crate::text::words;

    /// The probabilities after agreement, a row of O, B-A, I-A, B-B, I-B for each word.
    fn agreed(text: &str, rows: &[[f32; 5]], weight: f32) -> Vec<Vec<f32>> {
        let labels =
            BioLabels::new(&["O", "B-A", "I-A", "B-B", "I-B"].map(String::from), "manifest.json")
                .expect("a BIO set");
        let words =
            words(text, Span::new(0, text.len()), &Allowance::unlimited()).expect("no limits");
        assert_eq!(words.len(), rows.len());
        let mut log_probs: Vec<f32> =
            rows.iter().flatten().map(|p: &f32| p.max(LEAST).ln()).collect();
        agree(text, &words, &mut log_probs, &labels, weight);
        let found: Vec<Vec<f32>> =
            log_probs.chunks(5).map(|row| row.iter().map(|l| l.exp()).collect()).collect();
        assert!(found.iter().all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-4), "{found:?}");
        found
    }

    const SURE: [f32; 5] = [0.02, 0.9, 0.04, 0.02, 0.02];
    const DOUBTFUL: [f32; 5] = [0.1, 0.4, 0.0, 0.5, 0.0];
    const OUTSIDE: [f32; 5] = [0.96, 0.01, 0.01, 0.01, 0.01];

    #[test]
    fn a_doubtful_place_follows_a_sure_one() {
        let found = agreed("Kovic met KOVIC", &[SURE, OUTSIDE, DOUBTFUL], 0.8);
        // By hand: 0.4^0.2 * 0.67^0.8 = 0.604, 0.5^0.2 * 0.27^0.8 = 0.305, 0.1^0.2 * 0.06^0.8 =
        // 0.066, over their sum.
        assert!(
            (found[2][1] - 0.619).abs() < 1e-3 && (found[2][3] - 0.313).abs() < 1e-3,
            "{found:?}"
        );
        assert!(found[0][1] > 0.7, "{found:?}");
        assert_eq!(found[1][0], OUTSIDE[0].ln().exp());
    }

    #[test]
    fn beginnings_and_insides_stay_where_they_are() {
        let inside = [0.1, 0.0, 0.5, 0.4, 0.0];
        let found = agreed("Kovic , Ana Kovic", &[SURE, OUTSIDE, OUTSIDE, inside], 0.8);
        assert!(found[3][2] > 0.6 && found[3][1] < 0.01, "{found:?}");
    }

    #[test]
    fn words_in_lower_case_and_words_that_stand_once_stay_as_they_are() {
        let rows = [SURE, DOUBTFUL, DOUBTFUL, OUTSIDE];
        for (row, wanted) in agreed("Kovic may may I", &rows, 1.0).iter().zip(rows) {
            assert!(row.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-5), "{row:?}");
        }
    }

    #[test]
    fn without_weight_nothing_moves() {
        let found = agreed("Kovic Kovic", &[SURE, DOUBTFUL], 0.0);
        assert!(
            (found[1][1] - DOUBTFUL[1]).abs() < 1e-3 && (found[0][1] - SURE[1]).abs() < 1e-3,
            "{found:?}"
        );
    }
}
