//! The suites of `tests/data`: which cue and source a statement takes (links.toml), and one inside of
//! another (nested.toml), and who speaks (references.toml), as the scorers of `news-en` rank them.
//! What the tagger would find is marked in the text of a case: `[` a mention `]`, `{` a source `}`,
//! `<` a cue `>`, `⟨` a content `⟩`.

use serde::Deserialize;

use crate::entities::{Entities, Entity, Mention};
use crate::kinds::{Act, EntityKind};
use crate::lexicon::gender_of_given_name;
use crate::limits::Allowance;
use crate::model::scorers_of_news;
use crate::roles::{Acts, Layers, RoleSpan, Roles};
use crate::scorers::{antecedents, links};
use crate::speakers::resolve;
use crate::statements::{Statement, link, pieces};
use crate::text::{InputFormat, PlainText, Reading, Span};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

/// The statements of a text, or their speakers, are right or are known to be wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// Said, cue, source; empty where there is none.
    #[serde(default)]
    statements: Vec<[String; 3]>,
    /// The name of each statement's speaker, or what to call them; empty for nobody.
    #[serde(default)]
    speakers: Vec<String>,
    /// Words of cues that report a thought; the others report speech.
    #[serde(default)]
    thoughts: Vec<String>,
    /// Those of the names that are no person's.
    #[serde(default)]
    organizations: Vec<String>,
    /// Why it is still wrong.
    fails: Option<String>,
}

/// A text without the marks for what the tagger would find, and that.
#[derive(Default)]
struct Tagged {
    text: String,
    mentions: Vec<Span>,
    sources: Vec<Span>,
    cues: Vec<Span>,
    contents: Vec<Span>,
}

impl Tagged {
    fn read(marked: &str) -> Self {
        let mut out = Self::default();
        let mut open: Vec<(char, usize)> = Vec::new();
        for c in marked.chars() {
            let at = out.text.len();
            let mut close = |open_mark: char| {
                let (mark, start) = open.pop().expect("what is closed was opened");
                assert_eq!(mark, open_mark, "marks of {marked} cross");
                Span::new(start, at)
            };
            match c {
                ']' => out.mentions.push(close('[')),
                '}' => out.sources.push(close('{')),
                '>' => out.cues.push(close('<')),
                '⟩' => out.contents.push(close('⟨')),
                '[' | '{' | '<' | '⟨' => open.push((c, at)),
                _ => out.text.push(c),
            }
        }
        assert!(open.is_empty(), "a mark of {marked} is not closed");
        for list in [&mut out.mentions, &mut out.sources, &mut out.cues, &mut out.contents] {
            list.sort();
        }
        out
    }

    /// A mention is of the first entity whose name ends with it.
    fn entities(&self, organizations: &[String]) -> Entities {
        let mut out = Entities::default();
        for (i, &span) in self.mentions.iter().enumerate() {
            let name = &self.text[span];
            let known = out.entities.iter().position(|e| e.name.ends_with(name));
            let kind = if organizations.iter().any(|o| o == name) {
                EntityKind::Organization
            } else {
                EntityKind::Person
            };
            let entity = known.unwrap_or_else(|| {
                out.entities.push(Entity {
                    name: name.to_owned(),
                    kind,
                    mentions: Vec::new(),
                    gender: gender_of_given_name(name.split(' ').next().unwrap_or_default()),
                });
                out.entities.len() - 1
            });
            out.entities[entity].mentions.push(i);
            let kind = out.entities[entity].kind;
            out.mentions.push(Mention { span, kind, score: 1.0, entity });
        }
        out
    }

    fn layers(&self, reading: &Reading<'_>, two_layers: bool, thoughts: &[String]) -> Layers {
        if !two_layers {
            let outer = Self::roles(reading, [&self.sources, &self.cues, &self.contents]);
            return Layers { outer, ..Layers::default() };
        }
        let in_content = |span: &Span| self.contents.iter().any(|c| c != span && c.covers(*span));
        let layer = |is_inner: bool| {
            let [sources, cues, contents] =
                [&self.sources, &self.cues, &self.contents].map(|all| {
                    let of_layer = all.iter().copied().filter(|s| in_content(s) == is_inner);
                    of_layer.collect::<Vec<Span>>()
                });
            Self::roles(reading, [&sources, &cues, &contents])
        };
        let act_of = |word: Span| {
            let is_thought = thoughts.iter().any(|t| *t == reading.text[word]);
            Act::ALL.map(|act| if is_thought == (act == Act::Thought) { 0.5 } else { 0.0 })
        };
        let acts = Acts::new(reading.words.iter().map(|w| act_of(w.span)).collect());
        Layers { outer: layer(false), inner: Some(layer(true)), acts: Some(acts) }
    }

