//! Quotation marks: one table of the pairs that quote, asked by everyone who looks at a mark.
//!
//! To add a pair, add its row; `text/marks.rs` reads whatever stands here.

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
    /// Marks that are typed in place of those that open it: they do where they look it.
    opens_too: &'static [char],
    /// Marks that are typed in place of those that close it: they do where they look it.
    closes_too: &'static [char],
    /// Whether a passage counts though its closing mark is missing: an apostrophe must not open
    /// one, nor a mark that closes more often than it opens.
    may_stay_open: bool,
}

#[rustfmt::skip]
const PAIRS: [Row; 7] = [
    Row { pair: Pair::Double, opens: &['“', '‟'], closes: &['”'], opens_too: &['”'], closes_too: &['“', '‟', '"', '＂'], may_stay_open: true },
    Row { pair: Pair::Straight, opens: &['"', '＂'], closes: &['"', '＂'], opens_too: &[], closes_too: &['”'], may_stay_open: true },
    Row { pair: Pair::Single, opens: &['‘', '‚', '‛'], closes: &['’'], opens_too: &[], closes_too: &[], may_stay_open: false },
    Row { pair: Pair::StraightSingle, opens: &['\''], closes: &['\''], opens_too: &[], closes_too: &[], may_stay_open: false },
    Row { pair: Pair::Guillemets, opens: &['«'], closes: &['»'], opens_too: &[], closes_too: &[], may_stay_open: true },
    Row { pair: Pair::ReversedGuillemets, opens: &[], closes: &['«'], opens_too: &['»'], closes_too: &[], may_stay_open: false },
    Row { pair: Pair::Low, opens: &['„'], closes: &['“', '‟', '”'], opens_too: &[], closes_too: &[], may_stay_open: true },
];

impl Pair {
    fn row(self) -> Option<&'static Row> {
        PAIRS.iter().find(|row| row.pair == self)
    }

    /// The pairs that `mark` opens.
    pub(crate) fn opened_by(mark: char) -> impl Iterator<Item = Self> {
        PAIRS.iter().filter(move |row| row.opens.contains(&mark)).map(|row| row.pair)
    }

    /// The pairs that `mark` opens where it looks like an opening mark.
    pub(crate) fn opened_too_by(mark: char) -> impl Iterator<Item = Self> {
        PAIRS.iter().filter(move |row| row.opens_too.contains(&mark)).map(|row| row.pair)
    }

    /// Whether `mark` closes this pair.
    pub(crate) fn is_closed_by(self, mark: char) -> bool {
        self.row().is_some_and(|row| row.closes.contains(&mark))
    }

    /// Whether `mark` closes this pair where it looks like a closing mark.
    pub(crate) fn is_closed_too_by(self, mark: char) -> bool {
        self.row().is_some_and(|row| row.closes_too.contains(&mark))
    }

    /// Whether a passage of this pair counts though its closing mark is missing.
    pub(crate) fn may_stay_open(self) -> bool {
        self.row().is_some_and(|row| row.may_stay_open)
    }
}

/// What a browser shows around a quotation in a line (`q`), and around one in it.
pub(crate) const SHOWN: [(&str, &str); 2] = [("“", "”"), ("‘", "’")];

/// Whether quotations may begin with `mark`.
pub(crate) fn may_open(mark: char) -> bool {
    PAIRS.iter().any(|row| row.opens.contains(&mark) || row.opens_too.contains(&mark))
}

/// Whether quotations may end with `mark`.
pub(crate) fn may_close(mark: char) -> bool {
    PAIRS.iter().any(|row| row.closes.contains(&mark) || row.closes_too.contains(&mark))
}

/// Whether `mark` is a quotation mark.
pub(crate) fn is_mark(mark: char) -> bool {
    may_open(mark) || may_close(mark)
}

/// Whether `mark` stands inside words as well: "it’s", "the boys' dog".
pub(crate) fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '’' | '\'')
}

/// Whether `mark` may stand between the words of one phrase: "vice-president", "Quay & Co.".
pub(crate) fn joins_words(mark: char) -> bool {
    is_apostrophe(mark) || matches!(mark, '-' | '&' | '.')
}

/// Whether `mark` makes words bold or italic where it is left in plain text.
pub(crate) fn is_emphasis(mark: char) -> bool {
    matches!(mark, '*' | '_')
}

/// Whether `mark` parts what stands side by side on a line: "kovic · 3 hours ago".
pub(crate) fn parts_line(mark: char) -> bool {
    is_dash(mark) || matches!(mark, '·' | '•' | '|' | ',')
}

/// Whether `mark` may stand behind whom a letter is to: "Sir –", "Dear Editor,".
pub(crate) fn ends_salutation(mark: char) -> bool {
    is_dash(mark) || matches!(mark, ',' | ':' | ';' | '-' | '!')
}

/// Whether `mark` sets off what follows it: a signature, the report behind a dateline.
pub(crate) fn is_dash(mark: char) -> bool {
    matches!(mark, '—' | '–' | '―')
}

/// What begins a turn of a dialogue that has no marks. A shorter dash begins items of lists.
pub(crate) const TURN_DASHES: [&str; 3] = ["--", "—", "―"];

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
            ('„', '”', Pair::Low),
        ] {
            assert!(Pair::opened_by(open).chain(Pair::opened_too_by(open)).any(|p| p == pair));
            assert!(pair.is_closed_by(close) && may_open(open) && may_close(close), "{close}");
            assert!(is_mark(open) && is_mark(close));
        }
        assert!(!may_open('’') && !may_close('„') && !is_mark('x') && !is_mark('*'));
        assert!(Pair::Double.is_closed_too_by('"') && !Pair::Double.is_closed_by('"'));
    }

    #[test]
    fn every_pair_has_one_row() {
        let pairs: Vec<Pair> = PAIRS.iter().map(|row| row.pair).collect();
        for pair in &pairs {
            assert_eq!(pairs.iter().filter(|p| *p == pair).count(), 1, "{pair:?}");
        }
    }
}
