//! How much longer than `Limits::time` a text is read that is over it:
//! `cargo bench --bench overrun -- [MEGABYTES] [SHAPE]`, 8 MB of every shape if not said.
//!
//! Each shape keeps another stage busy. It is read to its end once, and then with a tenth of that
//! time, two tenths and so on, so that it is given up in every stage that it spends time in. The
//! encoder's answers are remembered, so that the other stages take all of the time; only "the
//! encoder" has the encoder itself. What is printed is the worst of the nine.

mod remembering;

use std::time::{Duration, Instant};

use dixit::{
    EmbeddedEncoder, Encoder, Error, ErrorKind, Extractor, Input, InputFormat, Limits, Model,
};

use self::remembering::Remembering;

/// What the documentation of `Limits::time` promises: this part of the time, and so much more.
const PART: f64 = 0.1;
const MORE: f64 = 0.5;

struct Shape {
    name: &'static str,
    format: InputFormat,
    make: fn(usize) -> String,
}

const SHAPES: [Shape; 11] = [
    Shape {
        name: "markup",
        format: InputFormat::Html,
        make: |n| filled("<p>Nobody <b>spoke</b> &amp; nobody asked.</p>", n),
    },
    Shape {
        name: "emphasis",
        format: InputFormat::Markdown,
        make: |n| filled("*Nobody* spoke of **it**.\n\n", n),
    },
    Shape {
        name: "one line",
        format: InputFormat::Text,
        make: |n| filled("Nobody spoke of it and nobody asked ", n),
    },
    Shape { name: "sentences", format: InputFormat::Text, make: |n| filled("It rained. ", n) },
    Shape { name: "one word", format: InputFormat::Text, make: |n| filled("x", n) },
    Shape {
        name: "quotation marks",
        format: InputFormat::Text,
        make: |n| filled("“a ", n / 2) + &filled("b” ", n / 2),
    },
    Shape {
        name: "names",
        format: InputFormat::Text,
        make: |n| numbered(n, "Ana K", "vic left. "),
    },
    Shape {
        name: "acronyms",
        format: InputFormat::Text,
        make: |n| numbered(n, "The B", " Board (BB) said no. "),
    },
    Shape {
        name: "dialogue",
        format: InputFormat::Text,
        make: |n| {
            filled("“Why?” asked Ana Kovic.\n\n“No,” said Ben Brandt.\n\n“Never?”\n\n“No.”\n\n", n)
        },
    },
    Shape {
        name: "pronouns",
        format: InputFormat::Text,
        make: |n| filled("“We go,” said Mayor Ana Kovic. She said that he had told her so. ", n),
    },
    Shape { name: "articles", format: InputFormat::Markdown, make: |n| filled(ARTICLE, n) },
];

const ARTICLE: &str = include_str!("../examples/bridge.md");

fn filled(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes.div_ceil(unit.len()))
}

/// Names of three letters between `before` and `after`, 4096 of them, again and again.
fn numbered(bytes: usize, before: &str, after: &str) -> String {
    let name = |k: usize| {
        let letters = [k, k / 16, k / 256].map(|k| char::from(b'a' + (k % 16) as u8));
        [before, &String::from_iter(letters), after].concat()
    };
    (0..bytes / (before.len() + 3 + after.len())).map(name).collect()
}

fn with(encoder: Box<dyn Encoder>) -> Result<Extractor, Error> {
    Extractor::builder().encoder(encoder).limits(Limits::none()).build()
}

/// Seconds until the text is given up or read, and whether it was read.
fn read(extractor: &Extractor, input: Input<'_>) -> (f64, bool) {
    let began = Instant::now();
    let done = extractor.extract(input);
    let took = began.elapsed().as_secs_f64();
    match done {
        Ok(_) => (took, true),
        Err(error) if error.kind() == ErrorKind::Limit => (took, false),
        Err(error) => panic!("{error}"),
    }
}

/// Prints the worst overrun of a text that takes `whole` seconds: the time that it had, what it took
/// beyond it, and what part that is of what is promised.
fn print_worst(name: &str, whole: f64, extractor: &Extractor, input: impl Fn() -> Input<'static>) {
    let mut worst = (0.0, 0.0, 0.0);
    for tenth in 1..10 {
        let allowed = whole * f64::from(tenth) / 10.0;
        let limits = Limits::none().time(Duration::from_secs_f64(allowed));
        let (took, _) = read(extractor, input().limits(limits));
        let over = took - allowed;
        let promised = over / (PART * allowed + MORE);
        if promised > worst.2 {
            worst = (allowed, over, promised);
        }
    }
    let (allowed, over, promised) = worst;
    println!("{name:<18}{whole:>10.2}{allowed:>10.2}{over:>10.3}{:>14.0} %", 100.0 * promised);
}

fn main() -> Result<(), Error> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let megabytes: f64 = arguments
        .first()
        .map_or(8.0, |n| n.parse().expect("the first argument is a number of megabytes"));
    let bytes = (megabytes * 1e6) as usize;
    let asked = |name: &str| arguments.get(1).is_none_or(|asked| asked == name);
    println!("{:<18}{:>10}{:>10}{:>10}{:>16}", "", "seconds", "allowed", "over", "of the promise");
    let remembering = with(Box::new(Remembering::load()?))?;
    for shape in SHAPES.iter().filter(|shape| asked(shape.name)) {
        let text: &'static str = (shape.make)(bytes).leak();
        let input = || Input::new(text).format(shape.format);
        // The encoder gets to know the text.
        read(&remembering, input());
        let (whole, _) = read(&remembering, input());
        print_worst(shape.name, whole, &remembering, input);
    }
    let name = "the encoder";
    if asked(name) {
        let extractor = with(Box::new(EmbeddedEncoder::load(Model::Default, None)?))?;
        let text: &'static str = filled(ARTICLE, bytes / 64).leak();
        let input = || Input::new(text).format(InputFormat::Markdown);
        let (whole, _) = read(&extractor, input());
        print_worst(name, whole, &extractor, input);
    }
    Ok(())
}
