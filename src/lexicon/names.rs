//! What a name tells: its tokens, titles before it, the gender that English-speaking readers take
//! from a given name.

use unicode_normalization_alignments::UnicodeNormalization;

use super::Class;
use crate::kinds::Gender;

/// The gender that `word` tells, if it is a title that stands before names.
pub(crate) fn title(word: &str) -> Option<Gender> {
    let lower = word.trim_end_matches('.').to_lowercase();
    if Class::MaleTitle.has(&lower) {
        Some(Gender::Male)
    } else if Class::FemaleTitle.has(&lower) {
        Some(Gender::Female)
    } else {
        Class::NeutralTitle.has(&lower).then_some(Gender::Unknown)
    }
}

/// Whether `word` is a title that stands before names ("Judge", "Mrs.").
pub(crate) fn is_title(word: &str) -> bool {
    title(word).is_some() && word.starts_with(char::is_uppercase)
}

/// The tokens of a name for comparison: lower case, without stops, accents, titles, "the" and what
/// follows a name ("Jr.").
pub(crate) fn normal_tokens(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = name
        .split(|c: char| c.is_whitespace() || "-‐‑–—,()/".contains(c))
        .map(|t| {
            t.chars()
                .nfd()
                .map(|(c, _)| c)
                .filter(|c| c.is_alphanumeric() || *c == '&')
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|t| !t.is_empty() && t != "the" && t != "jr" && t != "sr")
        .collect();
    let titles = tokens
        .iter()
        .take(tokens.len().saturating_sub(1))
        .take_while(|t| title(t).is_some())
        .count();
    tokens.drain(..titles);
    tokens
}

/// The gender that a given name is read with in English-language news; unknown for all others and
/// for names of both.
pub(crate) fn gender_of_given_name(name: &str) -> Gender {
    let lower = name.to_lowercase();
    match (Class::FemaleName.has(&lower), Class::MaleName.has(&lower)) {
        (true, false) => Gender::Female,
        (false, true) => Gender::Male,
        _ => Gender::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_leave_titles_and_endings_out() {
        assert_eq!(normal_tokens("Mr. John Q. Public Jr."), ["john", "q", "public"]);
        assert_eq!(normal_tokens("the U.S."), ["us"]);
        assert_eq!(normal_tokens("Ana Ković"), ["ana", "kovic"]);
        assert_eq!(normal_tokens("Bashar al-Assad"), ["bashar", "al", "assad"]);
        assert_eq!(normal_tokens("Mayor"), ["mayor"]);
    }

    #[test]
    fn titles_tell_a_gender_or_none() {
        assert_eq!(title("Mrs."), Some(Gender::Female));
        assert_eq!(title("congressman"), Some(Gender::Male));
        assert_eq!(title("Dr"), Some(Gender::Unknown));
        assert_eq!(title("met"), None);
        assert!(is_title("Judge") && !is_title("judge"));
    }

    #[test]
    fn given_names_tell_a_gender_or_nothing() {
        assert_eq!(gender_of_given_name("Nikki"), Gender::Female);
        assert_eq!(gender_of_given_name("Vladimir"), Gender::Male);
        assert_eq!(gender_of_given_name("Xqz"), Gender::Unknown);
    }
}
