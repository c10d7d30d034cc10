//! Features by name: what a scorer sees of a question and of an answer to it, as a row of numbers.

/// Defines `NAMES`, the names of the features in their order (a model names those that it was
/// trained on), and `features`, which computes them: first those of the question, then whether the
/// answer is nobody, then those of the answer, which are 0 for nobody.
macro_rules! features {
    ($q:ident: $question:ty, $a:ident: $answer:ty; $($name:literal => $of_question:expr),* $(,)?; $($answer_name:literal => $of_answer:expr),* $(,)?) => {
        /// The names of the features, in their order.
        pub(crate) const NAMES: &[&str] = &[$($name,)* "nobody", $($answer_name,)*];

        /// A question and one answer to it, or nobody, as numbers.
        pub(crate) fn features($q: &$question, answer: Option<&$answer>) -> [f32; NAMES.len()] {
            let mut out = [0.0; NAMES.len()];
            let mut at = 0;
            let mut put = |value: f32| {
                out[at] = value;
                at += 1;
            };
            $(put(f32::from($of_question));)*
            put(f32::from(answer.is_none()));
            if let Some($a) = answer {
                $(put(f32::from($of_answer));)*
            }
            out
        }
    };
}

pub(super) use features;
