//! Whom a nominal may stand for at all: the noun must fit what the text says of somebody.

use crate::kinds::{EntityKind, SpeakerKind};
use crate::scorers::antecedents::{Being, Nominal, Profile};

/// Whether a nominal may stand for somebody.
pub(super) fn is_possible(profile: &Profile, nominal: &Nominal) -> bool {
    may_stand(profile, nominal) && !is_somebody_else(profile, nominal)
}

/// Whether the words of a nominal show that somebody else is meant.
fn is_somebody_else(profile: &Profile, nominal: &Nominal) -> bool {
    let fit = profile.fit;
    if !matches!(profile.being, Being::Named(_)) {
        // "The doctor" is no neighbour whom the text gives no name.
        return nominal.is_role && !fit.is_fitting();
    }
    // "The other source", "a source": whoever that is, it is nobody who was named.
    let is_beside = nominal.is_another || nominal.is_anonymous;
    // "The goalkeeper" is not the coach.
    let has_other_work = fit.other_calling && !fit.is_fitting();
    // "The hospital" is no bank, and "the education ministry" no other one.
    let is_other_institution = nominal.is_institution
        && (!fit.is_fitting()
            || (nominal.modifiers > 0 && fit.modifiers == 0 && fit.modifiers_in_name == 0));
    let is_other_person =
        profile.being == Being::Named(EntityKind::Person) && (has_other_work || fit.other_office);
    is_beside || is_other_person || is_other_institution
}

/// Whether a nominal may stand for somebody by what both are: whom the text describes so, or whose name
/// does; and whoever is in mind, where the nominal is one for a person, or for an organization
/// ("the agency").
fn may_stand(profile: &Profile, nominal: &Nominal) -> bool {
    let is_known = !nominal.is_indefinite;
    // "A spokesman" is nobody who was spoken of without a name, and no place is a senator.
    let is_figure = matches!(profile.being, Being::Figure(_));
    if (is_figure && !is_known) || (nominal.is_person && !profile.being.is_person()) {
        return false;
    }
    let is_such = match profile.being {
        Being::Named(EntityKind::Person | EntityKind::Organization) | Being::Figure(_)
            if nominal.is_issued =>
        {
            is_known && profile.being != Being::Figure(SpeakerKind::Document)
        }
        Being::Named(EntityKind::Person)
        | Being::Figure(SpeakerKind::Person | SpeakerKind::Unnamed) => {
            nominal.is_person && is_known
        }
        Being::Named(EntityKind::Organization) | Being::Figure(SpeakerKind::Organization) => {
            nominal.kind == Some(SpeakerKind::Organization) && is_known
        }
        Being::Named(EntityKind::Location) => nominal.is_place && is_known,
        Being::Named(EntityKind::Miscellaneous) => false,
        Being::Figure(kind) => nominal.kind == Some(kind) && is_known,
    };
    let fit = profile.fit;
    is_such || fit.words > 0 || fit.name_holds_noun || fit.suits_noun
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Gender;
    use crate::scorers::antecedents::{Context, Fit, ReferenceForm, Referent};
    use crate::text::Span;

    fn profile(being: Being, fit: Fit) -> Profile {
        let last = Context {
            span: Span::new(0, 9),
            sentence: 0,
            block: 0,
            form: ReferenceForm::Name,
            inside: None,
            is_subject: true,
            is_possessive: false,
            is_governed: false,
            is_acting: true,
            is_source: false,
        };
        Profile {
            referent: Referent::Entity(0),
            being,
            gender: Gender::Unknown,
            has_full_name: true,
            is_yet_to_come: false,
            last,
            plain: Some(last),
            words_between: 5,
            share: 1.0,
            statements: 0,
            spoke_last: false,
            spoke_before: false,
            in_first_block: true,
            in_content: false,
            named_after: false,
            in_reference: false,
            touches: false,
            fit,
        }
    }

    #[test]
    fn the_noun_must_fit_what_the_text_says() {
        let person = Being::Named(EntityKind::Person);
        let the = Nominal { is_definite: true, is_person: true, ..Nominal::default() };
        let role = Nominal { is_role: true, ..the };
        let fitting = Fit { words: 2, ..Fit::default() };
        let other = Fit { other_calling: true, ..Fit::default() };
        assert!(is_possible(&profile(person, Fit::default()), &role));
        assert!(!is_possible(&profile(person, other), &role));
        assert!(is_possible(&profile(person, Fit { same_calling: true, ..other }), &role));
        let chief = Fit { other_office: true, ..fitting };
        assert!(!is_possible(&profile(person, chief), &role));
        let another = Nominal { is_another: true, ..the };
        assert!(!is_possible(&profile(person, fitting), &another));
        let source = Nominal { is_anonymous: true, ..role };
        assert!(!is_possible(&profile(person, fitting), &source));
        let figure = Being::Figure(SpeakerKind::Unnamed);
        assert!(is_possible(&profile(figure, fitting), &role));
        assert!(!is_possible(&profile(figure, Fit::default()), &role));
    }

    #[test]
    fn an_institution_has_the_noun_in_its_name() {
        let organization = Being::Named(EntityKind::Organization);
        let kind = Some(SpeakerKind::Organization);
        let company = Nominal { is_definite: true, kind, ..Nominal::default() };
        let hospital = Nominal { is_institution: true, ..company };
        let named = Fit { name_holds_noun: true, ..Fit::default() };
        assert!(is_possible(&profile(organization, Fit::default()), &company));
        assert!(!is_possible(&profile(organization, Fit::default()), &hospital));
        assert!(is_possible(&profile(organization, named), &hospital));
        let education = Nominal { modifiers: 1, ..hospital };
        assert!(!is_possible(&profile(organization, named), &education));
        let same = Fit { modifiers_in_name: 1, ..named };
        assert!(is_possible(&profile(organization, same), &education));
    }
}
