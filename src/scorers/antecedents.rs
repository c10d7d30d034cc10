//! What the ranker looks at: a reference, and an entity that it may stand for, as numbers.

use super::feature_table::features;
use crate::kinds::Gender;
use crate::kinds::{EntityKind, SpeakerKind, StatementKind};
use crate::lexicon::{self, Class};
use crate::text::Span;

/// How the text refers to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    Name,
    /// "the mayor", where the text has one.
    Description,
    /// A pronoun, or a nominal that names a source, once it was resolved.
    Pronoun,
}

/// A stretch of the text that refers to an entity, and what stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchor {
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) block: usize,
    pub(crate) via: Via,
    /// The kind of the statement that it is part of.
    pub(crate) inside: Option<StatementKind>,
    pub(crate) is_subject: bool,
    pub(crate) is_possessive: bool,
    /// Whether a preposition stands before it ("to Mayor Ana Kovic"): the object of something.
    pub(crate) is_governed: bool,
    /// Whether a verb seems to stand right after it ("Kovic has", "Kovic praised").
    pub(crate) is_acting: bool,
    pub(crate) is_source: bool,
}

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    He,
    She,
    They,
    It,
    I,
    We,
    Who,
    Which,
    Other,
}

impl Pronoun {
    pub(crate) fn of(word: &str) -> Self {
        match word.to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Self::He,
            "she" | "her" | "hers" | "herself" => Self::She,
            "they" | "them" | "their" | "themselves" => Self::They,
            "it" | "its" | "itself" => Self::It,
            "i" | "me" | "my" | "myself" => Self::I,
            "we" | "us" | "our" | "ourselves" => Self::We,
            "who" | "whom" => Self::Who,
            "which" => Self::Which,
            _ => Self::Other,
        }
    }

    pub(crate) fn gender(self) -> Gender {
        match self {
            Self::He => Gender::Male,
            Self::She => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// What the words of a nominal show.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nominal {
    pub(crate) is_definite: bool,
    pub(crate) is_indefinite: bool,
    /// "his spokesman", "Kovic's spokesman".
    pub(crate) is_owned: bool,
    pub(crate) is_office: bool,
    pub(crate) gender: Gender,
    pub(crate) kind: Option<SpeakerKind>,
    /// Whether its noun is one for a person.
    pub(crate) is_person: bool,
    /// "the 46-year-old".
    pub(crate) is_age: bool,
    pub(crate) words: usize,
}

impl Nominal {
    pub(crate) fn read(words: &str, head: &str, kind: SpeakerKind) -> Self {
        let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
        let head = head.to_lowercase();
        let is_owned =
            Class::Possessive.has(&first) || words.contains("'s ") || words.contains("’s ");
        let is_definite = Class::Definite.has(&first);
        Self {
            is_definite,
            is_indefinite: Class::Indefinite.has(&first) || (!is_definite && !is_owned),
            is_owned,
            is_office: lexicon::is_office(&head),
            gender: lexicon::gender(&head),
            kind: Some(kind),
            is_person: lexicon::is_person(&head),
            is_age: head.ends_with("-year-old"),
            words: words.split_whitespace().count(),
        }
    }
}

/// Words of the text that stand for somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub(crate) anchor: Anchor,
    /// `None` for a nominal.
    pub(crate) pronoun: Option<Pronoun>,
    pub(crate) nominal: Nominal,
    /// Whether the text describes somebody in mind with the nominal's noun.
    pub(crate) is_described: bool,
    /// Whether they name the source of a statement.
    pub(crate) is_source: bool,
}

impl Reference {
    fn is(&self, pronoun: Pronoun) -> bool {
        self.pronoun == Some(pronoun)
    }

    pub(crate) fn gender(&self) -> Gender {
        self.pronoun.map_or(self.nominal.gender, Pronoun::gender)
    }
}

