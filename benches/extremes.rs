//! What long and odd texts take: `cargo bench --bench extremes -- [MEGABYTES] [SHAPE]`, 1 MB of
//! every shape if not said.
//!
//! Each shape is read at half the size and at the whole: seconds, peak memory of the process beyond
//! what it held before (Linux alone), and how much the time grew, which for work that grows with
//! the text is 2 and for work that grows with its square is 4. The texts repeat themselves, so the
//! encoder's answers are remembered: what is measured is everything else, on the model's own tags.

mod remembering;

use std::time::Instant;

use dixit::{Error, Extractor, Input, InputFormat, Limits};

use self::remembering::Remembering;

const ARTICLE: &str = include_str!("../examples/bridge.md");
struct Shape {
    name: &'static str,
    format: InputFormat,
    make: fn(usize) -> String,
}

/// Three letters from `first` on that are others for each `k` below 26 cubed.
fn letters(first: u8, k: usize) -> [char; 3] {
    [k, k / 26, k / 676].map(|k| char::from(first + (k % 26) as u8))
}

fn filled(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes.div_ceil(unit.len()))
}

const SHAPES: [Shape; 24] = [
    Shape { name: "articles", format: InputFormat::Markdown, make: |n| filled(ARTICLE, n) },
    Shape {
        name: "one paragraph",
        format: InputFormat::Text,
        make: |n| filled("“We will go,” said Ana Kovic, who left. ", n),
    },
    Shape {
        name: "no stop, no line",
        format: InputFormat::Text,
        make: |n| filled("and the mayor said that it was “fine” ", n),
    },
    Shape {
        name: "no space",
        format: InputFormat::Text,
        make: |n| filled("incomprehensibilities", n),
    },
    Shape { name: "marks alone", format: InputFormat::Text, make: |n| filled("“”\"‘’", n) },
    Shape { name: "opening marks", format: InputFormat::Text, make: |n| filled("“a ", n) },
    Shape {
        name: "nested marks",
        format: InputFormat::Text,
        make: |n| filled("“a ", n / 2) + &filled("b” ", n / 2),
    },
    Shape {
        name: "names, all different",
        format: InputFormat::Text,
        make: |n| {
            let name = |k: usize| {
                let [a, b, c] = letters(b'a', k);
                format!("Mr. Ana K{a}{b}{c}ic said so. ")
            };
            (0..n / 24).map(name).collect()
        },
    },
    Shape {
        name: "namesakes",
        format: InputFormat::Text,
        make: |n| {
            let name = |k: usize| {
                let [a, b, c] = letters(b'a', k);
                format!("K{a}{b}{c} Brandt left. ")
            };
            (0..n / 18).map(name).collect()
        },
    },
    Shape {
        name: "speakers' labels",
        format: InputFormat::Text,
        make: |n| {
            let name = |k: usize| {
                let [a, b, c] = letters(b'A', k);
                format!("MAYOR K{a}{b}{c}IC: We will go now.\n\n")
            };
            (0..n / 32).map(name).collect()
        },
    },
    Shape {
        name: "handles",
        format: InputFormat::Text,
        make: |n| {
            let name = |k: usize| {
                let [a, b, c] = letters(b'a', k);
                format!("Ana K{a}{b}{c}ic left.\n\n@AnaK{a}{b}{c}ic We go.\n\n")
            };
            (0..n / 36).map(name).collect()
        },
    },
    Shape {
        name: "one surname",
        format: InputFormat::Text,
        make: |n| filled("“We will go,” said Kovic. ", n),
    },
    Shape {
        name: "acronyms",
        format: InputFormat::Text,
        make: |n| {
            let name = |k: usize| {
                let [a, b, c] = letters(b'A', k);
                format!("The {a}or {b}or {c}or Board ({a}{b}{c}B) left. ")
            };
            (0..n / 37).map(name).collect()
        },
    },
    Shape {
        name: "signed block quotes",
        format: InputFormat::Markdown,
        make: |n| {
            let name = |k: usize| {
                let [a, b, c] = letters(b'a', k);
                format!("> We go.\n\n— Ana K{a}{b}{c}ic\n\n")
            };
            (0..n / 26).map(name).collect()
        },
    },
    Shape {
        name: "names without space",
        format: InputFormat::Text,
        make: |n| filled("Ana/Ben/", n),
    },
    Shape {
        name: "descriptions",
        format: InputFormat::Text,
        make: |n| filled("The blue mayor Kovic left. “We go now,” the mayor said. ", n),
    },
    Shape {
        name: "a stop and marks",
        format: InputFormat::Text,
        make: |n| "He left.".to_owned() + &filled(")", n),
    },
    Shape {
        name: "quotes apart",
        format: InputFormat::Markdown,
        make: |n| filled("> one two three\n\nx\n\n", n),
    },
    Shape {
        name: "code in a table",
        format: InputFormat::Markdown,
        make: |n| format!("| `{}` |\n|---|\n", filled("a\\|b ", n)),
    },
    Shape {
        name: "block quotes in each other",
        format: InputFormat::Html,
        make: |n| filled("<blockquote>a", n),
    },
    Shape {
        name: "web pages",
        format: InputFormat::Page,
        make: |n| {
            "<html><body>".to_owned()
                + &filled(
                    "<div class=menu><a href=/>Home</a></div><div><p>“No,” said Ana Kovic of the bridge, and that nobody need fear for it.</p></div>",
                    n,
                )
        },
    },
    Shape {
        name: "elements in each other",
        format: InputFormat::Page,
        make: |n| filled("<div class=ad><b><a>No.", n / 2) + &filled("</a></p></i><li>", n / 2),
    },
    Shape { name: "tags alone", format: InputFormat::Html, make: |n| filled("<b></i><p>", n) },
    Shape {
        name: "quote signs",
        format: InputFormat::Markdown,
        make: |n| filled("> ", n / 2) + &filled("> a\n", n / 2),
    },
];

