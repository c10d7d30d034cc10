//! Sources to entities: names by their mention, pronouns by gender and salience, nominals by what the text calls its people.

use super::descriptions::{Descriptions, is_office};
use super::link::Statement;
use super::source::{self, Source};
use crate::document::{EntityKind, SpeakerForm, SpeakerKind, StatementKind};
use crate::entities::{Entities, Gender, entity_of_handle, person_named};
use crate::statements::{Origin, Signed};
use crate::text::{Layout, Span};

/// The speaker of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) mention: Option<Span>,
    pub(crate) form: SpeakerForm,
    pub(crate) kind: SpeakerKind,
    pub(crate) entity: Option<usize>,
    /// What to call the speaker where no entity is known.
    pub(crate) words: Option<String>,
    pub(crate) score: f32,
}

/// Factors on a source's score for how it was resolved. They order answers; nothing calibrates them.
const BY_PRONOUN: f32 = 0.8;
const BY_DESCRIPTION: f32 = 0.8;
const BY_OFFICE: f32 = 0.5;
const CONTINUED: f32 = 0.9;

/// Sentences before a pronoun in which the one it stands for is looked for.
const MEMORY: usize = 6;
/// Mentions before a pronoun that are looked at: a sentence without an end may hold thousands.
const MOST_CANDIDATES: usize = 64;

/// The speakers of `statements`, in their order; `None` where the text gives nobody.
pub(crate) fn resolve(
    text: &str,
    layout: &Layout,
    entities: &Entities,
    signed: &[Signed],
    statements: &[Statement],
) -> Vec<Option<Resolved>> {
    let descriptions = Descriptions::collect(text, layout, entities);
    let mut candidates: Vec<Candidate> = entities.mentions.iter().map(|m| Candidate { span: m.span, entity: m.entity }).collect();
    candidates.extend(descriptions.nominals(text, layout, entities).into_iter().map(|(span, entity)| Candidate { span, entity }));
    candidates.sort_by_key(|c| c.span);
    let mut resolver = Resolver { text, layout, entities, statements, descriptions, candidates, last_speaker: None };
    let mut out: Vec<Option<Resolved>> = Vec::with_capacity(statements.len());
    for (i, statement) in statements.iter().enumerate() {
        let speaker = match statement.origin {
            Origin::Signed(form) => signed.get(form).map(|s| resolver.signer(s)),
            _ => resolver.speaker(i),
        };
        if let Some(speaker) = &speaker
            && let Some(entity) = speaker.entity
            && statement.origin != Origin::Nested
        {
            resolver.last_speaker = Some(entity);
        }
        out.push(speaker);
    }
    out
}

/// Words that name an entity.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    span: Span,
    entity: usize,
}

struct Resolver<'a> {
    text: &'a str,
    layout: &'a Layout,
    entities: &'a Entities,
    statements: &'a [Statement],
    descriptions: Descriptions,
    /// What a pronoun may stand for: mentions and the nominals that name the same people, in the order of the text.
    candidates: Vec<Candidate>,
    /// Whose the statement before was.
    last_speaker: Option<usize>,
}