/// An entity that a reference may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) entity: usize,
    pub(crate) kind: EntityKind,
    pub(crate) gender: Gender,
    pub(crate) last: Anchor,
    pub(crate) plain: Option<Anchor>,
    pub(crate) words_between: usize,
    /// Entities of its kind, of no other gender, that the text referred to since.
    pub(crate) rank: usize,
    /// How often the text referred to it, as a share of whom it refers to most, in 0..=1.
    pub(crate) share: f32,
    pub(crate) statements: usize,
    pub(crate) spoke_last: bool,
    pub(crate) spoke_before: bool,
    pub(crate) in_first_block: bool,
    /// Whether what the reference says speaks of it.
    pub(crate) in_content: bool,
    /// Whether it is named soon after the reference, outside of what is said ("he told Kovic").
    pub(crate) named_after: bool,
    /// Whether it is named in the reference itself ("Kovic's spokesman").
    pub(crate) in_reference: bool,
    /// Whether it stands right before the reference ("Kovic, who").
    pub(crate) touches: bool,
    /// Words of the nominal that describe it; 0 where its noun does not.
    pub(crate) fit: usize,
    /// Words of the nominal beside its noun that describe it.
    pub(crate) modifiers: usize,
    pub(crate) fits_best: bool,
    /// Whether the nominal's noun describes nobody else.
    pub(crate) fits_alone: bool,
    /// Whether the nominal describes somebody else better.
    pub(crate) fits_less: bool,
    /// Whether its name is one of what the nominal's noun stands for ("the newspaper").
    pub(crate) suits_noun: bool,
    /// Whether its name holds the nominal's noun ("the committee").
    pub(crate) name_holds_noun: bool,
    pub(crate) has_full_name: bool,
    /// Whether nobody else of its kind and a fitting gender is in mind.
    pub(crate) is_alone: bool,
}

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
    "nominal" => r.pronoun.is_none(),
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
    "short_nominal" => (1..=2).contains(&r.nominal.words),
    "long_nominal" => r.nominal.words > 5,
    "described_nominal" => r.is_described,
    "source" => r.is_source,
    "reference_in_direct" => r.anchor.inside == Some(StatementKind::Direct),
    "reference_in_other" => r.anchor.inside.is_some_and(|k| k != StatementKind::Direct),
    "reference_is_subject" => r.anchor.is_subject;
    "person" => c.kind == EntityKind::Person,
    "location" => c.kind == EntityKind::Location,
    "organization" => c.kind == EntityKind::Organization,
    "miscellaneous" => c.kind == EntityKind::Miscellaneous,
    "gender_known" => c.gender != Gender::Unknown,
    "gender_fits" => r.gender() != Gender::Unknown && c.gender == r.gender(),
    "gender_clashes" => c.clashes(r),
    "same_sentence" => c.sentences(r) == 0,
    "sentence_before" => c.sentences(r) == 1,
    "two_sentences" => c.sentences(r) == 2,
    "three_sentences" => c.sentences(r) == 3,
    "some_sentences" => (4..7).contains(&c.sentences(r)),
    "many_sentences" => c.sentences(r) >= 7,
    "words_between" => (1.0 + c.words_between as f32).ln() / 5.0,
    "same_block" => c.last.block == r.anchor.block,
    "block_before" => c.last.block + 1 == r.anchor.block,
    "two_blocks" => c.last.block + 2 == r.anchor.block,
    "latest" => c.rank == 0,
    "second_latest" => c.rank == 1,
    "third_latest" => c.rank == 2,
    "earlier" => c.rank > 2,
    "by_name" => c.last.via == Via::Name,
    "by_description" => c.last.via == Via::Description,
    "by_pronoun" => c.last.via == Via::Pronoun,
    "in_direct" => c.last.inside == Some(StatementKind::Direct),
    "in_mixed" => c.last.inside == Some(StatementKind::Mixed),
    "in_indirect" => c.last.inside == Some(StatementKind::Indirect),
    "subject" => c.last.is_subject,
    "possessive" => c.last.is_possessive,
    "governed" => c.last.is_governed,
    "acting" => c.last.is_acting,
    "was_source" => c.last.is_source,
    "never_plain" => c.plain.is_none(),
    "plain_same_sentence" => c.plain_sentences(r) == Some(0),
    "plain_sentence_before" => c.plain_sentences(r) == Some(1),
    "plain_two_sentences" => c.plain_sentences(r) == Some(2),
    "plain_some_sentences" => c.plain_sentences(r).is_some_and(|n| (3..7).contains(&n)),
    "plain_subject" => c.plain.is_some_and(|p| p.is_subject),
    "plain_source" => c.plain.is_some_and(|p| p.is_source),
    "plain_possessive" => c.plain.is_some_and(|p| p.is_possessive),
    "plain_governed" => c.plain.is_some_and(|p| p.is_governed),
    "plain_acting" => c.plain.is_some_and(|p| p.is_acting),
    "plain_by_pronoun" => c.plain.is_some_and(|p| p.via == Via::Pronoun),
    "plain_same_block" => c.plain.is_some_and(|p| p.block == r.anchor.block),
    "spoke_last" => c.spoke_last,
    "spoke_before" => c.spoke_before,
    "spoke" => c.statements > 0,
    "statements" => (1.0 + c.statements as f32).ln() / 3.0,
    "share" => c.share,
    "in_first_block" => c.in_first_block,
    "in_content" => c.in_content,
    "in_reference" => c.in_reference,
    "named_after" => c.named_after,
    "touches" => c.touches,
    "described" => c.fit > 0,
    "well_described" => c.fit > 2,
    "fit" => c.fit.min(5) as f32 / 5.0,
    "fits_best" => c.fits_best,
    "fits_alone" => c.fits_alone,
    "fits_less" => c.fits_less,
    "modifiers_fit" => c.modifiers > 0,
    "suits_noun" => c.suits_noun,
    "name_holds_noun" => c.name_holds_noun,
    "full_name" => c.has_full_name,
    "alone" => c.is_alone,
}

