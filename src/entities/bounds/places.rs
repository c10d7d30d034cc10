//! A town and the state or country that it lies in, where both are tagged as one place: "Boise
//! Idaho", "Paris France".

use crate::lexicon::is_state;
use crate::lexicon::listed;
use crate::text::{Span, words};

/// Countries that people put behind a town's name, and that are no part of other places' names.
const COUNTRIES: &str = "argentina australia austria bangladesh belgium brazil bulgaria canada chile china colombia croatia cuba denmark egypt england \
    ethiopia finland france germany ghana greece honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan \
    kenya latvia lebanon libya lithuania malaysia mexico morocco nepal netherlands nicaragua nigeria norway pakistan panama peru philippines \
    poland portugal romania russia scotland serbia singapore slovakia slovenia spain sudan sweden switzerland syria taiwan thailand tunisia \
    turkey uganda ukraine uruguay venezuela vietnam wales yemen zambia zimbabwe";

/// States whose names other places bear: "George Washington".
const AMBIGUOUS: &str = "washington";

/// What a place's name goes on after, whatever stands before: "Southern California", "New South
/// Wales", "Gulf of Mexico", "Vichy France".
const OPENERS: &str = "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern \
    southeastern southwestern central mid middle upper lower inner outer upstate mainland greater rural coastal new old baja saint st st. santa \
    the of de del and & - nazi weimar communist imperial tsarist vichy fascist red soviet ancient modern occupied colonial democratic republican \
    united free post pre anti pro non former british french dutch spanish portuguese";

/// The same where nothing stands before: "Lake Michigan", but "Salt Lake Utah"; "Little Italy".
const FIRST_WORDS: &str = "great little big lake lakes mount mt mt. fort ft ft. port camp gulf isle cape river rio sierra";

/// A place's name as tagged, cut before the state or country at its end where that stands for
/// itself.
pub(in crate::entities) fn town_and_region(text: &str, span: Span) -> (Span, Option<Span>) {
    let words: Vec<Span> = words(text, span).into_iter().map(|w| w.span).collect();
    // The longest region first: "West Virginia" before "Virginia".
    for count in [2, 1] {
        let Some(first) = words.len().checked_sub(count).filter(|&first| first > 0) else {
            continue;
        };
        // In bounds: `first` is above nothing and below the number of words.
        let (town, region) =
            (words[0].join(words[first - 1]), words[first].join(Span::new(span.end, span.end)));
        if is_region(&text[region]) && text[..region.start].ends_with(' ') {
            let town = town.trim(text, |c| c == ',' || c == ' ');
            let before = text[words[first - 1]].to_lowercase();
            let goes_on = town.is_empty()
                || listed(OPENERS, &before)
                || first == 1 && listed(FIRST_WORDS, &before);
            return if goes_on { (span, None) } else { (town, Some(region)) };
        }
    }
    (span, None)
}

fn is_region(words: &str) -> bool {
    let lower = words.to_lowercase();
    (is_state(words) || listed(COUNTRIES, &lower)) && !listed(AMBIGUOUS, &lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(place: &str) -> Vec<&str> {
        let (town, region) = town_and_region(place, Span::new(0, place.len()));
        [Some(town), region].into_iter().flatten().map(|s| &place[s]).collect()
    }

    #[test]
    fn a_region_behind_a_town_is_another_place() {
        assert_eq!(cut("Boise Idaho"), ["Boise", "Idaho"]);
        assert_eq!(cut("Kansas City Missouri"), ["Kansas City", "Missouri"]);
        assert_eq!(cut("Charleston West Virginia"), ["Charleston", "West Virginia"]);
        assert_eq!(cut("san diego california"), ["san diego", "california"]);
        assert_eq!(cut("Boise ID"), ["Boise", "ID"]);
        assert_eq!(cut("Boise , Idaho"), ["Boise", "Idaho"]);
        assert_eq!(cut("Boise Calif."), ["Boise", "Calif."]);
        assert_eq!(cut("New York New York"), ["New York", "New York"]);
        assert_eq!(cut("Brest France"), ["Brest", "France"]);
        assert_eq!(cut("Green Bay Wisconsin"), ["Green Bay", "Wisconsin"]);
        assert_eq!(cut("Salt Lake Utah"), ["Salt Lake", "Utah"]);
        assert_eq!(cut("Little Rock Arkansas"), ["Little Rock", "Arkansas"]);
    }

    #[test]
    fn a_region_in_a_name_is_part_of_it() {
        for place in [
            "West Virginia",
            "Southern California",
            "New South Wales",
            "Lake Michigan",
            "Gulf of Mexico",
            "River Jordan",
            "Port Washington",
            "Vichy France",
            "Sierra Nevada",
            "Idaho",
            "Boise",
            "",
        ] {
            assert_eq!(cut(place), [place], "{place}");
        }
    }
}
