//! The ids that a tokenizer's post-processor puts before and after a text.

use serde_json::Value;

/// Those of a `post_processor`, where it says so: of a BERT's or RoBERTa's own kind, or a template
/// with one token on either side of a text.
pub(super) fn around(post_processor: &Value) -> Option<(u32, u32)> {
    match post_processor.get("type")?.as_str()? {
        "BertProcessing" | "RobertaProcessing" => {
            // Each is a token and its id.
            let id_of = |key| id(post_processor.get(key)?.get(1)?);
            Some((id_of("cls")?, id_of("sep")?))
        }
        "TemplateProcessing" => {
            let ids = post_processor.get("special_tokens")?;
            let id_of = |piece: &Value| {
                let name = piece.get("SpecialToken")?.get("id")?.as_str()?;
                match ids.get(name)?.get("ids")?.as_array()?.as_slice() {
                    [one] => id(one),
                    _ => None,
                }
            };
            match post_processor.get("single")?.as_array()?.as_slice() {
                [before, text, after] if text.get("Sequence").is_some() => {
                    Some((id_of(before)?, id_of(after)?))
                }
                _ => None,
            }
        }
        "Sequence" => post_processor.get("processors")?.as_array()?.iter().find_map(around),
        _ => None,
    }
}

fn id(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_of_a_post_processor_is_read() {
        let roberta = json!({"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true});
        assert_eq!(around(&roberta), Some((0, 2)));
        let token = |name: &str| json!({"SpecialToken": {"id": name, "type_id": 0}});
        let text = json!({"Sequence": {"id": "A", "type_id": 0}});
        let ids = json!({"[CLS]": {"id": "[CLS]", "ids": [101], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [102], "tokens": ["[SEP]"]}});
        let template = |single: Value| json!({"type": "TemplateProcessing", "single": single, "special_tokens": ids});
        let bert = template(json!([token("[CLS]"), text, token("[SEP]")]));
        assert_eq!(around(&bert), Some((101, 102)));
        assert_eq!(
            around(&json!({"type": "Sequence", "processors": [{"type": "ByteLevel"}, bert]})),
            Some((101, 102))
        );
        for other in [
            Value::Null,
            json!({"type": "ByteLevel"}),
            template(json!([text])),
            template(json!([token("[CLS]"), text, token("[EOS]")])),
            json!({"type": "BertProcessing", "sep": ["[SEP]", -1], "cls": ["[CLS]", 1]}),
        ] {
            assert_eq!(around(&other), None, "{other}");
        }
    }
}
