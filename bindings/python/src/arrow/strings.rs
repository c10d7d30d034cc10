//! A column of strings, however Arrow holds them.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

/// A column that can be read as strings: of strings, of integers, or a dictionary of either.
#[derive(Debug)]
pub(crate) struct Strings {
    column: ArrayRef,
    /// Of a dictionary: its values, and which of them each row has.
    dictionary: Option<(ArrayRef, Vec<usize>)>,
}

impl Strings {
    /// # Errors
    ///
    /// The type of a column that cannot.
    pub(crate) fn new(column: ArrayRef) -> Result<Self, DataType> {
        let dictionary = column.as_any_dictionary_opt().map(|dictionary| {
            let values = dictionary.values();
            // Without values all rows are null.
            let places = if values.is_empty() { vec![] } else { dictionary.normalized_keys() };
            (values.clone(), places)
        });
        let held = dictionary.as_ref().map_or(&column, |(values, _)| values).data_type();
        let reads = matches!(held, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
            || held.is_integer();
        if reads { Ok(Self { column, dictionary }) } else { Err(column.data_type().clone()) }
    }

    /// What stands in this row; `None` is null.
    pub(crate) fn get(&self, row: usize) -> Option<Cow<'_, str>> {
        if row >= self.column.len() || self.column.is_null(row) {
            return None;
        }
        match &self.dictionary {
            Some((values, places)) => value(values, *places.get(row)?),
            None => value(&self.column, row),
        }
    }
}

/// What stands at `row`, which is one of them.
fn value(array: &dyn Array, row: usize) -> Option<Cow<'_, str>> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into(),
        DataType::Utf8View => array.as_string_view().value(row).into(),
        DataType::Int8 => array.as_primitive::<Int8Type>().value(row).to_string().into(),
        DataType::Int16 => array.as_primitive::<Int16Type>().value(row).to_string().into(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).to_string().into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string().into(),
        DataType::UInt8 => array.as_primitive::<UInt8Type>().value(row).to_string().into(),
        DataType::UInt16 => array.as_primitive::<UInt16Type>().value(row).to_string().into(),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).to_string().into(),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).to_string().into(),
        _ => return None,
    })
}
