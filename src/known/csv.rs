//! Comma-separated values, as RFC 4180 has them.

/// Fields, and the line in which the first of them begins, from 1.
pub(super) type Record = (usize, Vec<String>);

/// The records of `text`. Empty lines are none. An error has its line too.
pub(super) fn records(text: &str) -> Result<Vec<Record>, (usize, &'static str)> {
    let mut out = Vec::new();
    let (mut line, mut first_line) = (1, 1);
    let (mut record, mut field) = (Vec::new(), String::new());
    let (mut is_quoted, mut was_quoted) = (false, false);
    let mut chars = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => field.push(c),
            '"' if field.is_empty() && !was_quoted => (is_quoted, was_quoted) = (true, true),
            ',' => {
                record.push(std::mem::take(&mut field));
                was_quoted = false;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' => {
                end(&mut record, &mut field, was_quoted, first_line, &mut out);
                (was_quoted, first_line) = (false, line);
            }
            _ if was_quoted => return Err((line, "something stands behind the closing mark")),
            _ => field.push(c),
        }
    }
    if is_quoted {
        return Err((first_line, "a quotation mark is not closed"));
    }
    end(&mut record, &mut field, was_quoted, first_line, &mut out);
    Ok(out)
}

fn end(
    record: &mut Vec<String>,
    field: &mut String,
    was_quoted: bool,
    line: usize,
    out: &mut Vec<Record>,
) {
    if !record.is_empty() || !field.is_empty() || was_quoted {
        record.push(std::mem::take(field));
        out.push((line, std::mem::take(record)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_between_commas_and_marks() {
        let read = records("\u{feff}a,\"b,\"\"c\"\r\n\n\"d\ne\",\nf").expect("it is CSV");
        let read: Vec<(usize, Vec<&str>)> =
            read.iter().map(|(l, r)| (*l, r.iter().map(String::as_str).collect())).collect();
        assert_eq!(read, [(1, vec!["a", "b,\"c"]), (3, vec!["d\ne", ""]), (5, vec!["f"])]);
        assert!(records("").is_ok_and(|r| r.is_empty()));
        assert_eq!(records("a\n\"b").map_err(|(line, _)| line), Err(2));
        assert_eq!(records("a\n\"b\"c").map_err(|(line, _)| line), Err(2));
    }
}
