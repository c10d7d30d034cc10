//! BIO labels: which moves between them make sense, and the best sequence that makes only those.

use crate::error::Error;

/// A run of words that carry one label's B- and I- tags; `K` is what the labels tell apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TagSpan<K> {
    pub(crate) kind: K,
    /// First word.
    pub(crate) first: usize,
    /// One past the last word.
    pub(crate) last: usize,
    /// Mean probability, over its words, of the tags they got; in 0..=1.
    pub(crate) score: f32,
}

/// A label set: `O`, then `B-X`, `I-X` for each kind X in turn.
#[derive(Clone, Debug)]
pub(crate) struct BioLabels {
    kinds: Vec<String>,
    /// Whether a span may begin with an I- tag where none of its kind stands before it.
    lenient: bool,
}

impl BioLabels {
    /// Reads the labels of a manifest; `file` is named where they are not a BIO set in this order.
    pub(crate) fn new(labels: &[String], file: &str) -> Result<Self, Error> {
        let mut rest = labels.iter();
        if rest.next().map(String::as_str) != Some("O") {
            return Err(Error::model(file, "the first label of a head must be O"));
        }
        let mut kinds = Vec::new();
        while let Some(begin) = rest.next() {
            let kind = begin.strip_prefix("B-").filter(|k| !k.is_empty());
            let inside = rest.next().and_then(|l| l.strip_prefix("I-"));
            match kind {
                Some(kind) if inside == Some(kind) => kinds.push(kind.to_owned()),
                _ => {
                    return Err(Error::model(
                        file,
                        format!("label {begin} is not a B- label followed by its I- label"),
                    ));
                }
            }
        }
        Ok(Self { kinds, lenient: false })
    }

