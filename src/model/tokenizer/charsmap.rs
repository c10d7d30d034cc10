//! SentencePiece's table of replacements, `precompiled_charsmap`: the length of a double-array trie
//! in bytes, the trie as little-endian u32, and the replacements, each ended by a zero byte, to
//! which the trie's values point.
//!
//! The library that applies it follows the trie wherever its numbers lead. Here every step that a
//! text could make it take is taken once, so that none leads out. Layout of a unit:
//! <https://github.com/s-yata/darts-clone>.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A unit of the trie.
#[derive(Clone, Copy, Debug)]
struct Unit(usize);

impl Unit {
    fn has_value(self) -> bool {
        self.0 >> 8 & 1 == 1
    }

    fn value(self) -> usize {
        self.0 & ((1 << 31) - 1)
    }

    fn label(self) -> usize {
        self.0 & (1 << 31 | 0xff)
    }

    fn offset(self) -> usize {
        self.0 >> 10 << ((self.0 & 1 << 9) >> 6)
    }
}

/// That a table, in base64, is one, and that no text leads out of it: how many bytes it makes of
/// one at the most.
pub(super) fn growth(table: &str) -> Result<usize, String> {
    let table = STANDARD.decode(table).map_err(|e| format!("precompiled_charsmap: {e}"))?;
    growth_of_table(&table).ok_or_else(|| "precompiled_charsmap is damaged".to_owned())
}

fn growth_of_table(table: &[u8]) -> Option<usize> {
    let (size, rest) = table.split_first_chunk()?;
    let (trie, replacements) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)?;
    let (units, []) = trie.as_chunks() else { return None };
    let units: Vec<Unit> =
        units.iter().map(|unit| Unit(u32::from_le_bytes(*unit) as usize)).collect();
    let replacements = std::str::from_utf8(replacements).ok()?;
    let ends: Vec<usize> = replacements.match_indices('\0').map(|(at, _)| at).collect();
    let end = |value| {
        let after = ends.partition_point(|&end| end < value);
        ends.get(after).copied().unwrap_or(replacements.len())
    };
    let mut most = 1;
    let mut seen = vec![false; units.len()];
    // With how many bytes of a key lead there.
    let mut open = vec![(units.first()?.offset(), 0)];
    while let Some((node, length)) = open.pop() {
        // A key never goes on with a zero byte.
        for byte in 1..=usize::from(u8::MAX) {
            let at = node ^ byte;
            let unit = units.get(at)?;
            if unit.label() != byte || std::mem::replace(&mut seen[at], true) {
                continue;
            }
            let (next, length) = (at ^ unit.offset(), length + 1);
            if unit.has_value() {
                let value = units.get(next)?.value();
                if !replacements.is_char_boundary(value) {
                    return None;
                }
                most = most.max((end(value) - value).div_ceil(length));
            }
            open.push((next, length));
        }
    }
    Some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A trie whose only key is `a`, and the replacements behind it: the root's children stand at
    /// 256 and on, the value of `a` at 512.
    fn table(value: u32, replacements: &str) -> Vec<u8> {
        let mut units = vec![0; 768];
        units[0] = 256 << 10;
        let a = 256 ^ usize::from(b'a');
        units[a] = ((a as u32 ^ 512) << 10) | 1 << 8 | u32::from(b'a');
        units[512] = 1 << 31 | value;
        let trie: Vec<u8> = units.iter().flat_map(|unit: &u32| unit.to_le_bytes()).collect();
        [&(trie.len() as u32).to_le_bytes(), &trie[..], replacements.as_bytes()].concat()
    }

    fn normalized(table: &[u8], text: &str) -> String {
        let json = serde_json::json!({ "type": "Precompiled", "precompiled_charsmap": STANDARD.encode(table) });
        let normalizer: tokenizers::NormalizerWrapper =
            serde_json::from_value(json).expect("the table is one");
        let mut text = tokenizers::NormalizedString::from(text);
        tokenizers::Normalizer::normalize(&normalizer, &mut text).expect("the text is normalized");
        text.get().to_owned()
    }

    #[test]
    fn a_table_that_holds_together_is_let_through() {
        let table = table(2, "x\0ß\0");
        assert_eq!(growth(&STANDARD.encode(&table)), Ok(2));
        // The test's own table is one for the library as well.
        assert_eq!(normalized(&table, "banana"), "bßnßnß");
    }

    #[test]
    fn what_leads_out_of_the_table_is_refused() {
        let whole = table(2, "x\0ß\0");
        for value in [3, 5, 6, 70_000] {
            assert_eq!(
                growth_of_table(&table(value, "x\0ß\0")),
                (value == 5).then_some(1),
                "a replacement at {value}"
            );
        }
        for length in 0..whole.len() - 5 {
            assert_eq!(growth_of_table(&whole[..length]), None, "{length} bytes of it");
        }
        let mut trie_too_long = whole.clone();
        trie_too_long[3] = 0xff;
        assert_eq!(growth_of_table(&trie_too_long), None);
        let mut root_outside = whole;
        root_outside[4 + 3] = 0x7f;
        assert_eq!(growth_of_table(&root_outside), None);
        assert!(growth("****").is_err());
    }

    #[test]
    fn the_longest_replacement_tells_the_growth() {
        let long = "y".repeat(1000);
        for (value, bytes) in [(0, 1), (2, 1000), (3, 999), (1003, 1)] {
            let table = table(value, &format!("x\0{long}\0z"));
            assert_eq!(growth_of_table(&table), Some(bytes), "a replacement at {value}");
        }
    }

    /// Whatever one bit of a table is changed to, the library does not panic on what is let
    /// through.
    #[test]
    fn no_flipped_bit_leads_out() {
        let whole = table(0, "x\0ß\0");
        let text: String = (1..0x250).filter_map(char::from_u32).collect();
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            if growth_of_table(&flipped).is_some()
                && (bit < 8 * 8 || bit % 97 == 0 || bit >= (whole.len() - 16) * 8)
            {
                normalized(&flipped, &text);
            }
        }
    }
}