impl Candidate {
    pub(crate) fn clashes(&self, reference: &Reference) -> bool {
        let gender = reference.gender();
        gender != Gender::Unknown && self.gender != Gender::Unknown && self.gender != gender
    }

    fn sentences(&self, reference: &Reference) -> usize {
        reference.anchor.sentence.abs_diff(self.last.sentence)
    }

    fn plain_sentences(&self, reference: &Reference) -> Option<usize> {
        self.plain.map(|p| reference.anchor.sentence.abs_diff(p.sentence))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn reference(word: &str) -> Reference {
        let anchor = Anchor {
            span: Span::new(100, 102),
            sentence: 3,
            block: 1,
            via: Via::Pronoun,
            inside: None,
            is_subject: true,
            is_possessive: false,
            is_governed: false,
            is_acting: false,
            is_source: true,
        };
        Reference {
            anchor,
            pronoun: Some(Pronoun::of(word)),
            nominal: Nominal::default(),
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
        let last = Anchor { span: Span::new(40, 49), sentence: 2, via: Via::Name, ..she.anchor };
        let candidate = Candidate {
            entity: 0,
            kind: EntityKind::Person,
            gender: Gender::Male,
            last,
            plain: Some(Anchor { sentence: 0, ..last }),
            words_between: 12,
            rank: 1,
            share: 0.5,
            statements: 2,
            spoke_last: true,
            spoke_before: false,
            in_first_block: false,
            in_content: false,
            in_reference: false,
            named_after: false,
            touches: false,
            fit: 0,
            modifiers: 0,
            fits_best: false,
            fits_alone: false,
            fits_less: false,
            suits_noun: false,
            name_holds_noun: false,
            has_full_name: true,
            is_alone: false,
        };
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

    #[test]
    fn what_a_nominal_shows() {
        let read = |words: &str, head: &str| Nominal::read(words, head, SpeakerKind::Unnamed);
        assert!(read("the chairwoman", "chairwoman").is_definite);
        assert_eq!(read("the chairwoman", "chairwoman").gender, Gender::Female);
        assert!(read("Kovic’s spokesman", "spokesman").is_owned);
        assert!(read("a spokesman", "spokesman").is_indefinite);
        assert!(read("officials", "officials").is_indefinite);
        assert!(
            read("his spokesman", "spokesman").is_owned
                && !read("his spokesman", "spokesman").is_indefinite
        );
    }
}
