//! Who is behind the pronouns and nominals of a text: they are resolved on one way through it, and
//! whom the last ones stood for is part of what is remembered for the next.

use std::collections::HashMap;

use super::candidates::Candidates;
use super::cast::{Cast, Figure};
use super::certainty::settle;
use super::context::Contexts;
use super::descriptions::Descriptions;
use super::dialogue;
use super::events::{Event, Speaking, events};
use super::history::History;
use super::nominal::{self, bare};
use super::phrases::Phrase;
use super::relative;
use super::source_words::{self, SourceWords};
use crate::entities::Entities;
use crate::error::Error;
use crate::kinds::{Gender, SpeakerForm, SpeakerKind, StatementKind};
use crate::lexicon::{Class, Pronoun};
use crate::limits::Allowance;
use crate::scorers::antecedents::{
    Antecedent, Context, Nominal, Ranker, Reference, ReferenceForm, Referent, Turn, features,
};
use crate::statements::{Origin, Statement};
use crate::text::{Reading, Span};

/// The least score of who takes a turn.
const TURN: f32 = 0.5;
/// A pronoun that is resolved with less than this is not remembered.
const REMEMBER: f32 = 0.5;
/// Words of a paragraph of a dialogue.
const SHORT: usize = 15;
/// A pronoun that is resolved with this shows the gender of whom it stands for.
const SHOWS_GENDER: f32 = 0.8;

/// Who is behind the sources of a text.
#[derive(Debug, Default)]
pub(super) struct Coreference {
    /// The answers for each source that is a pronoun or a nominal, the likeliest first.
    of_source: HashMap<Span, Vec<Antecedent>>,
    /// The nominal right before a "who" that stands for it.
    antecedents: HashMap<Span, Span>,
    /// Those who speak and have no name.
    figures: Vec<Figure>,
    /// Whose a source is that begins with "his" or "her", by the place where it begins.
    owners: HashMap<usize, usize>,
    /// The figures whom "them" stands for in "one of them", by the place where that begins.
    groups: HashMap<usize, usize>,
}

impl Coreference {
    /// The nominal right before the source at `span`, if that is a "who" that stands for it.
    pub(super) fn antecedent(&self, span: Span) -> Option<Span> {
        self.antecedents.get(&span).copied()
    }

    /// Whoever speaks and has no name.
    pub(super) fn figure(&self, index: usize) -> Option<&Figure> {
        self.figures.get(index)
    }

    /// The entity that "his" or "her" stands for at the start of the source at `span`.
    pub(super) fn owner(&self, span: Span) -> Option<usize> {
        self.owners.get(&span.start).copied()
    }

    /// The group that "one of them" is of, the source at `span`.
    pub(super) fn group(&self, span: Span) -> Option<&Figure> {
        self.groups.get(&span.start).and_then(|&group| self.figure(group))
    }

    pub(super) fn into_figures(self) -> Vec<Figure> {
        self.figures
    }

    /// The answers for the source at `span`, the likeliest first; none for a name.
    pub(super) fn answers(&self, span: Span) -> &[Antecedent] {
        self.of_source.get(&span).map_or(&[], Vec::as_slice)
    }
}

/// Resolves references from what a text tells of its people.
pub(super) struct Resolver<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) entities: &'a Entities,
    pub(super) statements: &'a [Statement],
    pub(super) descriptions: &'a Descriptions,
    pub(super) ranker: &'a Ranker<'a>,
}

