//! The words that name a kind to people.

use crate::document::{EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind};

pub(super) fn statement(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Direct => "direct",
        StatementKind::Mixed => "mixed",
        StatementKind::Indirect => "indirect",
    }
}

pub(super) fn entity(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Location => "location",
        EntityKind::Organization => "organization",
        EntityKind::Miscellaneous => "miscellaneous",
    }
}

pub(super) fn speaker(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organization => "organization",
        SpeakerKind::Group => "group",
        SpeakerKind::Document => "document",
        SpeakerKind::Unnamed => "unnamed",
    }
}

pub(super) fn form(form: SpeakerForm) -> &'static str {
    match form {
        SpeakerForm::Name => "name",
        SpeakerForm::Nominal => "nominal",
        SpeakerForm::Pronoun => "pronoun",
        SpeakerForm::Implicit => "implicit",
    }
}

pub(super) fn phrase(reason: PhraseReason) -> &'static str {
    match reason {
        PhraseReason::ScareQuote => "scare quote",
        PhraseReason::Title => "title",
        PhraseReason::Nickname => "nickname",
        PhraseReason::Term => "term",
        PhraseReason::Unsure => "unsure",
    }
}
