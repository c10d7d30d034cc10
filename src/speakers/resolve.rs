//! Sources to speakers: names by their mention, pronouns and nominals by the ranker, signatures by
//! their name or handle.

use std::cell::LazyCell;

use super::cast::Figure;
use super::coreference::{Coreference, Resolver};
use super::descriptions::Descriptions;
use super::interview::Interview;
use super::joint::joint;
use super::nominal;
use super::source_words::{self, SourceWords};
use super::titles::{Profile, Titles};
use crate::entities::{Entities, NameIndex};
use crate::error::Error;
use crate::kinds::{SpeakerForm, SpeakerKind};
use crate::lexicon::Pronoun;
use crate::limits::Allowance;
use crate::scorers::antecedents::{Antecedent, Ranker, Referent};
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
    /// The mentions of a source that names several.
    pub(crate) joint: Vec<Joint>,
    pub(crate) profile: Profile,
    /// The phrase that stands for whoever has no name.
    phrase: Option<Span>,
    pub(crate) score: f32,
    /// What the ranker thought of, the likeliest first; nothing where it was not asked.
    pub(crate) answers: Vec<Antecedent>,
}

impl Resolved {
    /// Whether it is known what to call the speaker.
    fn is_told(&self) -> bool {
        self.entity.is_some() || self.words.is_some()
    }
}

/// One of several whom a source names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joint {
    /// The mention.
    pub(crate) mention: usize,
    pub(crate) profile: Profile,
}

/// Who says what.
#[derive(Debug)]
pub(crate) struct Speakers {
    /// One for each statement, in their order; `None` where the text gives nobody.
    pub(crate) of_statement: Vec<Option<Resolved>>,
    /// Those who have no name.
    pub(crate) figures: Vec<Figure>,
}

/// Factor on the score of a statement that goes on without a source of its own.
const CONTINUED: f32 = 0.9;

/// Who speaks is told with no less where no word reports a statement, or nobody is.
const LEAST: f32 = 0.4;

/// The speakers of `statements`.
pub(crate) fn resolve(
    reading: &Reading<'_>,
    entities: &Entities,
    signed: &[Signed],
    statements: &[Statement],
    ranker: &Ranker<'_>,
    allowance: &Allowance<'_>,
) -> Result<Speakers, Error> {
    let text = reading.text;
    let descriptions = Descriptions::collect(reading, entities);
    allowance.check()?;
    // Most texts sign nothing.
    let names = LazyCell::new(|| NameIndex::new(entities));
    let interview = Interview::of(reading, entities, signed);
    let mut authors: Vec<Option<Resolved>> = Vec::with_capacity(statements.len());
    for statement in statements {
        authors.push(match statement.origin {
            Origin::Signed(form) => signed.get(form).map(|s| {
                let known = interview.as_ref().and_then(|i| i.who(&text[s.author], s.author.start));
                signer(text, entities, &names, s, known)
            }),
            _ => None,
        });
    }
    let known: Vec<(Span, usize)> =
        authors.iter().flatten().filter_map(|a| Some((a.mention?, a.entity?))).collect();
    let coreference =
        Resolver { reading, entities, statements, descriptions: &descriptions, ranker }
            .run(&known, allowance)?;
    let mut out: Vec<Option<Resolved>> = Vec::with_capacity(statements.len());
    // Where the last statement and what tells its speaker end.
    let mut told = 0;
    for (step, (statement, author)) in statements.iter().zip(authors).enumerate() {
        allowance.check_at(step)?;
        let mut speaker = match statement.origin {
            Origin::Signed(_) => author,
            _ => own_words(text, statement, &out)
                .or_else(|| speaker(reading, entities, statement, &coreference)),
        };
        if statement.continued
            && let Some(speaker) = speaker.as_mut().filter(|s| s.is_told())
            && is_narrated(reading, Span::new(told, statement.extent.start.max(told)))
        {
            speaker.mention = None;
        }
        out.push(speaker);
        let ends = [statement.cue, statement.source.map(|s| s.span)];
        told =
            ends.iter().flatten().map(|s| s.end).fold(told.max(statement.extent.end), usize::max);
    }
    give_titles(reading, entities, &mut out);
    allowance.check()?;
    Ok(Speakers { of_statement: out, figures: coreference.into_figures() })
}

/// Whether there is a sentence, or the beginning of one, of the reporter's in `between`, behind the
/// sentence in which that begins: then no words near a statement name its speaker.
fn is_narrated(reading: &Reading<'_>, between: Span) -> bool {
    let ends = reading.sentences.get(reading.sentence_at(between.start.saturating_sub(1)));
    let from = ends.map_or(between.start, |s| s.end).clamp(between.start, between.end);
    reading.count_words(Span::new(from, between.end), 1) > 0
}

