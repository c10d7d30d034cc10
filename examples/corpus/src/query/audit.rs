//! Who gets to speak, in which capacity, how much: what `dixit::render::audit` says of one document
//! over all of them.

use anyhow::ensure;
use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Int64Type;
use datafusion::prelude::SessionContext;

use super::answer::Answer;
use super::tables::MONTH;

/// What has an audit of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum By {
    Article,
    Outlet,
    Month,
}

impl By {
    /// The columns that tell one from another; the first one does.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Article => &["document", "date", "outlet"],
            Self::Outlet => &["outlet"],
            Self::Month => &["month"],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Outlet => "outlet",
            Self::Month => "month",
        }
    }
}

/// Every statement with its source. `source_first` and `kind_first` say how near to the front of
/// the article the source, or one of its kind, speaks first: 0 is the headline, 1 the lead, 2 the
/// body.
const AUDITED: &str = "CREATE VIEW audited AS
    SELECT *, min(rank) OVER (PARTITION BY document, source) AS source_first,
        min(rank) OVER (PARTITION BY document, source_kind) AS kind_first
    FROM (
        SELECT document, statement, date, outlet, month, source, name,
            CASE WHEN name IS NOT NULL THEN speaker_kind END AS source_kind,
            speaker_entity IS NOT NULL AS is_named, speaker_title AS title,
            speaker_affiliation AS affiliation, speaker_known AS known, speaker_pronoun AS pronoun,
            kind, act, words_quoted,
            CASE place WHEN 'headline' THEN 0 WHEN 'lead' THEN 1 ELSE 2 END AS rank
        FROM attributed
    )";

/// What is counted of all statements of a source, or of a kind of sources.
const COUNTS: &str = "count(*) FILTER (WHERE pronoun = 'she') AS she,
    count(*) FILTER (WHERE pronoun = 'he') AS he,
    count(*) FILTER (WHERE pronoun = 'they') AS they,
    count(DISTINCT document) AS documents,
    count(*) AS statements,
    count(*) FILTER (WHERE kind = 'direct') AS direct,
    count(*) FILTER (WHERE kind = 'mixed') AS mixed,
    count(*) FILTER (WHERE kind = 'indirect') AS indirect,
    count(*) FILTER (WHERE act = 'speech') AS speech,
    count(*) FILTER (WHERE act = 'thought') AS thought,
    count(*) FILTER (WHERE act = 'silence') AS silence,
    sum(words_quoted) AS words_quoted";

/// What a source is called: the first words for it that are there.
const SOURCE: &str = "first_value(name) AS source, min(source_kind) AS kind,
    coalesce(bool_or(is_named), false) AS named,
    first_value(title ORDER BY date, document, statement) FILTER (WHERE title IS NOT NULL) AS title,
    first_value(affiliation ORDER BY date, document, statement)
        FILTER (WHERE affiliation IS NOT NULL) AS affiliation,
    min(known) AS known";

/// The pronoun that the text uses most, from the counts of each.
const PRONOUN: &str = "CASE WHEN they > 0 AND they >= he AND they >= she THEN 'they'
    WHEN he > 0 AND he >= she THEN 'he' WHEN she > 0 THEN 'she' END";

/// What the kinds are beside their counts.
const KIND: &str = "min(source_kind) AS kind, count(DISTINCT source) AS sources,
    count(DISTINCT source) FILTER (WHERE is_named) AS sources_named";

/// The name of a view.
fn view(by: Option<By>, kinds: bool) -> String {
    let what = if kinds { "kinds" } else { "speakers" };
    by.map_or_else(|| format!("audit_{what}"), |by| format!("audit_{what}_by_{}", by.name()))
}

/// The statements that make the views: `audited`, and one for each audit.
pub(super) fn views() -> Vec<String> {
    let each = [None, Some(By::Article), Some(By::Outlet), Some(By::Month)];
    let each = each.into_iter().flat_map(|by| [(by, false), (by, true)]);
    std::iter::once(AUDITED.to_owned()).chain(each.map(|(by, kinds)| create(by, kinds))).collect()
}

fn create(by: Option<By>, kinds: bool) -> String {
    let scope =
        by.map_or(&[][..], By::columns).iter().map(|c| format!("{c}, ")).collect::<String>();
    let alone = by.map_or_else(String::new, |by| format!("PARTITION BY {}", by.columns()[0]));
    let (key, first, what, shown) = if kinds {
        (
            "source_kind",
            "kind_first",
            KIND,
            "kind, sources, sources_named, she, he, they".to_owned(),
        )
    } else {
        let shown = "source, kind, named, title, affiliation, known";
        ("source", "source_first", SOURCE, format!("{shown}, {PRONOUN} AS pronoun, she, he, they"))
    };
    let place = |rank| format!("count(DISTINCT CASE WHEN {first} = {rank} THEN document END)");
    format!(
        "CREATE VIEW {} AS
        SELECT {scope}{shown}, documents, statements, direct, mixed, indirect, speech, thought,
            silence, words_quoted,
            coalesce(words_quoted * 1.0 / nullif(sum(words_quoted) OVER ({alone}), 0), 0.0)
                AS share,
            headline, lead, body
        FROM (
            SELECT {scope}{what}, {COUNTS},
                {} AS headline, {} AS lead, {} AS body
            FROM audited GROUP BY {scope}{key}
        )",
        view(by, kinds),
        place(0),
        place(1),
        place(2),
    )
}

/// An audit in the order of `dixit::render::audit`.
pub(super) fn question(by: Option<By>, kinds: bool) -> String {
    let scope =
        by.map_or(&[][..], By::columns).iter().map(|c| format!("{c}, ")).collect::<String>();
    let order = if kinds {
        "kind IS NULL, statements DESC, kind"
    } else {
        "source IS NULL, words_quoted DESC, statements DESC, source, known"
    };
    format!(
        "SELECT * REPLACE (round(share, 4) AS share) FROM {} ORDER BY {scope}{order}",
        view(by, kinds)
    )
}

/// That the tables have what is asked for.
///
/// # Errors
///
/// A run of a program that did not count yet; no document with an outlet, or with a month.
pub(super) async fn check(context: &SessionContext, by: Option<By>) -> anyhow::Result<()> {
    let old = "SELECT count(*) FROM statements WHERE words_quoted IS NULL";
    ensure!(
        count(context, old).await? == 0,
        "an older program made this run, and did not count words: annotate the articles again"
    );
    match by {
        Some(By::Outlet) => ensure!(
            count(context, "SELECT count(outlet) FROM documents").await? > 0,
            "no document of this run has an outlet: `annotate --outlet-field` names the field"
        ),
        Some(By::Month) => ensure!(
            count(context, &format!("SELECT count({MONTH}) FROM documents d")).await? > 0,
            "no document of this run has a date that begins like 2026-01: `annotate --date-field` \
             names the field"
        ),
        Some(By::Article) | None => {}
    }
    Ok(())
}

async fn count(context: &SessionContext, sql: &str) -> anyhow::Result<i64> {
    let answer = Answer::of(context, sql, Vec::new()).await?;
    Ok(answer.batches.iter().map(|b| b.column(0).as_primitive::<Int64Type>().value(0)).sum())
}
