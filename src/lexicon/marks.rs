//! Quotation marks: one table of the pairs that quote, asked by everyone who looks at a mark.
//!
//! To add a pair, add its row; a mark that is new to the grammar of passages needs its case there.

/// The marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pair {
    /// “ ”, also ” ”
    Double,
    /// " "
    Straight,
    /// ‘ ’
    Single,
    /// ' '
    StraightSingle,
    /// « »
    Guillemets,
    /// » «
    ReversedGuillemets,
    /// „ “, „ ”
    Low,
}

struct Row {
    pair: Pair,
    opens: &'static [char],
    closes: &'static [char],
}

const PAIRS: [Row; 7] = [
    Row { pair: Pair::Double, opens: &['“', '‟', '”'], closes: &['”', '“'] },
    Row { pair: Pair::Straight, opens: &['"', '＂'], closes: &['"', '＂'] },
    Row { pair: Pair::Single, opens: &['‘', '‚', '‛'], closes: &['’'] },
    Row { pair: Pair::StraightSingle, opens: &['\''], closes: &['\''] },
    Row { pair: Pair::Guillemets, opens: &['«'], closes: &['»'] },
    Row { pair: Pair::ReversedGuillemets, opens: &['»'], closes: &['«'] },
    Row { pair: Pair::Low, opens: &['„'], closes: &['“', '”'] },
];

impl Pair {
    /// The pairs that `mark` may open, the likeliest first.
    pub(crate) fn opened_by(mark: char) -> impl Iterator<Item = Self> {
        PAIRS.iter().filter(move |row| row.opens.contains(&mark)).map(|row| row.pair)
    }

    /// The pairs that `mark` may close, the likeliest first.
    pub(crate) fn closed_by(mark: char) -> impl Iterator<Item = Self> {
        PAIRS.iter().filter(move |row| row.closes.contains(&mark)).map(|row| row.pair)
    }
}

/// Whether quotations may begin with `mark`.
pub(crate) fn may_open(mark: char) -> bool {
    Pair::opened_by(mark).next().is_some()
}

/// Whether quotations may end with `mark`.
pub(crate) fn may_close(mark: char) -> bool {
    Pair::closed_by(mark).next().is_some()
}

/// Whether `mark` is a quotation mark.
pub(crate) fn is_mark(mark: char) -> bool {
    may_open(mark) || may_close(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_opened_and_closed_by_its_marks() {
        for (open, close, pair) in [
            ('“', '”', Pair::Double),
            ('"', '"', Pair::Straight),
            ('‘', '’', Pair::Single),
            ('\'', '\'', Pair::StraightSingle),
            ('«', '»', Pair::Guillemets),
            ('»', '«', Pair::ReversedGuillemets),
            ('„', '“', Pair::Low),
        ] {
            assert!(Pair::opened_by(open).any(|p| p == pair), "{open}");
            assert!(Pair::closed_by(close).any(|p| p == pair), "{close}");
        }
        assert!(!may_open('’') && !may_close('„') && !is_mark('x') && !is_mark('*'));
    }
}
