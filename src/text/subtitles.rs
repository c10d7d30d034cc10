//! Subtitles, SubRip or WebVTT, to plain text: what is said, without numbers and times, a paragraph
//! for each speaker where the file tells them apart.

use super::html::push_decoded;
use super::plain::{PlainText, PlainTextBuilder};
use super::sentences::is_stop;
use super::{InputFormat, Span};
use crate::error::Error;
use crate::kinds::BlockKind;
use crate::lexicon::marks::{is_dash, may_close};
use crate::limits::Allowance;

/// What stands between the times of a cue.
const ARROW: &str = "-->";
/// The longest label of a speaker, in bytes.
const LONGEST_LABEL: usize = 48;
/// Blocks of WebVTT that hold no words.
const WORDLESS: [&str; 4] = ["WEBVTT", "NOTE", "STYLE", "REGION"];

/// Whether an input begins as subtitles do: with WebVTT's first line, or with the number and the
/// times of a cue.
pub(super) fn look_like_it(input: &str) -> bool {
    let input = input.trim_start_matches('\u{feff}').trim_start();
    let mut lines = input.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    let is_number = !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit());
    first.split_whitespace().next() == Some(WORDLESS[0])
        || is_times(first)
        || is_number && lines.next().is_some_and(is_times)
}

/// "00:01:02,000 --> 00:01:04,500"
fn is_times(line: &str) -> bool {
    line.split_once(ARROW).is_some_and(|(from, to)| {
        let is_time = |time: &str| {
            let time = time.split_whitespace().next().unwrap_or_default();
            time.contains(':') && time.bytes().all(|b| b.is_ascii_digit() || b":.,".contains(&b))
        };
        is_time(from) && is_time(to)
    })
}

pub(super) fn read<'t>(input: &'t str, allowance: &Allowance<'_>) -> Result<PlainText<'t>, Error> {
    let lines = lines(input);
    let mut reader = Reader {
        input,
        builder: PlainTextBuilder::new(input),
        voice: None,
        is_labelled: false,
        end: 0,
    };
    let mut is_read = false;
    let mut is_new = true;
    for (i, &line) in lines.iter().enumerate() {
        allowance.check_at(i)?;
        let text = &input[line];
        if text.is_empty() {
            (is_read, is_new) = (false, true);
        } else if is_times(text) {
            (is_read, is_new) = (true, false);
            reader.end_of_cue();
        } else if is_read {
            reader.line(line);
        } else if is_new && !is_named(&lines, i, input) {
            // A cue without its times has words all the same.
            is_read = !WORDLESS.contains(&text.split_whitespace().next().unwrap_or_default());
            is_new = false;
            if is_read {
                reader.line(line);
            }
        }
    }
    Ok(reader.builder.finish(InputFormat::Subtitles))
}

/// Whether a line is the number or the name of the cue that begins with the next one.
fn is_named(lines: &[Span], line: usize, input: &str) -> bool {
    lines.get(line + 1).is_some_and(|next| is_times(&input[*next]))
}

/// The lines of an input, without the space around them.
fn lines(input: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in input.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        out.push(span.trim(input, |c| c.is_whitespace() || c == '\u{feff}'));
        start = span.end;
    }
    out
}

struct Reader<'t> {
    input: &'t str,
    builder: PlainTextBuilder<'t>,
    /// Who speaks, as a tag says.
    voice: Option<&'t str>,
    /// Whether the paragraph says who speaks: it goes on until somebody else does.
    is_labelled: bool,
    /// Where the last words end.
    end: usize,
}

