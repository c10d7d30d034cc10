//! One name for each variant of an enum, whichever way it is written or read: JSON, `Display`,
//! `FromStr`.

/// Gives each variant the name that it has in JSON; `$what` is what an error calls them all.
macro_rules! names {
    ($kind:ident, $what:literal { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $kind {
            /// The name that it has in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = $crate::Error;

            /// Reads what [`as_str`](Self::as_str) gives.
            fn from_str(name: &str) -> Result<Self, $crate::Error> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err($crate::Error::config(format!(concat!("no ", $what, " {:?}; there are {}"), name, [$($name),+].join(", ")))),
                }
            }
        }
    };
}

pub(crate) use names;

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use serde::Serialize;

    use crate::{
        Attribution, EntityKind, Error, InputFormat, OffsetUnit, PhraseReason, SpeakerForm,
        SpeakerKind, StatementKind,
    };

    fn check<T: Serialize + Display + FromStr<Err = Error> + PartialEq + Debug>(kinds: &[T]) {
        for kind in kinds {
            let name = kind.to_string();
            assert_eq!(&name.parse::<T>().expect("it is a name"), kind);
            assert_eq!(serde_json::to_value(kind).ok(), Some(name.into()));
        }
    }

    #[test]
    fn names_are_those_of_json_and_read_back() {
        check(&[
            EntityKind::Person,
            EntityKind::Location,
            EntityKind::Organization,
            EntityKind::Miscellaneous,
        ]);
        check(&[Attribution::Learned, Attribution::Rules]);
        check(&[StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect]);
        check(&[
            SpeakerForm::Name,
            SpeakerForm::Nominal,
            SpeakerForm::Pronoun,
            SpeakerForm::Implicit,
        ]);
        check(&[
            SpeakerKind::Person,
            SpeakerKind::Organization,
            SpeakerKind::Group,
            SpeakerKind::Document,
            SpeakerKind::Unnamed,
        ]);
        check(&[
            PhraseReason::ScareQuote,
            PhraseReason::Title,
            PhraseReason::Nickname,
            PhraseReason::Term,
            PhraseReason::Unsure,
        ]);
        check(&[InputFormat::Auto, InputFormat::Text, InputFormat::Markdown, InputFormat::Html]);
        check(&[OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16]);
        assert_eq!(format!("{:<8}|", StatementKind::Mixed), "mixed   |");
    }

    #[test]
    fn what_is_no_name_is_told_the_names() {
        let error = "rtf".parse::<InputFormat>().expect_err("there is no such format").to_string();
        assert_eq!(error, "no input format \"rtf\"; there are auto, text, markdown, html");
    }
}
