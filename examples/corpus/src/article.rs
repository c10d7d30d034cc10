//! One document of an archive, or why it is none.

/// What an input gives for one document.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Names the document in the results: what the input calls it, or where it stands in the input.
    pub(crate) key: String,
    pub(crate) article: Result<Article, String>,
    /// How much of the input it takes, in bytes: progress is measured in these.
    pub(crate) weight: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Article {
    pub(crate) text: String,
    pub(crate) date: Option<String>,
}

impl Item {
    pub(crate) fn text_bytes(&self) -> usize {
        self.article.as_ref().map_or(0, |a| a.text.len())
    }
}