    fn roles(reading: &Reading<'_>, [sources, cues, contents]: [&[Span]; 3]) -> Roles {
        let all = |spans: &[Span]| {
            spans.iter().map(|&span| RoleSpan { span, score: 1.0 }).collect::<Vec<_>>()
        };
        let is_content = |word: Span| contents.iter().any(|c| c.covers(word));
        Roles {
            sources: all(sources),
            cues: all(cues),
            contents: all(contents),
            content_of_word: reading
                .words
                .iter()
                .map(|w| if is_content(w.span) { 1.0 } else { 0.0 })
                .collect(),
        }
    }
}

/// What is found in a case: statements and speakers as the case gives them. What stands in a content
/// is in a layer of its own, or all in one.
fn found(case: &Case, two_layers: bool) -> (Vec<[String; 3]>, Vec<String>) {
    let tagged = Tagged::read(&case.text);
    let plain = PlainText::new(&tagged.text, InputFormat::Text);
    let text = plain.text();
    assert_eq!(text, tagged.text, "{}: the text is read as it is", case.name);
    let reading = Reading::new(&plain);
    let entities = tagged.entities(&case.organizations);
    let layers = tagged.layers(&reading, two_layers, &case.thoughts);
    let [antecedent, link_scorer] = scorers_of_news().expect("they are compiled in");
    let allowance = Allowance::unlimited();
    let pieces = pieces(&reading, &layers, &entities, &allowance).expect("there are no limits");
    let links = links::Ranker::new(&link_scorer, false);
    let statements =
        link(&reading, &layers, &pieces, &links, &allowance).expect("there are no limits");
    let antecedents = antecedents::Ranker::new(&antecedent, false);
    let speakers =
        resolve(&reading, &entities, &pieces.signed, &statements, &antecedents, &allowance)
            .expect("there are no limits")
            .of_statement;
    let words = |span: Option<Span>| span.map_or("", |s| &text[s]).to_owned();
    let said = |s: &Statement| s.spans.iter().map(|&w| &text[w]).collect::<Vec<_>>().join(" … ");
    let statements = statements
        .iter()
        .map(|s| [said(s), words(s.cue), words(s.source.map(|r| r.span))])
        .collect();
    let speakers = speakers
        .into_iter()
        .map(|s| {
            let name = |entity: usize| entities.entities[entity].name.clone();
            s.and_then(|s| s.entity.map(name).or(s.words)).unwrap_or_default()
        })
        .collect();
    (statements, speakers)
}

/// Cases that come out right, and those that do not but are not said to fail.
fn run(file: &str, is_right: impl Fn(&Case) -> Result<(), String>) {
    let suite: Suite = basic_toml::from_str(file).expect("a suite");
    let mut wrong = Vec::new();
    for case in &suite.case {
        match (is_right(case), &case.fails) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Err(found), None) => wrong.push(format!("{}: {found}", case.name)),
            (Ok(()), Some(why)) => {
                wrong.push(format!("{}: is right now, and said to fail ({why})", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn statements_take_their_cues_and_sources() {
    run(include_str!("../../tests/data/links.toml"), |case| {
        let (statements, _) = found(case, false);
        if statements == case.statements { Ok(()) } else { Err(format!("{statements:?}")) }
    });
}

#[test]
fn statements_inside_of_others_take_theirs() {
    run(include_str!("../../tests/data/nested.toml"), |case| {
        let (statements, _) = found(case, true);
        if statements == case.statements { Ok(()) } else { Err(format!("{statements:?}")) }
    });
}

#[test]
fn references_stand_for_the_speaker() {
    run(include_str!("../../tests/data/references.toml"), |case| {
        let (_, speakers) = found(case, false);
        if speakers == case.speakers { Ok(()) } else { Err(format!("{speakers:?}")) }
    });
}

#[test]
fn a_case_that_is_wrong_is_told_and_one_that_is_mended_too() {
    let case = |fails: &str| format!("[[case]]\nname = \"a\"\ntext = \"\"\n{fails}");
    let told = |file: String, right: bool| {
        let result = std::panic::catch_unwind(|| {
            run(&file, |_| if right { Ok(()) } else { Err("other".to_owned()) });
        });
        result.is_err()
    };
    assert!(!told(case(""), true) && told(case(""), false));
    assert!(told(case("fails = \"why\""), true) && !told(case("fails = \"why\""), false));
}
