//! Sources to speakers: names by their mention, pronouns and nominals by the ranker, signatures by
//! their name or handle.

use std::cell::LazyCell;

use super::coreference::{Coreference, Resolver};
use super::descriptions::Descriptions;
use super::source_words::{self, SourceWords};
use crate::entities::{Entities, NameIndex};
use crate::kinds::{SpeakerForm, SpeakerKind};
use crate::lexicon::Pronoun;
use crate::scorers::antecedents::{Antecedent, Ranker};
use crate::statements::{Origin, Signed, Statement};
use crate::text::{Reading, Span};

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
    /// What the ranker thought of, the likeliest first; nothing where it was not asked.
    pub(crate) answers: Vec<Antecedent>,
}

/// Factor on the score of a statement that goes on without a source of its own.
const CONTINUED: f32 = 0.9;

/// The speakers of `statements`, in their order; `None` where the text gives nobody.
pub(crate) fn resolve(
    reading: &Reading<'_>,
    entities: &Entities,
    signed: &[Signed],
    statements: &[Statement],
    ranker: &Ranker<'_>,
) -> Vec<Option<Resolved>> {
    let text = reading.text;
    let descriptions = Descriptions::collect(reading, entities);
    // Most texts sign nothing.
    let names = LazyCell::new(|| NameIndex::new(entities));
    let mut authors: Vec<Option<Resolved>> = Vec::with_capacity(statements.len());
    for statement in statements {
        authors.push(match statement.origin {
            Origin::Signed(form) => signed.get(form).map(|s| signer(text, entities, &names, s)),
            _ => None,
        });
    }
    let known: Vec<(Span, usize)> =
        authors.iter().flatten().filter_map(|a| Some((a.mention?, a.entity?))).collect();
    let coreference =
        Resolver { reading, entities, statements, descriptions: &descriptions, ranker }.run(&known);
    let mut out: Vec<Option<Resolved>> = Vec::with_capacity(statements.len());
    for (statement, author) in statements.iter().zip(authors) {
        let speaker = match statement.origin {
            Origin::Signed(_) => author,
            _ => own_words(text, statement, &out)
                .or_else(|| speaker(reading, entities, statement, &coreference)),
        };
        out.push(speaker);
    }
    out
}

fn signer(text: &str, entities: &Entities, names: &NameIndex<'_>, form: &Signed) -> Resolved {
    let author = &text[form.author];
    let entity = match form.handle {
        Some(handle) => names.of_handle(&text[handle]),
        None => names.of_label(author),
    };
    let entity = entity.or_else(|| entities.starting_in(form.author).map(|(_, m)| m.entity).next());
    let kind = entity
        .map_or(SpeakerKind::Unnamed, |e| source_words::kind_of(entities.entities[e].kind, author));
    Resolved {
        mention: Some(form.author),
        form: SpeakerForm::Name,
        kind,
        entity,
        words: Some(author.trim_start_matches('@').to_owned()),
        score: if entity.is_some() { 0.9 } else { 0.8 },
        answers: Vec::new(),
    }
}

/// "I told them, ‘No,’" inside a quotation: "I" is whoever is quoted.
fn own_words(text: &str, statement: &Statement, before: &[Option<Resolved>]) -> Option<Resolved> {
    let source = statement.source?;
    let is_own = matches!(Pronoun::of(&text[source.span]), Some(Pronoun::I | Pronoun::We));
    let outer = statement.parent.filter(|_| is_own).and_then(|p| before.get(p)?.as_ref())?;
    Some(Resolved { mention: Some(source.span), form: SpeakerForm::Pronoun, ..outer.clone() })
}

fn speaker(
    reading: &Reading<'_>,
    entities: &Entities,
    statement: &Statement,
    coreference: &Coreference,
) -> Option<Resolved> {
    let text = reading.text;
    let role = statement.source?;
    let source = source_words::read(reading, role.span, entities);
    let mut resolved =
        of_source(text, entities, role.span, &source, coreference.answers(role.span));
    if let Some(nominal) = coreference.antecedent(role.span).filter(|_| resolved.entity.is_none()) {
        let nominal = of_source(
            text,
            entities,
            nominal,
            &source_words::read(reading, nominal, entities),
            &[],
        );
        (resolved.kind, resolved.words) = (nominal.kind, nominal.words);
    }
    if statement.continued {
        resolved.form = SpeakerForm::Implicit;
    }
    resolved.score =
        (resolved.score * role.score * if statement.continued { CONTINUED } else { 1.0 })
            .clamp(0.0, 1.0);
    Some(resolved)
}

fn of_source(
    text: &str,
    entities: &Entities,
    span: Span,
    source: &SourceWords,
    answers: &[Antecedent],
) -> Resolved {
    let score = answers.first().map_or(1.0, |a| a.probability);
    let base = Resolved {
        mention: Some(span),
        form: source.form,
        kind: source.kind,
        entity: None,
        words: None,
        score,
        answers: answers.to_vec(),
    };
    let plain = || Some(text[span].split_whitespace().collect::<Vec<_>>().join(" "));
    match (source.form, answers.first().and_then(|a| a.answer)) {
        (SpeakerForm::Name, _) => {
            Resolved { entity: source.head.map(|m| entities.mentions[m].entity), ..base }
        }
        (_, Some(entity)) => Resolved {
            kind: source_words::kind_of(entities.entities[entity].kind, ""),
            entity: Some(entity),
            ..base
        },
        (SpeakerForm::Pronoun, None) => base,
        (_, None) => Resolved { words: plain(), ..base },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::StatementKind;
    use crate::roles::RoleSpan;

    #[test]
    fn i_inside_a_quotation_is_whoever_is_quoted() {
        let text = "“I told them, ‘No,’ and he said, ‘Why?’” said Ana Kovic.";
        let find = |words: &str| {
            text.find(words).map(|at| Span::new(at, at + words.len())).expect("the text has it")
        };
        let nested = |words: &str, source: &str| Statement {
            kind: StatementKind::Direct,
            act: None,
            spans: vec![find(words)],
            quoted: vec![find(words)],
            extent: find(words),
            score: 0.9,
            cue: None,
            source: Some(RoleSpan { span: find(source), score: 0.9 }),
            origin: Origin::Nested,
            continued: false,
            parent: Some(0),
        };
        let outer = Resolved {
            mention: Some(find("Ana Kovic")),
            form: SpeakerForm::Name,
            kind: SpeakerKind::Person,
            entity: Some(0),
            words: None,
            score: 0.8,
            answers: Vec::new(),
        };
        let own =
            own_words(text, &nested("No,", "I"), &[Some(outer.clone())]).expect("“I” is Ana Kovic");
        assert_eq!(
            (own.mention, own.form, own.entity),
            (Some(find("I")), SpeakerForm::Pronoun, Some(0))
        );
        assert!(own_words(text, &nested("Why?", "he"), &[Some(outer)]).is_none());
        assert!(own_words(text, &nested("No,", "I"), &[None]).is_none());
    }
}