impl Reader<'_> {
    /// A paragraph ends with a sentence, unless it is known whose words go on.
    fn end_of_cue(&mut self) {
        let said = self.input[..self.end]
            .trim_end_matches(|c: char| c.is_whitespace() || may_close(c) || c == '>');
        if !self.is_labelled && said.ends_with(is_stop) {
            self.builder.end_block();
        }
    }

    fn line(&mut self, line: Span) {
        let mut at = line;
        let text = &self.input[line];
        let dash = text.chars().next().filter(|c| is_dash(*c) || *c == '-');
        if let Some(dash) = dash {
            at.start += dash.len_utf8();
        }
        if dash.is_some() || text.starts_with(">>") || begins_with_label(text) {
            self.begin(begins_with_label(text) || text.starts_with(">>"));
            self.voice = None;
        }
        while let Some(open) = self.input[at].find(['<', '{']) {
            let tag = at.start + open;
            self.words(Span::new(at.start, tag));
            let close = if self.input[tag..].starts_with('<') { '>' } else { '}' };
            let Some(length) = self.input[tag..at.end].find(close) else {
                self.words(Span::new(tag, at.end));
                return;
            };
            self.tag(Span::new(tag, tag + length + 1));
            at.start = tag + length + 1;
        }
        self.words(at);
    }

    fn begin(&mut self, is_labelled: bool) {
        self.builder.begin_block(BlockKind::Paragraph, 0);
        self.is_labelled = is_labelled;
    }

    /// `<v Nora Vance>` says whose the words behind it are, other tags how they look.
    fn tag(&mut self, tag: Span) {
        let input = self.input;
        // In bounds: both brackets are one byte.
        let inner = &input[tag.start + 1..tag.end - 1];
        let is_voice = inner.starts_with("v ") || inner.starts_with("v.");
        let Some(space) = inner.find(char::is_whitespace).filter(|_| is_voice) else { return };
        let name = Span::new(tag.start + 1 + space, tag.end - 1).trim(input, char::is_whitespace);
        if name.is_empty() || self.voice == Some(&input[name]) {
            return;
        }
        self.begin(true);
        self.voice = Some(&input[name]);
        self.builder.push(">> ", Span::new(tag.start, name.start));
        self.builder.push(&input[name], name);
        self.builder.push(": ", Span::new(name.end, tag.end));
        self.end = tag.end;
    }

    fn words(&mut self, at: Span) {
        if self.input[at].trim().is_empty() && (at.is_empty() || !self.builder.in_block()) {
            return;
        }
        if !self.builder.in_block() {
            self.begin(false);
        } else if let Some(gap) = self.input.get(self.end..at.start)
            && gap.contains('\n')
        {
            // The end of the line is the space; what stands behind it is no text.
            let length = gap.chars().next().map_or(0, char::len_utf8);
            self.builder.push(" ", Span::new(self.end, self.end + length));
        }
        push_decoded(&mut self.builder, self.input, at);
        self.end = at.end;
    }
}

/// "VANCE: Who pays?"
fn begins_with_label(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, rest)| {
        label.len() <= LONGEST_LABEL
            && label.starts_with(|c: char| c.is_uppercase() || c == '[' || c == '(')
            && label.split_whitespace().all(|w| !w.starts_with(char::is_lowercase))
            && rest.starts_with(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(input: &str) -> Vec<String> {
        let plain = read(input, &Allowance::unlimited()).expect("there are no limits");
        plain.blocks().iter().map(|b| plain.text()[b.span].to_owned()).collect()
    }

    #[test]
    fn what_begins_as_subtitles_is_told() {
        for input in [
            "WEBVTT\n\n00:01.000 --> 00:02.000\nNo.",
            "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\nNo.",
            "00:00:01,000 --> 00:00:02,000\nNo.",
        ] {
            assert!(look_like_it(input), "{input}");
        }
        for input in ["1\nNo.", "It went from a --> b.", "12:00 --> noon", ""] {
            assert!(!look_like_it(input), "{input}");
        }
    }

    #[test]
    fn numbers_times_and_tags_are_no_words() {
        let input = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>The tide</i>\ncomes in\n\n2\n00:00:02,000 --> 00:00:03,000 align:start\nat noon &amp; at night.\n\n3\n00:00:04,000 --> 00:00:05,000\nThen it goes.";
        assert_eq!(blocks(input), ["The tide comes in at noon & at night.", "Then it goes."]);
    }

    #[test]
    fn each_speaker_has_a_paragraph() {
        let input = "WEBVTT - a talk\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:02.000\n<v Nora Vance>Who pays?\n\n00:02.000 --> 00:03.000\n<v Nora Vance>You?\n\n00:03.000 --> 00:04.000\n<v.loud Paul Idris>No.</v>";
        assert_eq!(blocks(input), [">> Nora Vance: Who pays? You?", ">> Paul Idris: No."]);
        let input = "1\n00:00:01,000 --> 00:00:02,000\n- Who pays?\n- Nobody.\n\n2\n00:00:02,000 --> 00:00:03,000\nVANCE: Why?\n\n3\n00:00:03,000 --> 00:00:04,000\nI ask you.";
        assert_eq!(blocks(input), ["Who pays?", "Nobody.", "VANCE: Why? I ask you."]);
    }

    #[test]
    fn offsets_lead_back_over_times() {
        let input = "1\n00:00:01,000 --> 00:00:02,000\nThe tide\n\n2\n00:00:02,000 --> 00:00:03,000\ncomes in";
        let plain = read(input, &Allowance::unlimited()).expect("there are no limits");
        let at = plain.text().find("comes").expect("the word is there");
        assert_eq!(&input[plain.to_input(Span::new(at, at + 5))], "comes");
    }
}
