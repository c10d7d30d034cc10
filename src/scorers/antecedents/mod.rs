//! What the scorer of antecedents sees: words that stand for somebody, and whom they may stand for,
//! as numbers.

mod candidate;
mod context;
mod reference;

pub(crate) use candidate::{Being, Candidate, Fit, Profile, Referent, Standing};
pub(crate) use context::{Context, ReferenceForm};
pub(crate) use reference::{Nominal, Reference, Turn};

use super::feature_table::features;
use crate::kinds::{EntityKind, Gender, SpeakerKind, StatementKind};
use crate::lexicon::Pronoun;
use crate::text::Span;

/// Asks for those behind references, which are known by their places.
pub(crate) type Ranker<'a> = super::Ranker<'a, Span, Referent>;

/// A reference that was asked about, and those who were thought of.
pub(crate) type Record = super::Record<Span, Referent>;

/// Somebody, or nobody, that a reference may stand for.
pub(crate) type Antecedent = super::Ranked<Referent>;

features! { r: Reference, c: Candidate;
    "he" => r.is(Pronoun::He),
    "she" => r.is(Pronoun::She),
    "they" => r.is(Pronoun::They),
    "it" => r.is(Pronoun::It),
    "i" => r.is(Pronoun::I),
    "we" => r.is(Pronoun::We),
    "who" => r.is(Pronoun::Who),
    "which" => r.is(Pronoun::Which),
    "other_pronoun" => r.is(Pronoun::Other),
    "nominal" => r.pronoun.is_none() && !r.turn.is_open,
    "definite" => r.nominal.is_definite,
    "indefinite" => r.nominal.is_indefinite,
    "owned" => r.nominal.is_owned,
    "office" => r.nominal.is_office,
    "female_noun" => r.pronoun.is_none() && r.nominal.gender == Gender::Female,
    "male_noun" => r.pronoun.is_none() && r.nominal.gender == Gender::Male,
    "document_noun" => r.nominal.kind == Some(SpeakerKind::Document),
    "organization_noun" => r.nominal.kind == Some(SpeakerKind::Organization),
    "group_noun" => r.nominal.kind == Some(SpeakerKind::Group),
    "person_noun" => r.nominal.is_person,
    "age_noun" => r.nominal.is_age,
    "place_noun" => r.nominal.is_place,
    "issued_noun" => r.nominal.is_issued,
    "post_noun" => r.nominal.is_post,
    "short_nominal" => (1..=2).contains(&r.nominal.words),
    "long_nominal" => r.nominal.words > 5,
    "described_nominal" => r.is_described,
    "source" => r.is_source,
    "reference_in_direct" => r.context.inside == Some(StatementKind::Direct),
    "reference_in_other" => r.context.inside.is_some_and(|k| k != StatementKind::Direct),
    "reference_is_subject" => r.context.is_subject,
    "asks" => r.turn.asks,
    "answers" => r.turn.answers,
    "in_statement" => r.turn.is_nested,
    "open" => r.turn.is_open,
    "short" => r.turn.is_short,
    "whole" => r.turn.is_whole,
    "follows_open" => r.turn.follows_open;
    "person" => c.profile.being == Being::Named(EntityKind::Person),
    "location" => c.profile.being == Being::Named(EntityKind::Location),
    "organization" => c.profile.being == Being::Named(EntityKind::Organization),
    "miscellaneous" => c.profile.being == Being::Named(EntityKind::Miscellaneous),
    "figure" => matches!(c.profile.being, Being::Figure(_)),
    "figure_unnamed" => c.profile.being == Being::Figure(SpeakerKind::Unnamed),
    "figure_group" => c.profile.being == Being::Figure(SpeakerKind::Group),
    "figure_document" => c.profile.being == Being::Figure(SpeakerKind::Document),
    "figure_organization" => c.profile.being == Being::Figure(SpeakerKind::Organization),
    "yet_to_come" => c.profile.is_yet_to_come,
    "gender_known" => c.profile.gender != Gender::Unknown,
    "gender_fits" => r.gender() != Gender::Unknown && c.profile.gender == r.gender(),
    "gender_clashes" => c.profile.clashes(r),
    "same_sentence" => c.profile.sentences(r) == 0,
    "sentence_before" => c.profile.sentences(r) == 1,
    "two_sentences" => c.profile.sentences(r) == 2,
    "three_sentences" => c.profile.sentences(r) == 3,
    "some_sentences" => (4..7).contains(&c.profile.sentences(r)),
    "many_sentences" => c.profile.sentences(r) >= 7,
    "words_between" => (1.0 + c.profile.words_between as f32).ln() / 5.0,
    "same_block" => c.profile.last.block == r.context.block,
    "block_before" => c.profile.last.block + 1 == r.context.block,
    "two_blocks" => c.profile.last.block + 2 == r.context.block,
    "latest" => c.standing.rank == 0,
    "second_latest" => c.standing.rank == 1,
    "third_latest" => c.standing.rank == 2,
    "earlier" => c.standing.rank > 2,
    "by_name" => c.profile.last.form == ReferenceForm::Name,
    "by_description" => c.profile.last.form == ReferenceForm::Description,
    "by_pronoun" => c.profile.last.form == ReferenceForm::Pronoun,
    "in_direct" => c.profile.last.inside == Some(StatementKind::Direct),
    "in_mixed" => c.profile.last.inside == Some(StatementKind::Mixed),
    "in_indirect" => c.profile.last.inside == Some(StatementKind::Indirect),
    "subject" => c.profile.last.is_subject,
    "possessive" => c.profile.last.is_possessive,
    "governed" => c.profile.last.is_governed,
    "acting" => c.profile.last.is_acting,
    "was_source" => c.profile.last.is_source,
    "never_plain" => c.profile.plain.is_none(),
    "plain_same_sentence" => c.profile.plain_sentences(r) == Some(0),
    "plain_sentence_before" => c.profile.plain_sentences(r) == Some(1),
    "plain_two_sentences" => c.profile.plain_sentences(r) == Some(2),
    "plain_some_sentences" => c.profile.plain_sentences(r).is_some_and(|n| (3..7).contains(&n)),
    "plain_subject" => c.profile.plain.is_some_and(|p| p.is_subject),
    "plain_source" => c.profile.plain.is_some_and(|p| p.is_source),
    "plain_possessive" => c.profile.plain.is_some_and(|p| p.is_possessive),
    "plain_governed" => c.profile.plain.is_some_and(|p| p.is_governed),
    "plain_acting" => c.profile.plain.is_some_and(|p| p.is_acting),
    "plain_by_pronoun" => c.profile.plain.is_some_and(|p| p.form == ReferenceForm::Pronoun),
    "plain_same_block" => c.profile.plain.is_some_and(|p| p.block == r.context.block),
    "spoke_last" => c.profile.spoke_last,
    "spoke_before" => c.profile.spoke_before,
    "spoke" => c.profile.statements > 0,
    "statements" => (1.0 + c.profile.statements as f32).ln() / 3.0,
    "share" => c.profile.share,
    "in_first_block" => c.profile.in_first_block,
    "in_content" => c.profile.in_content,
    "in_reference" => c.profile.in_reference,
    "named_after" => c.profile.named_after,
    "touches" => c.profile.touches,
    "described" => c.profile.fit.words > 0,
    "well_described" => c.profile.fit.words > 2,
    "fit" => c.profile.fit.words.min(5) as f32 / 5.0,
    "fits_best" => c.standing.fits_best,
    "fits_alone" => c.standing.fits_alone,
    "fits_less" => c.standing.fits_less,
    "modifiers_fit" => c.profile.fit.modifiers > 0,
    "suits_noun" => c.profile.fit.suits_noun,
    "name_holds_noun" => c.profile.fit.name_holds_noun,
    "other_noun" => c.profile.fit.is_other,
    "same_noun" => c.profile.fit.same_noun,
    "full_name" => c.profile.has_full_name,
    "alone" => c.standing.is_alone,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn reference(word: &str) -> Reference {
        let context = Context {
            span: Span::new(100, 102),
            sentence: 3,
            block: 1,
            form: ReferenceForm::Pronoun,
            inside: None,
            is_subject: true,
            is_possessive: false,
            is_governed: false,
            is_acting: false,
            is_source: true,
        };
        Reference {
            context,
            pronoun: Pronoun::of(word),
            nominal: Nominal::default(),
            turn: Turn::default(),
            is_described: false,
            is_source: true,
        }
    }

    fn value(row: &[f32], name: &str) -> f32 {
        row[NAMES.iter().position(|n| *n == name).expect("a feature has that name")]
    }

    #[test]
    fn every_feature_has_a_name_of_its_own() {
        assert_eq!(NAMES.iter().collect::<HashSet<_>>().len(), NAMES.len());
    }

    #[test]
    fn nobody_has_the_features_of_the_reference_alone() {
        let row = features(&reference("She"), None);
        assert_eq!(
            NAMES.iter().zip(row).filter(|(_, v)| *v != 0.0).map(|(n, _)| *n).collect::<Vec<_>>(),
            ["she", "source", "reference_is_subject", "nobody"]
        );
    }

    #[test]
    fn an_entity_is_seen_from_the_reference() {
        let she = reference("she");
        let last = Context {
            span: Span::new(40, 49),
            sentence: 2,
            form: ReferenceForm::Name,
            ..she.context
        };
        let profile = Profile {
            referent: Referent::Entity(0),
            being: Being::Named(EntityKind::Person),
            gender: Gender::Male,
            has_full_name: true,
            is_yet_to_come: false,
            last,
            plain: Some(Context { sentence: 0, ..last }),
            words_between: 12,
            share: 0.5,
            statements: 2,
            spoke_last: true,
            spoke_before: false,
            in_first_block: false,
            in_content: false,
            in_reference: false,
            named_after: false,
            touches: false,
            fit: Fit::default(),
        };
        let candidate =
            Candidate { profile, standing: Standing { rank: 1, ..Standing::default() } };
        let row = features(&she, Some(&candidate));
        for name in [
            "gender_clashes",
            "sentence_before",
            "plain_some_sentences",
            "second_latest",
            "spoke_last",
            "person",
            "same_block",
        ] {
            assert_eq!(value(&row, name), 1.0, "{name}");
        }
        for name in ["nobody", "gender_fits", "same_sentence", "latest", "described"] {
            assert_eq!(value(&row, name), 0.0, "{name}");
        }
    }
}
