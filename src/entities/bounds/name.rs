//! Where a name begins and ends: what is tagged may stop short of it, or go over it.

use crate::kinds::EntityKind;
use crate::kinds::Gender;
use crate::lexicon::Class;
use crate::lexicon::{gender_of_given_name, is_title};
use crate::text::{Span, words};

/// The name in what is tagged as a place, an organization or another thing: an article or dash
/// before it is cut off, and words in lower case behind it but where they are a place's ("the
/// Harbour Board of", but "the Alder strip"). Nothing is left of an organization or another thing
/// in lower case ("former campaign strategist") but where all around it is typed so.
pub(in crate::entities) fn name(text: &str, span: Span, kind: EntityKind) -> Option<Span> {
    let words: Vec<Span> = words(text, span).into_iter().map(|w| w.span).collect();
    let is_lower = |w: &Span| text[*w].starts_with(char::is_lowercase);
    let Some(last) = words
        .iter()
        .rposition(|w| text[*w].starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
    else {
        let may_be = kind == EntityKind::Location
            || !text[span].contains(char::is_lowercase)
            || is_typed_in_lower_case(text, span);
        return may_be.then_some(span);
    };
    // In bounds: `last` is the place of a word. "Alder-born" is one word here.
    let apart = words[last + 1..].iter().find(|w| text[..w.start].ends_with(char::is_whitespace));
    let end = apart
        .filter(|w| kind != EntityKind::Location && is_lower(w) || is_stop(text, w))
        .map_or(span.end, |w| text[..w.start].trim_end().len());
    let is_no_part = |w: &&Span| ["a", "an", "the", "-", "–", "—", "*"].contains(&&text[**w]);
    let first = words.iter().take(last).take_while(is_no_part).count();
    let whole = with_ending(text, Span::new(words[first].start, end));
    Some(Span::new(whole.start + party(text, whole), whole.end))
}

/// Whether a stop or comma stands apart, as where tokens have spaces between them: it ends what the
/// name is in.
fn is_stop(text: &str, mark: &Span) -> bool {
    [".", ","].contains(&&text[*mark])
}

/// The length of a party's letter before a politician's state: "(D-Ohio)".
fn party(text: &str, name: Span) -> usize {
    let is_set_off = text[..name.start].ends_with('(') || text[..name.start].ends_with(", ");
    let letter = text[name].strip_prefix(['D', 'R', 'I']).and_then(|rest| rest.strip_prefix('-'));
    letter
        .filter(|state| is_set_off && state.starts_with(char::is_uppercase))
        .map_or(0, |state| name.len() - state.len())
}

/// Whether there is no capital letter near `span`.
fn is_typed_in_lower_case(text: &str, span: Span) -> bool {
    const NEAR: usize = 80;
    let (before, after) = (
        Span::new(0, span.start).last_bytes(text, NEAR),
        Span::new(span.end, text.len()).first_bytes(text, NEAR),
    );
    !text[before].contains(char::is_uppercase) && !text[after].contains(char::is_uppercase)
}

/// The name with what it was cut from: the stop of its last word's abbreviation ("Harbour Corp."),
/// the rest of a word with a hyphen ("F-16").
fn with_ending(text: &str, mut name: Span) -> Span {
    let rest = &text[name.end..];
    if let Some(sign) = ["'s", "’s", " 's"].iter().find(|s| rest.starts_with(**s))
        && Class::OwnedBusiness.has(last_word(&text[name]))
    {
        name.end += sign.len();
    } else if rest.starts_with('.') {
        if text[name].contains(' ')
            && Class::NameAbbreviation.has(&last_word(&text[name]).to_lowercase())
        {
            name.end += '.'.len_utf8();
        }
    } else if text[name].ends_with('-') {
        const LONGEST: usize = 32;
        name.end += rest
            .chars()
            .take(LONGEST)
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum::<usize>();
    }
    name
}

fn last_word(name: &str) -> &str {
    name.rsplit([' ', ',']).next().unwrap_or_default()
}

/// The name in what is tagged as a person: titles before it and words in lower case at both ends
/// are cut off ("Mayor Ana Kovic of the"); nothing is left where those in lower case are half of it
/// or more ("the", "Harbour nominee"). A name all in lower case, as people type them, stays.
pub(in crate::entities) fn name_of_person(text: &str, span: Span) -> Option<Span> {
    // "Ana Kovic (D-Port Alder" ends at the bracket.
    let opened = |w: &Span| &text[*w] == "(" && !text[w.start..span.end].contains(')');
    let words: Vec<Span> =
        words(text, span).into_iter().map(|w| w.span).take_while(|w| !opened(w)).collect();
    let is_capital = |w: &Span| {
        text[*w].starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && !text[*w].eq_ignore_ascii_case("the")
    };
    let is_determiner = |w: &Span| Class::NameDeterminer.has(&text[*w].to_lowercase());
    let Some(first) = words.iter().position(is_capital) else {
        // "the mayor" is no name, "ana kovic" is one.
        return words.first().is_some_and(|w| !is_determiner(w)).then_some(span);
    };
    // "al-Kovic", and "ana Kovic", typed in haste; not "said Kovic".
    let is_first = |w: &&Span| {
        ["-", "'", "’"].contains(&&text[**w])
            || Class::NameParticle.has(&text[**w])
            || gender_of_given_name(&text[**w]) != Gender::Unknown
    };
    let first = first - words[..first].iter().rev().take_while(is_first).count();
    // "Ana bin Kovic" goes on over its particle, "Ana Kovic, chief of the" ends at "chief".
    let is_inside = |w: &Span| {
        is_capital(w)
            || Class::NameParticle.has(&text[*w])
            || !text[*w].starts_with(char::is_alphabetic)
            || text[*w].len() < 3
    };
    // In bounds: `first` is the place of a word, `run` words from there on were counted, and `last`
    // is among them.
    let run = 1 + words[first + 1..].iter().take_while(|w| is_inside(w)).count();
    let last = first + words[first..first + run].iter().rposition(is_capital).unwrap_or(0);
    let lower =
        |list: &[Span]| list.iter().filter(|w| text[**w].starts_with(char::is_alphabetic)).count();
    // A verb alone slipped in: "said Kovic".
    let before = if first == 1 && !is_determiner(&words[0]) { 0 } else { lower(&words[..first]) };
    // In bounds: as above.
    let cut = before + lower(&words[last + 1..]);
    let name = || {
        let first = first + department(text, &words[first..=last]);
        // In bounds: a word is left behind the titles.
        words[first + titles(text, &words[first..=last])].join(words[last])
    };
    (2 * cut < lower(&words)).then(|| with_ending(text, with_syllable(text, name())))
}

/// The name with the syllable in lower case that a hyphen joins to its given name: "Han Seo-yun".
/// "Ana Kovic-backed" is no name.
fn with_syllable(text: &str, mut name: Span) -> Span {
    const SYLLABLE: std::ops::RangeInclusive<usize> = 2..=5;
    let Some(rest) = text[name.end..].strip_prefix('-').filter(|_| text[name].contains(' ')) else {
        return name;
    };
    let length: usize = rest
        .chars()
        .take(SYLLABLE.end() + 1)
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    let syllable = &rest[..length];
    let is_one = syllable.chars().all(char::is_lowercase)
        && SYLLABLE.contains(&length)
        && !syllable.ends_with("ed");
    if is_one && !rest[length..].starts_with('-') && !Class::AfterHyphen.has(syllable) {
        name.end += '-'.len_utf8() + length;
    }
    name
}

/// How many of a name's words, one or none, say what a minister is of: "Minister of Defense Ana
/// Kovic".
fn department(text: &str, words: &[Span]) -> usize {
    const NEAR: usize = 32;
    let [first, _, ..] = words else { return 0 };
    let before = &text[Span::new(0, first.start).last_bytes(text, NEAR)];
    let title =
        before.strip_suffix(" of ").and_then(|b| b.rsplit(|c: char| !c.is_alphanumeric()).next());
    usize::from(
        title.is_some_and(|t| Class::DepartmentTitle.has(&t.to_lowercase()))
            && Class::Department.has(&text[*first].to_lowercase()),
    )
}

/// How many of the words before the name are titles ("Mayor Ana Kovic"), with their stops.
fn titles(text: &str, words: &[Span]) -> usize {
    let mut titles = 0;
    while let [title, rest @ ..] = &words[titles..]
        && (is_title(&text[*title]) || Class::PartyMember.has(&text[*title]))
    {
        let stop = usize::from(rest.first().is_some_and(|w| &text[*w] == "."));
        if !rest.get(stop).is_some_and(|w| text[*w].starts_with(char::is_uppercase)) {
            break;
        }
        titles += 1 + stop;
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_capitalized_or_typed_in_lower_case() {
        for (tagged, name) in [
            ("Ana Kovic", Some("Ana Kovic")),
            ("Del. Ana Kovic of the", Some("Del. Ana Kovic")),
            ("Mayor Ana Kovic", Some("Ana Kovic")),
            ("Prof. Dr. Kovic", Some("Kovic")),
            ("Democrat Ana Kovic", Some("Ana Kovic")),
            ("Ana Kovic (D-Alder", Some("Ana Kovic")),
            ("Mayor", Some("Mayor")),
            ("Ana bin Kovic", Some("Ana bin Kovic")),
            ("ana kovic", Some("ana kovic")),
            ("ana Kovic", Some("ana Kovic")),
            ("al-Kovic", Some("al-Kovic")),
            ("said Kovic", Some("Kovic")),
            ("the mayor", None),
            ("O'Dowd", Some("O'Dowd")),
            ("The", None),
            ("the", None),
            ("Harbour nominee", None),
            ("chief of the Harbour Board", None),
        ] {
            let found = name_of_person(tagged, Span::new(0, tagged.len())).map(|s| &tagged[s]);
            assert_eq!(found, name, "{tagged}");
        }
    }

    #[test]
    fn a_name_of_something_ends_with_a_capital() {
        let of = |text: &str, tagged: &str, kind| {
            let at = text.find(tagged).expect("it is there");
            name(text, Span::new(at, at + tagged.len()), kind).map(|s| text[s].to_owned())
        };
        let organization = |text, tagged| of(text, tagged, EntityKind::Organization);
        assert_eq!(
            organization("Ask the Harbour Board of Port Alder", "the Harbour Board of").as_deref(),
            Some("Harbour Board")
        );
        assert_eq!(
            organization("He led Alder Dredging Corp. until May", "Alder Dredging Corp").as_deref(),
            Some("Alder Dredging Corp.")
        );
        assert_eq!(
            organization("He led the Harbour Board.", "Harbour Board").as_deref(),
            Some("Harbour Board")
        );
        assert_eq!(
            organization("The Harbour's Wendy's closed", "Wendy").as_deref(),
            Some("Wendy's")
        );
        assert_eq!(organization("Alder’s board met", "Alder").as_deref(), Some("Alder"));
        assert_eq!(organization("- HARBOUR", "- HARBOUR").as_deref(), Some("HARBOUR"));
        assert_eq!(
            organization("with Alder , Inc. . They", "Alder , Inc. .").as_deref(),
            Some("Alder , Inc.")
        );
        assert_eq!(
            organization("Kovic’s former campaign strategist said", "former campaign strategist"),
            None
        );
        assert_eq!(
            organization("i ate at harbour grill again", "harbour grill").as_deref(),
            Some("harbour grill")
        );
        assert_eq!(
            of("The Alder-born son", "Alder-born", EntityKind::Miscellaneous).as_deref(),
            Some("Alder-born")
        );
        assert_eq!(
            of("Two F-16 and a ship", "F-", EntityKind::Miscellaneous).as_deref(),
            Some("F-16")
        );
        assert_eq!(
            of("On the Alder strip", "the Alder strip", EntityKind::Location).as_deref(),
            Some("Alder strip")
        );
        assert_eq!(
            of("They went to port alder in May", "port alder", EntityKind::Location).as_deref(),
            Some("port alder")
        );
        assert_eq!(
            of("Ana Kovic (D-Ohio) said", "D-Ohio", EntityKind::Location).as_deref(),
            Some("Ohio")
        );
        assert_eq!(
            of("Ana Kovic (D-Ohio) said", "D-", EntityKind::Location).as_deref(),
            Some("Ohio")
        );
        assert_eq!(
            of("Ana Kovic, R-N.H., said", "R-N.H", EntityKind::Location).as_deref(),
            Some("N.H")
        );
        assert_eq!(of("The I-95 in Ohio", "I-95", EntityKind::Location).as_deref(), Some("I-95"));
        assert_eq!(
            of("At the 9/11 memorial", "9/11", EntityKind::Miscellaneous).as_deref(),
            Some("9/11")
        );
    }

    #[test]
    fn what_a_minister_is_of_is_no_part_of_the_name() {
        let of = |text: &str, tagged: &str| {
            let at = text.find(tagged).expect("it is there");
            name_of_person(text, Span::new(at, at + tagged.len())).map(|s| text[s].to_owned())
        };
        assert_eq!(
            of("Minister of Defense Ana Kovic said", "Defense Ana Kovic").as_deref(),
            Some("Ana Kovic")
        );
        assert_eq!(
            of("the secretary of State Ana Kovic", "State Ana Kovic").as_deref(),
            Some("Ana Kovic")
        );
        assert_eq!(
            of("a song of Justice Ana Kovic", "Justice Ana Kovic").as_deref(),
            Some("Ana Kovic")
        );
        assert_eq!(of("a friend of Trade Kovic", "Trade Kovic").as_deref(), Some("Trade Kovic"));
        assert_eq!(of("Minister of Defense", "Defense").as_deref(), Some("Defense"));
    }

    #[test]
    fn a_hyphen_joins_a_syllable_to_a_name() {
        let of =
            |text: &str, name: &str| text[with_syllable(text, Span::new(0, name.len()))].to_owned();
        assert_eq!(of("Han Seo-yun spoke", "Han Seo"), "Han Seo-yun");
        for text in [
            "Ana Kovic-led talks",
            "Ana Kovic-era talks",
            "Ana Kovic-appointed",
            "Ana Kovic-to-be",
            "Ana Kovic-",
            "Ana Kovic",
        ] {
            assert_eq!(of(text, "Ana Kovic"), "Ana Kovic", "{text}");
        }
        assert_eq!(of("Kovic-ish", "Kovic"), "Kovic");
    }
}
