//! What API.md says of the types that the crate shows: which traits each of them has. A type that
//! loses one does not compile here.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::ops::Range;
use std::str::FromStr;

use dixit::render::{Audit, AuditPlace, AuditRow, AuditedStatement, Report};
use dixit::verify::{
    Bit, BitKind, Change, ChangeKind, Edit, EditKind, Piece, Quotation, Repeat, SaidBy, Sides,
    Source, Sources, Verdict, Verification, VerificationRecord,
};
use dixit::{
    Act, Article, ArticleRecord, Attribution, Block, BlockKind, Cancel, Candidate, CandidateRecord,
    Document, DocumentRecord, EmbeddedEncoder, Encoder, Entity, EntityKind, EntityRecord, Error,
    ErrorKind, Extractor, ExtractorBuilder, Harmless, Input, InputFormat, Kernel, KnownEntities,
    KnownEntity, Limits, MarkedPhrase, MarkedPhraseRecord, Mention, MentionRecord, Model,
    ModelBytes, OffsetTable, OffsetUnit, PhraseReason, Sentence, Span, Speaker, SpeakerForm,
    SpeakerKind, SpeakerRecord, Statement, StatementKind, StatementRecord, Stretch, TextSpanRecord,
    Timings, Window, Word,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[test]
fn every_type_goes_between_threads_and_shows_itself() {
    fn holds<T: Send + Sync + Debug>() {}
    holds::<(Extractor, ExtractorBuilder, Model, ModelBytes)>();
    holds::<(Input<'_>, InputFormat, Limits, Cancel, Error, ErrorKind)>();
    holds::<(Document<'_>, Article<'_>, Mention<'_>, Entity<'_>, Timings)>();
    holds::<(Statement<'_>, Speaker<'_>, Candidate<'_>, MarkedPhrase<'_>)>();
    holds::<(Block<'_>, Sentence<'_>, Word<'_>, Stretch<'_>)>();
    holds::<(DocumentRecord, ArticleRecord, MentionRecord, EntityRecord, StatementRecord)>();
    holds::<(SpeakerRecord, CandidateRecord, MarkedPhraseRecord, TextSpanRecord)>();
    holds::<(Act, Attribution, BlockKind, EntityKind, PhraseReason)>();
    holds::<(SpeakerForm, SpeakerKind, StatementKind)>();
    holds::<(Span, OffsetTable<'_>, OffsetUnit, Harmless<'_>, Report)>();
    holds::<(EmbeddedEncoder, Kernel, Window<'_>, Box<dyn Encoder>)>();
    holds::<(Source<'_>, Sources<'_>, Verification<'_, '_>, VerificationRecord)>();
    holds::<(Quotation, Piece, Change, ChangeKind, Edit, EditKind, SaidBy, Verdict)>();
    holds::<(Sides, Bit, BitKind, Repeat)>();
    holds::<(KnownEntities, KnownEntity)>();
    holds::<(Audit, AuditRow, AuditPlace, AuditedStatement)>();
    #[cfg(feature = "rust-bert")]
    holds::<(dixit::Libtorch, dixit::LibtorchDevice, dixit::LibtorchEncoder)>();
}

#[test]
fn a_kind_is_a_plain_value_with_a_name() {
    fn plain<T: Copy + Ord + Hash + Debug>() {}
    fn named<T: Copy + Ord + Hash + Debug + Display + FromStr<Err = Error>>() {}
    plain::<(ErrorKind, BitKind)>();
    named::<Act>();
    named::<Attribution>();
    named::<BlockKind>();
    named::<ChangeKind>();
    named::<EditKind>();
    named::<EntityKind>();
    named::<InputFormat>();
    named::<Kernel>();
    named::<OffsetUnit>();
    named::<PhraseReason>();
    named::<SaidBy>();
    named::<SpeakerForm>();
    named::<SpeakerKind>();
    named::<StatementKind>();
    named::<Verdict>();
}

#[test]
fn data_is_compared_and_written_and_read() {
    fn data<T: Clone + PartialEq + Serialize + DeserializeOwned>() {}
    data::<DocumentRecord>();
    data::<(ArticleRecord, MentionRecord, EntityRecord, StatementRecord, SpeakerRecord)>();
    data::<(CandidateRecord, MarkedPhraseRecord, TextSpanRecord, Span)>();
    data::<(VerificationRecord, Quotation, Piece, Change, Edit)>();
    data::<(Act, Attribution, EntityKind, PhraseReason, SpeakerForm, SpeakerKind)>();
    data::<(StatementKind, BlockKind, InputFormat, OffsetUnit)>();
    data::<(ChangeKind, EditKind, SaidBy, Verdict)>();

    fn value<T: Clone + Eq + Hash>() {}
    value::<(Span, Limits, Timings, Change)>();
    fn equal<T: Clone + Eq>() {}
    equal::<(Report, Sides, Bit, Stretch<'_>, Window<'_>, Harmless<'_>)>();
}

#[test]
fn what_is_cheap_to_copy_or_to_clone_is() {
    fn copied<T: Copy>() {}
    copied::<(Article<'_>, Mention<'_>, Entity<'_>, Statement<'_>, Speaker<'_>)>();
    copied::<(Candidate<'_>, MarkedPhrase<'_>, Block<'_>, Sentence<'_>, Word<'_>)>();
    fn cloned<T: Clone>() {}
    cloned::<(Document<'_>, Input<'_>, Model, ModelBytes, Cancel, OffsetTable<'_>)>();
    cloned::<(Source<'_>, Verification<'_, '_>)>();
    fn has_default<T: Default>() {}
    has_default::<(ExtractorBuilder, Limits, Cancel, Model, Report, Span, OffsetUnit, InputFormat)>(
    );
}

#[test]
fn the_error_is_one_for_every_program() {
    fn holds<T: StdError + Send + Sync + 'static>() {}
    holds::<Error>();
}

#[test]
fn a_span_is_a_range_and_a_text_an_input() {
    fn from<A, B: From<A>>() {}
    from::<Range<usize>, Span>();
    from::<Span, Range<usize>>();
    from::<&str, Input<'_>>();
    from::<&String, Input<'_>>();
}