impl Resolver<'_> {
    /// Resolves every source. `authors` are the entities behind signed statements, where known,
    /// with the place of the signature.
    pub(super) fn run(
        &self,
        authors: &[(Span, usize)],
        allowance: &Allowance<'_>,
    ) -> Result<Coreference, Error> {
        let contexts = Contexts::new(self.reading, self.statements);
        allowance.check()?;
        let of_source = self.statements_of_sources();
        let events = events(
            self.reading,
            self.entities,
            self.statements,
            Speaking { of_source: &of_source, authors },
            self.descriptions,
            &contexts,
            allowance,
        )?;
        let mut history = History::default();
        let mut cast = Cast::new(self.entities);
        let mut out = Coreference::default();
        let mut nominal: Option<Span> = None;
        // Who speaks each statement.
        let mut spoke: Vec<Option<Referent>> = vec![None; self.statements.len()];
        let said_by = |source: Span| of_source.get(&source).map_or(&[][..], Vec::as_slice);
        for (step, event) in events.enumerate() {
            allowance.check_at(step)?;
            match event {
                Event::Named(mention) => {
                    let mention = &self.entities.mentions[mention];
                    let named = Referent::Entity(mention.entity);
                    history.refer(named, contexts.of(mention.span, ReferenceForm::Name));
                }
                Event::Described(span, entity) => {
                    let context = contexts.of(span, ReferenceForm::Description);
                    history.refer(Referent::Entity(entity), context);
                }
                Event::Unnamed(phrase) => {
                    if let Some(figure) = self.figure(&phrase, &mut cast, &history) {
                        history.refer(figure, contexts.of(phrase.span, ReferenceForm::Description));
                    }
                }
                Event::Speaks(span, entity) => {
                    history.speak(Referent::Entity(entity));
                    said_by(span).iter().for_each(|&s| spoke[s] = Some(Referent::Entity(entity)));
                }
                Event::Source(span, source) => {
                    let antecedent = relative::antecedent(self.reading, nominal, span);
                    let answers = if let Some(antecedent) = antecedent {
                        out.antecedents.insert(span, antecedent);
                        out.answers(antecedent).to_vec()
                    } else {
                        let said = said_by(span);
                        let reference = self.source(span, &source, said, &contexts);
                        let mut answers = self.answers(reference, said, &history, &cast, &contexts);
                        if let Some(outer) = self.quoted(said, &spoke) {
                            leave_out(&mut answers, outer);
                        }
                        show_gender(&mut cast, &reference, &answers);
                        answers
                    };
                    let mut speaker = answers.first().and_then(|a| a.answer);
                    if source.form == SpeakerForm::Nominal {
                        nominal = Some(span);
                        if let Some(owner) = self.owner(span, &history, &cast, &contexts) {
                            out.owners.insert(span.start, owner);
                        }
                        if let Some(group) = self.group(span, &history, &cast, &contexts) {
                            out.groups.insert(span.start, group);
                        }
                        speaker =
                            speaker.or_else(|| Some(self.new_figure(span, &source, &mut cast)));
                    }
                    if let Some(speaker) = speaker {
                        history.refer(speaker, contexts.of(span, ReferenceForm::Pronoun));
                        history.speak(speaker);
                    }
                    said_by(span).iter().for_each(|&s| spoke[s] = speaker);
                    out.of_source.insert(span, answers);
                }
                Event::Turn(span, index) => {
                    let reference = self.open(index, &contexts);
                    let answers = self.answers(reference, &[index], &history, &cast, &contexts);
                    if let Some(speaker) = answers.first().and_then(|a| a.answer) {
                        history.speak(speaker);
                    }
                    out.of_source.insert(span, answers);
                }
                Event::Pronoun(span, pronoun) => {
                    let reference =
                        of_pronoun(pronoun, false, contexts.of(span, ReferenceForm::Pronoun));
                    let answers = self.answers(reference, &[], &history, &cast, &contexts);
                    show_gender(&mut cast, &reference, &answers);
                    if let Some(Antecedent { answer: Some(referent), probability }) =
                        answers.first()
                        && *probability >= REMEMBER
                    {
                        history.refer(*referent, reference.context);
                    }
                }
            }
        }
        for (statement, who) in dialogue::turns(self.reading, self.statements, &spoke) {
            let answers = out.of_source.entry(self.statements[statement].extent).or_default();
            take_turn(answers, who);
        }
        out.figures = cast.into_figures();
        Ok(out)
    }

    /// Who says the words between marks that the statements `said` stand in: to them "she" is
    /// somebody else.
    fn quoted(&self, said: &[usize], spoke: &[Option<Referent>]) -> Option<Referent> {
        let parent = self.statements[*said.first()?].parent?;
        let statement = &self.statements[parent];
        let source = statement.source.filter(|_| statement.kind == StatementKind::Direct)?;
        let words = source_words::read(self.reading, source.span, self.entities);
        let named = words.head.map(|m| Referent::Entity(self.entities.mentions[m].entity));
        named.filter(|_| words.form == SpeakerForm::Name).or(spoke[parent])
    }

    /// Whom a noun phrase that is no source speaks of: a figure in mind that has its noun, or a new
    /// one; nobody where the noun may be for an entity.
    fn figure(&self, phrase: &Phrase, cast: &mut Cast<'_>, history: &History) -> Option<Referent> {
        let noun = &self.reading.text[phrase.noun];
        if !phrase.is_new {
            let lower = noun.to_lowercase();
            let is_same = |r: &&Referent| match r {
                Referent::Figure(figure) => cast.figure(*figure).noun == lower,
                Referent::Entity(_) => false,
            };
            if let Some(known) = history.recent().iter().find(is_same) {
                return Some(*known);
            }
            if !self.descriptions.described_by(noun).is_empty() {
                return None;
            }
        }
        Some(cast.add(Figure::new(self.reading.text, phrase.span, noun, phrase.kind)))
    }

    /// The entity that "his" or "her" stands for at the start of the nominal at `span`.
    fn owner(
        &self,
        span: Span,
        history: &History,
        cast: &Cast<'_>,
        contexts: &Contexts<'_>,
    ) -> Option<usize> {
        let first = self.reading.words[self.reading.words_in(span)].first()?.span;
        let pronoun = Pronoun::of(&self.reading.text[first])
            .filter(|p| matches!(p, Pronoun::He | Pronoun::She))?;
        let reference = of_pronoun(pronoun, false, contexts.of(first, ReferenceForm::Pronoun));
        let best = self.answers(reference, &[], history, cast, contexts).first().copied()?;
        match best.answer {
            Some(Referent::Entity(entity)) if best.probability >= REMEMBER => Some(entity),
            _ => None,
        }
    }

    /// The figures that "them" stands for at the end of the nominal at `span`: "one of them".
    fn group(
        &self,
        span: Span,
        history: &History,
        cast: &Cast<'_>,
        contexts: &Contexts<'_>,
    ) -> Option<usize> {
        let mut words = self.reading.spans_before(nominal::core(self.reading, span).end);
        let them = words.next().filter(|w| w.start > span.start)?;
        let is_them = Pronoun::of(&self.reading.text[them]) == Some(Pronoun::They)
            && words.next().is_some_and(|w| Class::Genitive.has(&self.reading.text[w]));
        let context = is_them.then(|| contexts.of(them, ReferenceForm::Pronoun))?;
        let reference = of_pronoun(Pronoun::They, false, context);
        let answers = self.answers(reference, &[], history, cast, contexts);
        match answers.iter().find_map(|a| a.answer)? {
            Referent::Figure(figure) => {
                (cast.figure(figure).kind == SpeakerKind::Group).then_some(figure)
            }
            Referent::Entity(_) => None,
        }
    }

    /// Whoever the source at `span` brings in, a nominal that stands for nobody known.
    fn new_figure(&self, span: Span, source: &SourceWords, cast: &mut Cast<'_>) -> Referent {
        let text = self.reading.text;
        let core = nominal::core(self.reading, span);
        cast.add(Figure::new(text, core, nominal::head_noun(text, span), source.kind))
    }

    /// The statements of each source, by its place.
    fn statements_of_sources(&self) -> HashMap<Span, Vec<usize>> {
        let mut out: HashMap<Span, Vec<usize>> = HashMap::new();
        for (i, statement) in self.statements.iter().enumerate() {
            let is_elsewhere =
                statement.may_answer || matches!(statement.origin, Origin::Signed(_));
            if let (Some(source), false) = (statement.source, is_elsewhere) {
                out.entry(source.span).or_default().push(i);
            }
        }
        out
    }

    fn source(
        &self,
        span: Span,
        source: &SourceWords,
        said: &[usize],
        contexts: &Contexts<'_>,
    ) -> Reference {
        let context = contexts.of(span, ReferenceForm::Pronoun);
        let turn = said.first().map_or_else(Turn::default, |&first| self.turn(first));
        if source.form == SpeakerForm::Pronoun {
            let mut words = self.reading.text[span].split_whitespace();
            let pronoun = words.find_map(|w| Pronoun::of(bare(w))).unwrap_or(Pronoun::Other);
            return Reference { turn, ..of_pronoun(pronoun, true, context) };
        }
        Reference {
            context,
            pronoun: None,
            nominal: nominal::read(self.reading, span, source.kind),
            turn,
            is_described: false,
            is_source: true,
        }
    }

    /// The statement `index`, which begins a block and tells nobody.
    fn open(&self, index: usize, contexts: &Contexts<'_>) -> Reference {
        let statement = &self.statements[index];
        let context = contexts.of(statement.extent, ReferenceForm::Pronoun);
        let block = self.reading.blocks.get(context.block).map_or(statement.extent, |b| b.span);
        let before = index.checked_sub(1).map(|i| &self.statements[i]);
        Reference {
            context,
            pronoun: None,
            nominal: Nominal::default(),
            turn: Turn {
                is_open: true,
                is_short: self.reading.count_words(block, SHORT) < SHORT,
                is_whole: statement.extent.end <= block.end
                    && self.reading.is_mark(Span::new(statement.extent.end, block.end)),
                follows_open: before.is_some_and(|s| s.may_answer),
                ..self.turn(index)
            },
            is_described: false,
            is_source: true,
        }
    }

    /// How the statement `index` stands to the one before it.
    fn turn(&self, index: usize) -> Turn {
        let asks = |s: &Statement| {
            let words = s.spans.last().map_or("", |span| &self.reading.text[*span]);
            let rest = &self.reading.text[s.extent.end..];
            words.trim_end().ends_with('?') || rest.starts_with('?')
        };
        let statement = &self.statements[index];
        let before = index.checked_sub(1).map(|i| &self.statements[i]);
        Turn {
            asks: asks(statement),
            answers: before.is_some_and(asks),
            is_nested: statement.parent.is_some(),
            ..Turn::default()
        }
    }

    /// Whom `reference`, the source of the statements `said`, stands for; the likeliest first.
    fn answers(
        &self,
        reference: Reference,
        said: &[usize],
        history: &History,
        cast: &Cast<'_>,
        contexts: &Contexts<'_>,
    ) -> Vec<Antecedent> {
        let candidates = Candidates {
            reading: self.reading,
            entities: self.entities,
            cast,
            contexts,
            statements: self.statements,
            descriptions: self.descriptions,
            history,
        }
        .of(&reference, said);
        // In the reporter's own words "I" is the reporter.
        if reference.is_narrator() {
            return Vec::new();
        }
        let is_described = candidates.iter().any(|c| c.profile.fit.words > 0);
        let reference = Reference { is_described, ..reference };
        // "The chairman", where the text has one chairman, is him.
        let is_known =
            reference.is_known_office() && candidates.iter().any(|c| c.standing.fits_alone);
        let nobody = (!is_known).then(|| (None, features(&reference, None)));
        let rows = nobody.into_iter().chain(
            candidates.iter().map(|c| (Some(c.profile.referent), features(&reference, Some(c)))),
        );
        let answers = self.ranker.rank(reference.context.span, rows);
        settle(&reference, &candidates, answers)
    }
}

