//! The way of a text: each stage is given the reading and what came before, and says what it found.

use std::borrow::Cow;

use crate::document::{Document, Findings};
use crate::entities::Entities;
use crate::error::Error;
use crate::input::Input;
use crate::kinds::Attribution;
use crate::known::KnownEntities;
use crate::model::Tagger;
use crate::options::Options;
use crate::scorers::{Records, antecedents, links};
use crate::text::{PlainText, Reading};
use crate::timings::{Stopwatch, Timings};
use crate::{roles, speakers, statements};

/// A model, and how its user wants texts to be read.
#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) tagger: Tagger,
    pub(crate) options: Options,
    pub(crate) known: KnownEntities,
}

impl Pipeline {
    /// Input -> Reading -> Tags -> Entities -> Roles -> Pieces -> Statements -> Speakers ->
    /// Document. The clock runs with the stages, and the limits are looked at in them.
    pub(crate) fn run<'t>(
        &self,
        mut input: Input<'t>,
        record: Option<&mut Records>,
    ) -> Result<Document<'t>, Error> {
        match std::mem::take(&mut input.text) {
            Cow::Borrowed(text) => self.read(text, &input, record),
            // What was decoded goes with the result.
            Cow::Owned(text) => self.read(&text, &input, record).map(Document::into_owned),
        }
    }

    /// Reads `text`, which is that of `input`.
    fn read<'t>(
        &self,
        text: &'t str,
        input: &Input<'_>,
        record: Option<&mut Records>,
    ) -> Result<Document<'t>, Error> {
        let (options, model) = (&self.options, self.tagger.bundle());
        let allowance = input.limits.unwrap_or(options.limits).begin(text, input.cancel)?;
        let mut time = Timings::default();

        let mut clock = Stopwatch::start();
        let format = input.format.unwrap_or(options.format);
        let plain = PlainText::within(text, format, &allowance)?;
        allowance.check_text(plain.text().len())?;
        let reading = Reading::within(&plain, &allowance)?;
        clock.lap(&mut time.layout);

        let mut tags = self.tagger.tag(&reading, &allowance, &mut time)?;

        clock = Stopwatch::start();
        let mention_score = |score| model.calibration().mention.apply(score);
        tags.entities.retain(|tag| mention_score(tag.score) >= options.min_mention_score);
        let mut entities = Entities::find(&reading, &tags.entities, &allowance)?;
        let known =
            if self.known.is_empty() { Vec::new() } else { entities.settle(&reading, &self.known) };
        clock.lap(&mut time.entities);
        allowance.check()?;

        let attribution =
            if tags.roles.is_some() { Attribution::Learned } else { Attribution::Rules };
        let layers = roles::find(&reading, tags, &entities, &allowance)?;
        allowance.check()?;
        let pieces = statements::pieces(&reading, &layers, &entities, &allowance)?;
        clock.lap(&mut time.statements);
        allowance.check()?;

        let links = links::Ranker::new(model.link(), record.is_some());
        let statements = statements::link(&reading, &layers, &pieces, &links, &allowance)?;
        allowance.check_statements(statements.len())?;
        allowance.check()?;

        let antecedents = antecedents::Ranker::new(model.antecedent(), record.is_some());
        let speakers = speakers::resolve(
            &reading,
            &entities,
            &pieces.signed,
            &statements,
            &antecedents,
            &allowance,
        )?;
        if let Some(record) = record {
            *record = Records {
                links: links.into_record(),
                references: antecedents.into_record(),
                figures: speakers.figures.iter().map(|f| f.span).collect(),
            };
        }
        let (statements, of_statement) =
            statements::rejoin(&reading, statements, speakers.of_statement, speakers::are_one);
        clock.lap(&mut time.speakers);
        allowance.check()?;

        let found = Findings {
            attribution,
            entities,
            known: known.into_iter().map(|n| Some(self.known.entity(n?)?.id.clone())).collect(),
            statements,
            speakers: of_statement,
            phrases: pieces.phrases,
        };
        let record = found.into_record(&plain, model, options, input.encoding, &allowance)?;
        let Reading { sentences, words, .. } = reading;
        Ok(Document::new(plain, sentences, words, record, time))
    }
}
