//! JSON in and out: what reads as a record is written and reads back the same.

#![no_main]

use dixit::DocumentRecord;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(record) = serde_json::from_slice::<DocumentRecord>(data) {
        let json = serde_json::to_string(&record).expect("a record is JSON");
        let back: DocumentRecord = serde_json::from_str(&json).expect("and reads back");
        assert_eq!(serde_json::to_string(&back).expect("a record is JSON"), json);
    }
});
