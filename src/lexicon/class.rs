//! The classes that a word may have; `en.toml` says what each is.

/// Names each class as the data does.
macro_rules! classes {
    ($($class:ident => $name:literal),+ $(,)?) => {
        /// A question that a rule or a scorer asks about a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class {
            $($class),+
        }

        impl Class {
            pub(super) const ALL: &[Self] = &[$(Self::$class),+];

            /// Its name in the data.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$class => $name),+
                }
            }
        }
    };
}

classes! {
    ActingWord => "acting_word",
    AfterHead => "after_head",
    GoverningOffice => "governing_office",
    EmptyWord => "empty_word",
    DescriptionBound => "description_bound",
    Indefinite => "indefinite",
    Possessive => "possessive",
    AbbreviationBeforeName => "abbreviation_before_name",
    AbbreviationAtEnd => "abbreviation_at_end",
    SentenceStarter => "sentence_starter",
    Elision => "elision",
    PostalCodeWord => "postal_code_word",
    NeutralTitle => "neutral_title",
    FemaleName => "female_name",
    MaleName => "male_name",
    DocumentNoun => "document_noun",
    OrganizationNoun => "organization_noun",
    GroupNoun => "group_noun",
    PersonNoun => "person_noun",
    ThingNoun => "thing_noun",
    Office => "office",
    Service => "service",
    FemaleNoun => "female_noun",
    MaleNoun => "male_noun",
    ReportingVerb => "reporting_verb",
    QuotingVerb => "quoting_verb",
    ClauseVerb => "clause_verb",
    BeforeVerb => "before_verb",
    LyNoun => "ly_noun",
    ClauseOpener => "clause_opener",
    SourceBound => "source_bound",
    VerbOrNoun => "verb_or_noun",
    SubjectPronoun => "subject_pronoun",
    LoneSource => "lone_source",
    Determiner => "determiner",
    PluralSource => "plural_source",
    SourceEnd => "source_end",
    AmbiguousState => "ambiguous_state",
    PlaceOpener => "place_opener",
    PlaceFirstWord => "place_first_word",
    CommonAbbreviation => "common_abbreviation",
    FileEnding => "file_ending",
    FunctionWord => "function_word",
    NameAbbreviation => "name_abbreviation",
    NameParticle => "name_particle",
    PlayerPosition => "player_position",
    AfterHyphen => "after_hyphen",
    NamingWord => "naming_word",
    TitleSmallWord => "title_small_word",
    EntitlingWord => "entitling_word",
    Conjunction => "conjunction",
    NamingVerb => "naming_verb",
    Work => "work",
    SayVerb => "say_verb",
    TellVerb => "tell_verb",
    Definite => "definite",
    NounModifier => "noun_modifier",
    MaleTitle => "male_title",
    FemaleTitle => "female_title",
    NewspaperNoun => "newspaper_noun",
    NewspaperName => "newspaper_name",
    MagazineNoun => "magazine_noun",
    MagazineName => "magazine_name",
    BroadcasterNoun => "broadcaster_noun",
    BroadcasterName => "broadcaster_name",
    WebsiteNoun => "website_noun",
    WebsiteName => "website_name",
    AgencyNoun => "agency_noun",
    AgencyName => "agency_name",
    UnionNoun => "union_noun",
    UnionName => "union_name",
    AssociationNoun => "association_noun",
    AssociationName => "association_name",
    CompanyNoun => "company_noun",
    CompanyName => "company_name",
    CompanyForm => "company_form",
    BankNoun => "bank_noun",
    BankName => "bank_name",
    CommitteeNoun => "committee_noun",
    CommitteeName => "committee_name",
    SchoolNoun => "school_noun",
    SchoolName => "school_name",
    AcronymSkips => "acronym_skips",
    Article => "article",
    PronounHe => "pronoun_he",
    PronounShe => "pronoun_she",
    PronounThey => "pronoun_they",
    PronounIt => "pronoun_it",
    PronounI => "pronoun_i",
    PronounWe => "pronoun_we",
    PronounWho => "pronoun_who",
    PronounWhich => "pronoun_which",
    OtherPronoun => "other_pronoun",
    PassingAdjective => "passing_adjective",
    Preposition => "preposition",
    PersonEnding => "person_ending",
    ThoughtWord => "thought_word",
    RefusingWord => "refusing_word",
    AnsweringWord => "answering_word",
    Negation => "negation",
    CueWord => "cue_word",
    Modal => "modal",
    PlaceNoun => "place_noun",
    IssuedNoun => "issued_noun",
}