/// Leaves out whoever is not meant; the others are as much likelier.
fn leave_out(answers: &mut Vec<Antecedent>, who: Referent) {
    answers.retain(|a| a.answer != Some(who));
    let rest: f32 = answers.iter().map(|a| a.probability).sum();
    if rest > 0.0 {
        answers.iter_mut().for_each(|a| a.probability /= rest);
    }
}

/// Puts whoever takes a turn before the others that it was thought of.
fn take_turn(answers: &mut Vec<Antecedent>, who: Referent) {
    let known = answers.iter().position(|a| a.answer == Some(who));
    let probability = known.map_or(0.0, |at| answers.remove(at).probability).max(TURN);
    answers.insert(0, Antecedent { answer: Some(who), probability });
}

/// Whom "he" or "she" surely stands for is of that gender.
fn show_gender(cast: &mut Cast<'_>, reference: &Reference, answers: &[Antecedent]) {
    if let Some(Antecedent { answer: Some(referent), probability }) = answers.first()
        && *probability >= SHOWS_GENDER
        && reference.pronoun.is_some()
        && reference.gender() != Gender::Unknown
    {
        cast.show_gender(*referent, reference.gender());
    }
}

fn of_pronoun(pronoun: Pronoun, is_source: bool, context: Context) -> Reference {
    Reference {
        context,
        pronoun: Some(pronoun),
        nominal: Nominal::default(),
        turn: Turn::default(),
        is_described: false,
        is_source,
    }
}