    /// For a tagger whose scheme is not known to be BIO: where nothing of its kind stands before
    /// it, an I- tag begins a span as a B- tag does, so that IO and IOB1 are read as they are
    /// meant, and BIO, whose I- tags do not stand there, as before.
    #[must_use]
    pub(crate) fn with_lenient_beginnings(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// How many labels there are.
    pub(crate) fn len(&self) -> usize {
        1 + 2 * self.kinds.len()
    }

    pub(crate) fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// Whether a word labelled `to` may follow one labelled `from` (`None`: at a start).
    fn allowed(from: Option<usize>, to: usize) -> bool {
        let inside = to != 0 && to.is_multiple_of(2);
        !inside || from.is_some_and(|f| f == to || f + 1 == to)
    }

    /// The spans of the best label sequence over `log_probs` (one row of [`len`](Self::len) numbers
    /// a word). `kinds` are what the labels' kinds stand for, in their order.
    ///
    /// Viterbi's algorithm with moves that are allowed or not; `breaks[i]` says that a new sequence
    /// starts at word `i`.
    pub(crate) fn decode<K: Copy>(
        &self,
        log_probs: &[f32],
        breaks: &[bool],
        kinds: &[K],
    ) -> Vec<TagSpan<K>> {
        let n = self.len();
        let words = log_probs.len() / n;
        let mut out = Vec::new();
        let mut start = 0;
        while start < words {
            let end = (start + 1..words)
                .find(|&w| breaks.get(w).copied().unwrap_or(false))
                .unwrap_or(words);
            // In bounds: there is a row for each word, and both are at most as many as there are.
            self.decode_run(&log_probs[start * n..end * n], start, kinds, &mut out);
            start = end;
        }
        out
    }

    /// For each word of `log_probs`, the probability that it carries a tag of the last kind.
    pub(crate) fn last_kind(&self, log_probs: &[f32]) -> Vec<f32> {
        let n = self.len();
        log_probs
            .chunks_exact(n)
            .map(|row| {
                row[n.saturating_sub(2).max(1)..]
                    .iter()
                    .map(|l| l.exp())
                    .sum::<f32>()
                    .clamp(0.0, 1.0)
            })
            .collect()
    }

    /// What it is worth to go from label `from` (`None`: a start) to label `to` of a word with the
    /// log-probabilities `row`, where that is allowed.
    fn gain(&self, from: Option<usize>, to: usize, row: &[f32]) -> f32 {
        let begins = !to.is_multiple_of(2);
        let same_kind = from.is_some_and(|f| f == to || f == to + 1);
        // In bounds: every B- label is followed by its I- label.
        if self.lenient && begins && !same_kind {
            (row[to].exp() + row[to + 1].exp()).ln()
        } else {
            row[to]
        }
    }

    fn decode_run<K: Copy>(
        &self,
        log_probs: &[f32],
        base: usize,
        kinds: &[K],
        out: &mut Vec<TagSpan<K>>,
    ) {
        let n = self.len();
        let words = log_probs.len() / n;
        let mut best: Vec<f32> = (0..n)
            .map(|l| {
                if Self::allowed(None, l) {
                    self.gain(None, l, log_probs)
                } else {
                    f32::NEG_INFINITY
                }
            })
            .collect();
        let mut back: Vec<usize> = Vec::with_capacity(words * n);
        back.extend(0..n);
        for row in log_probs.chunks_exact(n).skip(1) {
            let mut next = vec![f32::NEG_INFINITY; n];
            for (to, slot) in next.iter_mut().enumerate() {
                let mut from = 0;
                for f in (0..n).filter(|&f| Self::allowed(Some(f), to)) {
                    let score = best[f] + self.gain(Some(f), to, row);
                    if score > *slot {
                        (*slot, from) = (score, f);
                    }
                }
                back.push(from);
            }
            best = next;
        }
        let mut label = (0..n).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
        let mut labels = vec![0; words];
        for w in (0..words).rev() {
            labels[w] = label;
            // In bounds: there is a row for each word, and a label is less than its length.
            label = back[w * n + label];
        }
        self.spans(&labels, log_probs, base, kinds, out);
    }

    fn spans<K: Copy>(
        &self,
        labels: &[usize],
        log_probs: &[f32],
        base: usize,
        kinds: &[K],
        out: &mut Vec<TagSpan<K>>,
    ) {
        let n = self.len();
        let mut w = 0;
        while w < labels.len() {
            if labels[w] == 0 {
                w += 1;
                continue;
            }
            let first = w;
            let inside = labels[w] + 1;
            w += 1;
            while w < labels.len() && labels[w] == inside {
                w += 1;
            }
            let before = first.checked_sub(1).map(|i| labels[i]);
            // In bounds: there is a row for each label.
            let beginning = self.gain(before, labels[first], &log_probs[first * n..]).exp();
            let sum =
                beginning + (first + 1..w).map(|i| log_probs[i * n + labels[i]].exp()).sum::<f32>();
            let score = (sum / (w - first) as f32).clamp(0.0, 1.0);
            if let Some(&kind) = kinds.get((labels[first] - 1) / 2) {
                out.push(TagSpan { kind, first: base + first, last: base + w, score });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> BioLabels {
        let names: Vec<String> = ["O", "B-A", "I-A", "B-B", "I-B"].map(String::from).to_vec();
        BioLabels::new(&names, "manifest.json").expect("a BIO set")
    }

    #[test]
    fn a_lenient_span_begins_with_either_tag() {
        let found = |probabilities: &[[f32; 5]]| {
            let tags =
                labels().with_lenient_beginnings().decode(&rows(probabilities), &[], &[0, 1]);
            tags.iter().map(|t| (t.kind, t.first, t.last)).collect::<Vec<_>>()
        };
        // IO: nothing but insides.
        let inside = [0.1, 0.0, 0.8, 0.0, 0.1];
        assert_eq!(
            found(&[inside, inside, [0.9, 0.0, 0.1, 0.0, 0.0], inside]),
            [(0, 0, 2), (0, 3, 4)]
        );
        // IOB1: a beginning only where two of a kind touch.
        assert_eq!(found(&[inside, [0.1, 0.8, 0.1, 0.0, 0.0], inside]), [(0, 0, 1), (0, 1, 3)]);
        // A kind whose two tags share the probability.
        assert_eq!(found(&[[0.4, 0.3, 0.3, 0.0, 0.0]]), [(0, 0, 1)]);
        assert!(labels().decode(&rows(&[[0.4, 0.3, 0.3, 0.0, 0.0]]), &[], &[0, 1]).is_empty());
    }

    fn rows(probabilities: &[[f32; 5]]) -> Vec<f32> {
        probabilities.iter().flatten().map(|p| p.ln()).collect()
    }

    #[test]
    fn an_inside_tag_never_follows_another_kind() {
        // Tag by tag, the best would be B-A I-B: an impossible move.
        let p = rows(&[
            [0.1, 0.6, 0.05, 0.2, 0.05],
            [0.1, 0.05, 0.35, 0.05, 0.45],
            [0.9, 0.025, 0.025, 0.025, 0.025],
        ]);
        let spans = labels().decode(&p, &[false; 3], &[0, 1]);
        assert_eq!(spans.len(), 1);
        assert_eq!((spans[0].kind, spans[0].first, spans[0].last), (0, 0, 2));
        assert!((spans[0].score - (0.6 + 0.35) / 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_break_starts_anew() {
        let p = rows(&[[0.1, 0.8, 0.05, 0.02, 0.03], [0.1, 0.3, 0.5, 0.05, 0.05]]);
        assert_eq!(labels().decode(&p, &[false, false], &[0, 1]).len(), 1);
        let spans = labels().decode(&p, &[false, true], &[0, 1]);
        assert_eq!(spans.iter().map(|s| (s.first, s.last)).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
    }

    #[test]
    fn no_words_no_spans() {
        assert!(labels().decode(&[], &[], &[0, 1]).is_empty());
    }

    #[test]
    fn a_set_that_is_not_bio_is_refused() {
        for bad in
            [vec!["B-A", "I-A"], vec!["O", "B-A"], vec!["O", "B-A", "I-B"], vec!["O", "A", "I-A"]]
        {
            let names: Vec<String> = bad.into_iter().map(String::from).collect();
            assert!(BioLabels::new(&names, "manifest.json").is_err(), "{names:?}");
        }
    }

    /// Every sequence is tried: the oracle of the Viterbi pass.
    #[test]
    fn the_best_allowed_sequence_is_found() {
        let mut state = 7u32;
        for round in 0..100 {
            let set = if round % 2 == 0 { labels() } else { labels().with_lenient_beginnings() };
            let p: Vec<f32> = (0..4 * 5)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((state >> 8) as f32 / (1u32 << 24) as f32 + 0.01).ln()
                })
                .collect();
            let mut best = (f32::NEG_INFINITY, vec![]);
            for code in 0..5usize.pow(4) {
                let seq: Vec<usize> = (0..4).map(|i| code / 5usize.pow(i) % 5).collect();
                let fine = (0..4usize)
                    .all(|i| BioLabels::allowed(i.checked_sub(1).map(|j| seq[j]), seq[i]));
                let sum: f32 = (0..4usize)
                    .map(|i| set.gain(i.checked_sub(1).map(|j| seq[j]), seq[i], &p[i * 5..]))
                    .sum();
                if fine && sum > best.0 {
                    best = (sum, seq);
                }
            }
            let mut expected = Vec::new();
            set.spans(&best.1, &p, 0, &[0, 1], &mut expected);
            assert_eq!(set.decode(&p, &[false; 4], &[0, 1]), expected);
        }
    }
}