/// The process's peak memory in bytes since it was last forgotten; 0 where the system does not say.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok()).unwrap_or(0) * 1024
}

fn forget_peak() {
    // What the file takes for "set the peak to what is held now".
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Seconds, and bytes of memory at the peak.
fn measure(extractor: &Extractor, shape: &Shape, bytes: usize) -> (f64, usize, usize) {
    let text = (shape.make)(bytes);
    forget_peak();
    let (before, began) = (peak(), Instant::now());
    let document =
        extractor.extract(Input::new(&text).format(shape.format)).expect("it is within the limits");
    (began.elapsed().as_secs_f64(), peak().saturating_sub(before), document.statements().len())
}

fn main() -> Result<(), Error> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let megabytes: f64 = arguments
        .first()
        .map_or(1.0, |n| n.parse().expect("the first argument is a number of megabytes"));
    let bytes = (megabytes * 1e6) as usize;
    let extractor = Extractor::builder()
        .encoder(Box::new(Remembering::load()?))
        .limits(Limits::none())
        .build()?;
    println!(
        "{:<28}{:>10}{:>10}{:>10}{:>12}{:>14}{:>12}",
        "", "bytes", "seconds", "growth", "peak MB", "bytes a byte", "statements"
    );
    for shape in
        SHAPES.iter().filter(|shape| arguments.get(1).is_none_or(|name| name == shape.name))
    {
        // The encoder gets to know the text.
        measure(&extractor, shape, bytes / 8);
        let (half, ..) = measure(&extractor, shape, bytes / 2);
        let (whole, peak, statements) = measure(&extractor, shape, bytes);
        let (growth, held) = (whole / half, peak as f64 / 1e6);
        println!(
            "{:<28}{bytes:>10}{whole:>10.2}{growth:>10.2}{held:>12.1}{:>14.1}{statements:>12}",
            shape.name,
            peak as f64 / bytes as f64
        );
    }
    Ok(())
}
