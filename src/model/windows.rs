//! Long texts become windows that overlap; each piece belongs to the window that sees most around
//! it.

use std::ops::Range;

use super::word_pieces::WordPieces;

/// How many pieces two neighbouring windows share, where sentences allow.
const OVERLAP: usize = 64;

/// A window over a document's pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WindowRange {
    /// The pieces that the encoder sees.
    pub(crate) seen: Range<usize>,
    /// The pieces whose hidden states are taken from this window: the windows' own ranges add up to
    /// the whole text.
    pub(crate) own: Range<usize>,
}

/// Cuts `pieces` into windows of at most `room` pieces, special tokens not counted.
///
/// A window starts and ends with a sentence where one does in its second half, else with a word,
/// else anywhere.
pub(crate) fn windows(pieces: &WordPieces, room: usize) -> Vec<WindowRange> {
    let total = pieces.ids.len();
    let room = room.max(1);
    let mut seen: Vec<Range<usize>> = Vec::new();
    let mut begin = 0;
    while begin < total {
        let limit = begin + room;
        if limit >= total {
            seen.push(begin..total);
            break;
        }
        let end = last_at_most(&pieces.sentence_starts, limit, begin + room / 2)
            .unwrap_or_else(|| word_start_at_most(pieces, limit, begin));
        seen.push(begin..end);
        let wanted = end.saturating_sub(OVERLAP.min(room / 4)).max(begin + 1);
        begin = first_in(&pieces.sentence_starts, wanted, end)
            .unwrap_or_else(|| word_start_at_most(pieces, wanted, begin));
    }
    let mut out: Vec<WindowRange> = Vec::with_capacity(seen.len());
    let mut from = 0;
    for (i, range) in seen.iter().enumerate() {
        let to = match seen.get(i + 1) {
            Some(next) => word_start_at_most(
                pieces,
                usize::midpoint(next.start, range.end),
                from.max(next.start.saturating_sub(1)),
            ),
            None => total,
        };
        out.push(WindowRange { seen: range.clone(), own: from..to });
        from = to;
    }
    out
}

/// The largest of the ascending `starts` in `floor + 1 ..= limit`.
fn last_at_most(starts: &[usize], limit: usize, floor: usize) -> Option<usize> {
    let after = starts.partition_point(|&s| s <= limit);
    starts[..after].last().copied().filter(|&s| s > floor)
}

/// The smallest of the ascending `starts` in `from .. end`.
fn first_in(starts: &[usize], from: usize, end: usize) -> Option<usize> {
    starts.get(starts.partition_point(|&s| s < from)).copied().filter(|&s| s < end)
}

/// The last piece that starts a word in `floor + 1 ..= limit`, or `limit` itself where none does.
fn word_start_at_most(pieces: &WordPieces, limit: usize, floor: usize) -> usize {
    (floor + 1..=limit)
        .rev()
        .find(|&p| pieces.starts_word.get(p).copied().unwrap_or(true))
        .unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(total: usize, word: usize, sentence: usize) -> WordPieces {
        WordPieces {
            ids: vec![0; total],
            types: vec![0; total],
            spans: vec![crate::Span::default(); total],
            starts_word: (0..total).map(|p| p % word == 0).collect(),
            sentence_starts: (0..total).step_by(sentence).collect(),
        }
    }

    #[test]
    fn own_ranges_add_up_to_the_text() {
        for total in [0, 1, 9, 10, 11, 253, 254, 255, 508, 5000] {
            for room in [1, 2, 10, 254] {
                for (word, sentence) in [(1, 7), (3, 40), (7, 1000), (10_000, 10_000)] {
                    let p = pieces(total, word, sentence);
                    let cut = windows(&p, room);
                    let mut at = 0;
                    for w in &cut {
                        assert_eq!(w.own.start, at);
                        assert!(
                            w.own.start >= w.seen.start && w.own.end <= w.seen.end,
                            "{w:?} of {total} in {room}"
                        );
                        assert!(w.seen.len() <= room && !w.seen.is_empty());
                        at = w.own.end;
                    }
                    assert_eq!(at, total);
                }
            }
        }
    }

    #[test]
    fn windows_start_and_end_with_sentences() {
        let p = pieces(1000, 2, 20);
        for w in windows(&p, 254) {
            assert_eq!(w.seen.start % 20, 0);
            assert!(w.seen.end % 20 == 0);
        }
    }

    #[test]
    fn a_short_text_is_one_window() {
        let p = pieces(254, 1, 10);
        assert_eq!(windows(&p, 254), [WindowRange { seen: 0..254, own: 0..254 }]);
    }
}
