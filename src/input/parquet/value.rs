//! A cell of a column as a JSON value.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float16Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, Time32MillisecondType,
    Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType};
use arrow_schema::{DataType, TimeUnit};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};
use serde_json::{Map, Number, Value};

use crate::input::found::Cell;

/// The cell of a row.
pub(super) fn cell(array: &ArrayRef, row: usize) -> Cell {
    match bytes(array, row) {
        Some(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Cell::Value(Value::String(text.into())),
            Err(_) => Cell::Bytes(bytes.into()),
        },
        None => Cell::Value(value(array, row)),
    }
}

/// The bytes of a cell that holds bytes.
fn bytes(array: &ArrayRef, row: usize) -> Option<&[u8]> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Binary => array.as_binary::<i32>().value(row),
        DataType::LargeBinary => array.as_binary::<i64>().value(row),
        DataType::BinaryView => array.as_binary_view().value(row),
        DataType::FixedSizeBinary(_) => array.as_fixed_size_binary().value(row),
        _ => return None,
    })
}

/// The cell of a row as JSON; bytes are not for it.
pub(crate) fn value(array: &ArrayRef, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    if let Some(number) = number(array, row) {
        return number;
    }
    match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into(),
        DataType::Utf8View => array.as_string_view().value(row).into(),
        DataType::Decimal32(..) => array.as_primitive::<Decimal32Type>().value_as_string(row).into(),
        DataType::Decimal64(..) => array.as_primitive::<Decimal64Type>().value_as_string(row).into(),
        DataType::Decimal128(..) => array.as_primitive::<Decimal128Type>().value_as_string(row).into(),
        DataType::Decimal256(..) => array.as_primitive::<Decimal256Type>().value_as_string(row).into(),
        DataType::Date32 => date(i64::from(raw::<Date32Type>(array, row))),
        DataType::Date64 => date(raw::<Date64Type>(array, row).div_euclid(86_400_000)),
        DataType::Time32(TimeUnit::Second) => time(i64::from(raw::<Time32SecondType>(array, row)), 1),
        DataType::Time32(_) => time(i64::from(raw::<Time32MillisecondType>(array, row)), 1000),
        DataType::Time64(TimeUnit::Microsecond) => time(raw::<Time64MicrosecondType>(array, row), 1_000_000),
        DataType::Time64(_) => time(raw::<Time64NanosecondType>(array, row), 1_000_000_000),
        DataType::Timestamp(unit, zone) => timestamp(instant(array, row, *unit), zone.is_some()),
        DataType::List(_) => list(&array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => list(&array.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => list(&array.as_fixed_size_list().value(row)),
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns();
            let member =
                |(field, column): (&arrow_schema::FieldRef, _)| (field.name().clone(), plain(column, row));
            Value::Object(fields.iter().zip(columns).map(member).collect())
        }
        DataType::Map(..) => map(array, row),
        // A column of nothing but null; what else there is was refused when the columns were looked at.
        _ => Value::Null,
    }
}

/// A value inside another one: bytes that are no text are digits there.
fn plain(array: &ArrayRef, row: usize) -> Value {
    match cell(array, row) {
        Cell::Value(value) => value,
        bytes @ Cell::Bytes(_) => bytes.kept(),
    }
}

fn list(items: &ArrayRef) -> Value {
    (0..items.len()).map(|row| plain(items, row)).collect()
}