impl Resolver<'_> {
    fn signer(&self, form: &Signed) -> Resolved {
        let author = &self.text[form.author];
        let entity = match form.handle {
            Some(handle) => entity_of_handle(&self.text[handle], self.entities),
            None => person_named(author, self.entities),
        };
        let entity = entity.or_else(|| self.entities.starting_in(form.author).map(|(_, m)| m.entity).next());
        let kind = entity.map_or(SpeakerKind::Unnamed, |e| source::kind_of(self.entities.entities[e].kind, author));
        Resolved {
            mention: Some(form.author),
            form: SpeakerForm::Name,
            kind,
            entity,
            words: Some(author.trim_start_matches('@').to_owned()),
            score: if entity.is_some() { 0.9 } else { 0.8 },
        }
    }

    fn speaker(&self, index: usize) -> Option<Resolved> {
        let statement = &self.statements[index];
        let role = statement.source?;
        let source = source::read(self.text, role.span, self.entities);
        let mut resolved = self.of_source(role.span, &source, statement);
        if statement.continued {
            resolved.form = SpeakerForm::Implicit;
        }
        resolved.score = (resolved.score * role.score * if statement.continued { CONTINUED } else { 1.0 }).clamp(0.0, 1.0);
        Some(resolved)
    }

    fn of_source(&self, span: Span, source: &Source, statement: &Statement) -> Resolved {
        let base = Resolved { mention: Some(span), form: source.form, kind: source.kind, entity: None, words: None, score: 1.0 };
        match source.form {
            SpeakerForm::Pronoun => match self.antecedent(span, statement) {
                Some(entity) => Resolved {
                    kind: source::kind_of(self.entities.entities[entity].kind, ""),
                    entity: Some(entity),
                    score: BY_PRONOUN,
                    ..base
                },
                None => base,
            },
            SpeakerForm::Name => Resolved { entity: source.head.map(|m| self.entities.mentions[m].entity), ..base },
            _ => self.nominal(span, base),
        }
    }

    fn nominal(&self, span: Span, base: Resolved) -> Resolved {
        let words = &self.text[span];
        let plain = || Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
        let indefinite =
            ["a ", "an ", "one ", "another ", "some ", "A ", "An ", "One ", "Another ", "Some "].iter().any(|p| words.starts_with(p));
        if base.kind != SpeakerKind::Unnamed || indefinite {
            return Resolved { words: plain(), ..base };
        }
        let head = source::head_noun(self.text, span);
        let best = self
            .entities
            .entities
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == EntityKind::Person)
            .filter_map(|(i, e)| {
                let fit = self.descriptions.fit(i, words, head);
                if fit == 0 {
                    return None;
                }
                let before = e.mentions.partition_point(|&m| self.entities.mentions[m].span.start < span.start);
                let last = *e.mentions.get(before.checked_sub(1)?)?;
                Some((fit, last, i))
            })
            .max();
        match best {
            Some((_, _, entity)) => Resolved { kind: SpeakerKind::Person, entity: Some(entity), score: BY_DESCRIPTION, ..base },
            None => match self.nearest_office_holder(span, words, head) {
                Some(entity) => Resolved { kind: SpeakerKind::Person, entity: Some(entity), score: BY_OFFICE, ..base },
                None => Resolved { words: plain(), ..base },
            },
        }
    }

    /// "the Vermont senator" after a sentence about one person: a definite office that the text gives nobody else is the person that
    /// "he" or "she" would be.
    fn nearest_office_holder(&self, span: Span, words: &str, head: &str) -> Option<usize> {
        let definite = words.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("the "));
        (definite && is_office(head)).then(|| self.most_salient(span, Gender::Unknown, &[EntityKind::Person], None)).flatten()
    }

    /// Whom a pronoun stands for.
    fn antecedent(&self, span: Span, statement: &Statement) -> Option<usize> {
        let pronoun = self.text[span].trim().to_lowercase();
        let (gender, kinds): (Gender, &[EntityKind]) = match pronoun.as_str() {
            "he" | "him" | "his" | "himself" => (Gender::Male, &[EntityKind::Person]),
            "she" | "her" | "herself" => (Gender::Female, &[EntityKind::Person]),
            "who" => (Gender::Unknown, &[EntityKind::Person]),
            "i" | "me" | "my" => (Gender::Unknown, &[EntityKind::Person]),
            "it" | "its" | "itself" | "which" => (Gender::Unknown, &[EntityKind::Organization]),
            _ => return None,
        };
        self.most_salient(span, gender, kinds, Some(statement))
    }

    /// The entity of one of `kinds` that is most ready to be taken up at `span`.
    fn most_salient(&self, span: Span, gender: Gender, kinds: &[EntityKind], statement: Option<&Statement>) -> Option<usize> {
        let here = self.layout.sentence_at(span.start);
        let first = self.layout.sentences.get(here.saturating_sub(MEMORY))?.start;
        let from = self.candidates.partition_point(|c| c.span.start < first);
        let to = self.candidates.partition_point(|c| c.span.end <= span.start);
        let from = from.max(to.saturating_sub(MOST_CANDIDATES));
        let mut best: Option<(f32, usize)> = None;
        for mention in &self.candidates[from..to.max(from)] {
            let entity = &self.entities.entities[mention.entity];
            let clash = gender != Gender::Unknown && entity.gender != Gender::Unknown && entity.gender != gender;
            if clash || !kinds.contains(&entity.kind) {
                continue;
            }
            let score = self.salience(mention.span, mention.entity, here, entity.gender == gender && gender != Gender::Unknown, statement);
            if best.is_none_or(|(top, _)| score >= top) {
                best = Some((score, mention.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    /// How ready a mention is to be taken up by a pronoun at `span`.
    fn salience(&self, mention: Span, entity: usize, here: usize, same_gender: bool, statement: Option<&Statement>) -> f32 {
        let sentence = self.layout.sentence_at(mention.start);
        let mut score = -1.2 * (here - sentence) as f32;
        let start = self.layout.sentences[sentence].start;
        let near = self.statements.partition_point(|s| s.extent.start <= mention.start);
        let around = &self.statements[near.saturating_sub(3)..near];
        let inside = |kind: StatementKind| around.iter().any(|s| s.kind == kind && s.extent.covers(mention));
        if inside(StatementKind::Direct) || statement.is_some_and(|s| s.extent.covers(mention)) {
            score -= 2.5;
        } else if inside(StatementKind::Mixed) {
            score -= 1.0;
        }
        // The first words of a sentence are mostly its subject, and so is whoever it reports.
        let lead = self.layout.words_in(Span::new(start, mention.start)).len();
        let reported = around.iter().any(|s| s.source.is_some_and(|r| r.span.covers(mention)));
        if lead <= 6 || reported {
            score += 1.5;
        }
        if self.text[mention.end..].starts_with("'s") || self.text[mention.end..].starts_with("’s") {
            score -= 1.0;
        }
        if self.last_speaker == Some(entity) {
            score += 1.5;
        }
        if same_gender {
            score += 1.0;
        }
        score
    }
}
