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
    /// Where it was published.
    pub(crate) outlet: Option<String>,
    /// Whether it is known to be a web page.
    pub(crate) is_page: bool,
}

impl Item {
    /// A web page, or why it cannot be read.
    pub(crate) fn of_page(
        key: String,
        page: Result<String, String>,
        date: Option<String>,
        weight: u64,
    ) -> Self {
        Self {
            key,
            article: page.map(|text| Article { text, date, outlet: None, is_page: true }),
            weight,
        }
    }

    pub(crate) fn text_bytes(&self) -> usize {
        self.article.as_ref().map_or(0, |a| a.text.len())
    }
}
