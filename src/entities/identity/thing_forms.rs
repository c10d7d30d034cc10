//! What the names of a thing share: initials, a stem, the name without the form of a company.

use crate::lexicon::Class;

/// The first letters of a name's tokens but for those that are left out.
pub(super) fn initials(name: &[String], is_left_out: impl Fn(&str) -> bool) -> String {
    name.iter().filter(|t| !is_left_out(t)).filter_map(|t| t.chars().next()).collect()
}

/// What the singular, the plural and the adjective of a people's or product's name share.
pub(super) fn stem(word: &str) -> &str {
    /// Shorter ones are shared by too many.
    const LEAST: usize = 4;
    let strip = |end: &str| word.strip_suffix(end).filter(|rest| rest.len() >= LEAST);
    strip("ic").or_else(|| strip("s")).unwrap_or(word)
}

/// A company's name without its form at the end ("Ltd", "& Co"), if anything is left.
pub(super) fn without_form(name: &[String]) -> &[String] {
    let is_form = |t: &String| t == "&" || Class::CompanyForm.has(t);
    let length = name.iter().rposition(|t| !is_form(t)).map_or(name.len(), |last| last + 1);
    &name[..length]
}

/// Whether letters stand for a name: they begin as it does, and the name has all of them in this
/// order ("PAHB" of the Port Alder Harbour Board).
pub(super) fn abbreviates(letters: &str, name: &str) -> bool {
    let mut of_name = name.chars();
    letters.chars().next() == name.chars().next()
        && letters.len() < name.len()
        && letters.chars().all(|c| of_name.any(|n| n == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::normal_tokens;

    #[test]
    fn what_forms_share() {
        assert_eq!(initials(&normal_tokens("Board of Ports"), |t| t == "of"), "bp");
        assert_eq!(stem("democrats"), stem("democratic"));
        assert_eq!(stem("alderian"), stem("alderians"));
        assert_eq!(stem("bus"), "bus");
        assert!(abbreviates("brlg", "borlaug") && !abbreviates("rlg", "borlaug"));
        assert!(!abbreviates("alder", "alder") && !abbreviates("", ""));
    }

    #[test]
    fn a_companys_form_is_no_part_of_its_name() {
        for (name, rest) in [
            ("Borlaug & Co", "borlaug"),
            ("Quay Motors Inc.", "quay motors"),
            ("Ltd", "ltd"),
            ("Kovic & Brandt", "kovic & brandt"),
        ] {
            assert_eq!(without_form(&normal_tokens(name)).join(" "), rest);
        }
    }
}
