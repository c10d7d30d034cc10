//! Texts with many names: what the stages behind the encoder do for them grows with the text and
//! not with its square. Allocations are counted, and their bytes, which are the same each time; how
//! long it takes the bench `extremes` measures.

use dixit::{Extractor, Input, InputFormat};

/// Twice the text may take twice as much, and some for what is kept sorted.
const MOST: f64 = 2.5;

/// A word of letters, another one for each number.
fn name(mut number: usize) -> String {
    let mut out = String::from("K");
    loop {
        out.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return out + "vic";
        }
    }
}

fn repeated(count: usize, of: impl Fn(usize) -> String) -> String {
    (0..count).map(of).collect()
}

/// A text of so many names.
type Make = fn(usize) -> String;

const SHAPES: [(&str, Make); 6] = [
    ("one surname", |n| repeated(n, |_| "“We will go,” said Kovic. ".into())),
    ("other given names", |n| repeated(n, |i| format!("{} Kovic said no. ", name(i)))),
    ("names, all different", |n| {
        repeated(n, |i| format!("{} {} said no. ", name(i), name(i * 7 + 1)))
    }),
    ("handles", |n| repeated(n, |i| format!("@{}: “No.”\n\n", name(i).to_lowercase()))),
    ("acronyms", |n| {
        repeated(n, |i| {
            let letters = name(i).to_uppercase();
            format!("The {} Board ({letters}) said no. ", name(i))
        })
    }),
    ("signed block quotes", |n| {
        repeated(n, |i| format!("> We will go.\n\n— {} Kovic\n\n", name(i)))
    }),
];

#[test]
fn many_names_take_as_much_as_they_are_long() {
    let extractor = Extractor::new().expect("the bundled model loads");
    for (shape, make) in SHAPES {
        let taken = |count: usize| {
            let text = make(count);
            let input = || Input::new(&text).format(InputFormat::Markdown);
            // What is made once is made by the first.
            extractor.extract(input()).expect("the text is read");
            allocation_counter::measure(|| {
                extractor.extract(input()).expect("the text is read");
            })
        };
        let (half, whole) = (taken(300), taken(600));
        for (what, half, whole) in [
            ("allocations", half.count_total, whole.count_total),
            ("bytes", half.bytes_total, whole.bytes_total),
            ("most bytes at a time", half.bytes_max, whole.bytes_max),
        ] {
            let growth = whole as f64 / half as f64;
            assert!(growth < MOST, "{shape}: {what} grow from {half} to {whole}");
        }
    }
}
