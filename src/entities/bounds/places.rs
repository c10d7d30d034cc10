//! A town and the state or country that it lies in, where both are tagged as one place: "Boise
//! Idaho", "Paris France".

use crate::lexicon::Class;
use crate::lexicon::is_state;
use crate::text::{Span, words};

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
                || Class::PlaceOpener.has(&before)
                || first == 1 && Class::PlaceFirstWord.has(&before);
            return if goes_on { (span, None) } else { (town, Some(region)) };
        }
    }
    (span, None)
}

fn is_region(words: &str) -> bool {
    let lower = words.to_lowercase();
    (is_state(words) || Class::Country.has(&lower)) && !Class::AmbiguousState.has(&lower)
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