/// An object; keys that are no text are written as such.
fn map(array: &ArrayRef, row: usize) -> Value {
    let entries = array.as_map().value(row);
    let (keys, values) = (entries.column(0), entries.column(1));
    let key = |row| match plain(keys, row) {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Value::Object((0..entries.len()).map(|row| (key(row), plain(values, row))).collect::<Map<_, _>>())
}

fn raw<T: ArrowPrimitiveType>(array: &ArrayRef, row: usize) -> T::Native {
    array.as_primitive::<T>().value(row)
}

fn number(array: &ArrayRef, row: usize) -> Option<Value> {
    Some(match array.data_type() {
        DataType::Int8 => raw::<Int8Type>(array, row).into(),
        DataType::Int16 => raw::<Int16Type>(array, row).into(),
        DataType::Int32 => raw::<Int32Type>(array, row).into(),
        DataType::Int64 => raw::<Int64Type>(array, row).into(),
        DataType::UInt8 => raw::<UInt8Type>(array, row).into(),
        DataType::UInt16 => raw::<UInt16Type>(array, row).into(),
        DataType::UInt32 => raw::<UInt32Type>(array, row).into(),
        DataType::UInt64 => raw::<UInt64Type>(array, row).into(),
        DataType::Float16 => short(raw::<Float16Type>(array, row).to_f32()),
        DataType::Float32 => short(raw::<Float32Type>(array, row)),
        // What is no number has no word in JSON.
        DataType::Float64 => {
            Number::from_f64(raw::<Float64Type>(array, row)).map_or(Value::Null, Value::Number)
        }
        _ => return None,
    })
}

/// 0.1 in single precision is 0.1, and not the nearest number of double precision.
fn short(number: f32) -> Value {
    number.to_string().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}

/// Days since 1970 as `2024-05-01`; as their number where no calendar has them.
fn date(days: i64) -> Value {
    let date = civil::date(1970, 1, 1).checked_add(SignedDuration::from_hours(days.saturating_mul(24)));
    date.map_or(days.into(), |date| date.to_string().into())
}

/// The time of day, in parts of a second.
fn time(parts: i64, a_second: i64) -> Value {
    let nanos = parts.rem_euclid(a_second) * (1_000_000_000 / a_second);
    let since = SignedDuration::new(parts.div_euclid(a_second), i32::try_from(nanos).unwrap_or_default());
    civil::Time::midnight().checked_add(since).map_or(parts.into(), |time| time.to_string().into())
}

/// A point in time, or its number in the unit of the column where no calendar has it.
fn instant(array: &ArrayRef, row: usize, unit: TimeUnit) -> Result<Timestamp, i64> {
    let (number, read) = match unit {
        TimeUnit::Second => {
            let number = raw::<TimestampSecondType>(array, row);
            (number, Timestamp::from_second(number))
        }
        TimeUnit::Millisecond => {
            let number = raw::<TimestampMillisecondType>(array, row);
            (number, Timestamp::from_millisecond(number))
        }
        TimeUnit::Microsecond => {
            let number = raw::<TimestampMicrosecondType>(array, row);
            (number, Timestamp::from_microsecond(number))
        }
        TimeUnit::Nanosecond => {
            let number = raw::<TimestampNanosecondType>(array, row);
            (number, Timestamp::from_nanosecond(number.into()))
        }
    };
    read.map_err(|_| number)
}

/// With `Z` where the column says that its times are in UTC.
fn timestamp(instant: Result<Timestamp, i64>, is_utc: bool) -> Value {
    match instant {
        Ok(instant) if is_utc => instant.to_string().into(),
        Ok(instant) => instant.to_zoned(TimeZone::UTC).datetime().to_string().into(),
        Err(number) => number.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::builder::{Int32Builder, MapBuilder, StringBuilder};
    use arrow_array::{
        BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, Float32Array, Int64Array,
        LargeStringArray, ListArray, NullArray, StringArray, StringViewArray, StructArray,
        Time64MicrosecondArray, TimestampMicrosecondArray, TimestampSecondArray, UInt64Array,
    };
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn is(array: impl Array + 'static, expected: impl Into<Value>) {
        let array: ArrayRef = Arc::new(array);
        let all: Vec<_> = (0..array.len()).map(|row| plain(&array, row)).collect();
        assert_eq!(Value::from(all), expected.into(), "{:?}", array.data_type());
    }

    #[test]
    fn cells_are_what_they_are_in_json() {
        is(Int64Array::from(vec![Some(7), None]), json!([7, null]));
        is(UInt64Array::from(vec![u64::MAX]), json!([u64::MAX]));
        is(Float32Array::from(vec![0.1, f32::NAN]), json!([0.1, null]));
        is(BooleanArray::from(vec![true]), json!([true]));
        is(StringArray::from(vec!["chợ"]), json!(["chợ"]));
        is(LargeStringArray::from(vec!["chợ"]), json!(["chợ"]));
        is(StringViewArray::from(vec!["chợ"]), json!(["chợ"]));
        is(BinaryArray::from(vec![&b"a"[..], b"\xff"]), json!(["a", "ff"]));
        is(NullArray::new(1), json!([null]));
        let decimal = Decimal128Array::from(vec![12345]).with_precision_and_scale(9, 2).expect("fits");
        is(decimal, json!(["123.45"]));
    }

    #[test]
    fn times_are_read_as_calendars_have_them() {
        is(Date32Array::from(vec![19_844, i32::MAX]), json!(["2024-05-01", i32::MAX]));
        is(Date64Array::from(vec![-1]), json!(["1969-12-31"]));
        is(Time64MicrosecondArray::from(vec![3_661_500_000]), json!(["01:01:01.5"]));
        let micros = TimestampMicrosecondArray::from(vec![1_714_525_200_500_000]);
        is(micros.clone(), json!(["2024-05-01T01:00:00.5"]));
        is(micros.with_timezone("UTC"), json!(["2024-05-01T01:00:00.5Z"]));
        is(TimestampSecondArray::from(vec![i64::MAX]), json!([i64::MAX]));
    }

    #[test]
    fn what_holds_values_is_told_with_them() {
        let items = ListArray::from_iter_primitive::<Int32Type, _, _>(vec![Some(vec![Some(1), None]), None]);
        is(items, json!([[1, null], null]));
        let mut map = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
        map.keys().append_value("a");
        map.values().append_value(1);
        map.append(true).expect("a row");
        is(map.finish(), json!([{"a": 1}]));
        let field = |name: &str, kind| Arc::new(arrow_schema::Field::new(name, kind, true));
        let members: Vec<(_, ArrayRef)> = vec![
            (field("s", DataType::Utf8), Arc::new(StringArray::from(vec!["x"]))),
            (field("b", DataType::Binary), Arc::new(BinaryArray::from(vec![&b"\xfe"[..]]))),
        ];
        is(StructArray::from(members), json!([{"s": "x", "b": "fe"}]));
    }

    #[test]
    fn bytes_that_are_no_text_stay_bytes() {
        let array: ArrayRef = Arc::new(BinaryArray::from(vec![&b"<p>"[..], b"\x93\xff"]));
        assert_eq!(cell(&array, 0), Cell::Value(json!("<p>")));
        assert_eq!(cell(&array, 1), Cell::Bytes(vec![0x93, 0xff]));
    }
}