/// Whether two speakers are one whom the text tells.
pub(crate) fn are_one(a: &Resolved, b: &Resolved) -> bool {
    a.is_told() && (a.entity, &a.words) == (b.entity, &b.words)
}

/// Says of all speakers what the text says of them.
fn give_titles(reading: &Reading<'_>, entities: &Entities, speakers: &mut [Option<Resolved>]) {
    let mut titles = Titles::beside_names(reading, entities);
    for speaker in speakers.iter().flatten().filter(|s| s.form == SpeakerForm::Nominal) {
        if let (Some(entity), Some(mention)) = (speaker.entity, speaker.mention) {
            titles.add_nominal(entity, nominal::core(reading, mention));
        }
    }
    for speaker in speakers.iter_mut().flatten() {
        speaker.profile = match speaker.entity {
            Some(entity) => titles.of(entity),
            None if speaker.joint.is_empty() => {
                let label = speaker.mention.filter(|_| speaker.form == SpeakerForm::Name);
                let title = speaker.phrase.or_else(|| titles.label(label?));
                titles.of_unnamed(speaker.mention, title)
            }
            None => Profile::default(),
        };
        for joint in &mut speaker.joint {
            joint.profile = titles.of(entities.mentions[joint.mention].entity);
        }
    }
}

/// `known` is the entity, where the label alone does not tell it.
fn signer(
    text: &str,
    entities: &Entities,
    names: &NameIndex<'_>,
    form: &Signed,
    known: Option<usize>,
) -> Resolved {
    let author = &text[form.author];
    let named = || match form.handle {
        Some(handle) => names.of_handle(&text[handle]),
        None => names.of_label(author),
    };
    let entity = known.or_else(named);
    let entity = entity.or_else(|| entities.starting_in(form.author).map(|(_, m)| m.entity).next());
    let kind = entity
        .map_or(SpeakerKind::Unnamed, |e| source_words::kind_of(entities.entities[e].kind, author));
    Resolved {
        mention: Some(form.author),
        form: SpeakerForm::Name,
        kind,
        entity,
        words: Some(author.trim_start_matches('@').to_owned()),
        joint: Vec::new(),
        profile: Profile::default(),
        phrase: None,
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
    let is_told = |turn: &Resolved| turn.score >= LEAST && turn.is_told();
    let Some(role) = statement.source else {
        let answers = coreference.answers(statement.extent);
        return statement
            .may_answer
            .then(|| turn(reading, entities, statement, answers, coreference))
            .filter(is_told);
    };
    let source = source_words::read(reading, role.span, entities);
    let mut resolved = of_source(
        reading,
        entities,
        role.span,
        &source,
        coreference.answers(role.span),
        coreference,
    );
    let is_unknown = resolved.entity.is_none() && resolved.words.is_none();
    if let Some(nominal) = coreference.antecedent(role.span).filter(|_| is_unknown) {
        let source = source_words::read(reading, nominal, entities);
        let nominal = of_source(reading, entities, nominal, &source, &[], coreference);
        (resolved.kind, resolved.words) = (nominal.kind, nominal.words);
        resolved.phrase = nominal.phrase;
    }
    if statement.may_answer {
        let answers = coreference.answers(statement.extent);
        let turn = turn(reading, entities, statement, answers, coreference);
        if (turn.entity, &turn.words) != (resolved.entity, &resolved.words) {
            return Some(turn).filter(is_told);
        }
        resolved.score = turn.score;
        resolved.answers = turn.answers;
    }
    if statement.continued {
        resolved.form = SpeakerForm::Implicit;
    }
    resolved.score =
        (resolved.score * role.score * if statement.continued { CONTINUED } else { 1.0 })
            .clamp(0.0, 1.0);
    Some(resolved)
}

/// A phrase as it stands inside of a sentence: "The lawyers of Kovic", "the lawyers of Kovic".
fn inside(reading: &Reading<'_>, entities: &Entities, phrase: Span) -> String {
    let mut words = reading.text[phrase].split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_named =
        !entities.overlapping(Span::new(phrase.start, phrase.start + first.len())).is_empty();
    let begins = reading.sentences.get(reading.sentence_at(phrase.start));
    let is_first = begins.is_some_and(|s| s.start == phrase.start) && !is_named;
    let lower = first.to_lowercase();
    let first = if is_first { lower.as_str() } else { first };
    std::iter::once(first).chain(words).collect::<Vec<_>>().join(" ")
}

/// The names of several: "Ana Kovic, Ben Brandt and Cy Noir".
fn in_a_row(entities: &Entities, mentions: &[usize]) -> String {
    let name = |m: &usize| entities.entities[entities.mentions[*m].entity].name.as_str();
    match mentions {
        [first @ .., last] => {
            format!("{} and {}", first.iter().map(name).collect::<Vec<_>>().join(", "), name(last))
        }
        [] => String::new(),
    }
}

/// Who says what begins a block without a word of who does.
fn turn(
    reading: &Reading<'_>,
    entities: &Entities,
    statement: &Statement,
    answers: &[Antecedent],
    coreference: &Coreference,
) -> Resolved {
    let nobody =
        SourceWords { form: SpeakerForm::Implicit, head: None, kind: SpeakerKind::Unnamed };
    let found = of_source(reading, entities, statement.extent, &nobody, answers, coreference);
    Resolved { mention: None, ..found }
}

fn of_source(
    reading: &Reading<'_>,
    entities: &Entities,
    span: Span,
    source: &SourceWords,
    answers: &[Antecedent],
    coreference: &Coreference,
) -> Resolved {
    let score = answers.first().map_or(1.0, |a| a.probability);
    let base = Resolved {
        mention: Some(span),
        form: source.form,
        kind: source.kind,
        entity: None,
        words: None,
        joint: Vec::new(),
        profile: Profile::default(),
        phrase: None,
        score,
        answers: answers.to_vec(),
    };
    let plain = |span: Span| {
        let words: Vec<&str> = reading.text[span].split_whitespace().collect();
        // "One of them" is one of "the marshal’s lawyers".
        if let Some((group, (_, rest))) = coreference.group(span).zip(words.split_last()) {
            return Some(format!("{} {}", rest.join(" "), inside(reading, entities, group.span)));
        }
        // "His office" is "Ben Brandt’s office".
        Some(match coreference.owner(span).zip(words.split_first()) {
            Some((owner, (_, rest))) => {
                format!("{}’s {}", entities.entities[owner].name, rest.join(" "))
            }
            None => words.join(" "),
        })
    };
    // "A club spokesman" is that by title too.
    let phrase = |span: Span, kind: SpeakerKind| (kind == SpeakerKind::Unnamed).then_some(span);
    match (source.form, answers.first().and_then(|a| a.answer)) {
        (SpeakerForm::Name, _) => {
            let joint = joint(reading, span, entities);
            if !joint.is_empty() {
                let words = Some(in_a_row(entities, &joint));
                let one = |mention| Joint { mention, profile: Profile::default() };
                let joint = joint.into_iter().map(one).collect();
                return Resolved { kind: SpeakerKind::Group, words, joint, ..base };
            }
            Resolved { entity: source.head.map(|m| entities.mentions[m].entity), ..base }
        }
        (_, Some(Referent::Figure(index))) => {
            let figure = coreference.figure(index);
            Resolved {
                kind: figure.map_or(source.kind, |f| f.kind),
                words: figure.and_then(|f| plain(f.span)),
                phrase: figure.and_then(|f| phrase(f.span, f.kind)),
                ..base
            }
        }
        (_, Some(Referent::Entity(entity))) => Resolved {
            kind: source_words::kind_of(entities.entities[entity].kind, ""),
            entity: Some(entity),
            ..base
        },
        (SpeakerForm::Pronoun | SpeakerForm::Implicit, None) => base,
        (_, None) => {
            let core = nominal::core(reading, span);
            Resolved { words: plain(core), phrase: phrase(core, source.kind), ..base }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{Act, StatementKind};
    use crate::roles::RoleSpan;

    #[test]
    fn i_inside_a_quotation_is_whoever_is_quoted() {
        let text = "“I told them, ‘No,’ and he said, ‘Why?’” said Ana Kovic.";
        let find = |words: &str| {
            text.find(words).map(|at| Span::new(at, at + words.len())).expect("the text has it")
        };
        let nested = |words: &str, source: &str| Statement {
            kind: StatementKind::Direct,
            act: Act::Speech,
            spans: vec![find(words)],
            quoted: vec![find(words)],
            extent: find(words),
            score: 0.9,
            cue: None,
            source: Some(RoleSpan { span: find(source), score: 0.9 }),
            origin: Origin::Nested,
            continued: false,
            may_answer: false,
            parent: Some(0),
        };
        let outer = Resolved {
            mention: Some(find("Ana Kovic")),
            form: SpeakerForm::Name,
            kind: SpeakerKind::Person,
            entity: Some(0),
            words: None,
            joint: Vec::new(),
            profile: Profile::default(),
            phrase: None,
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
