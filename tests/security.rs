//! SECURITY.md names for each promise the tests that hold it: they are there.

use crate::support::root;

#[test]
fn every_test_that_a_promise_names_is_there() {
    let paper = std::fs::read_to_string(root().join("SECURITY.md")).expect("it is there");
    let named: Vec<(&str, &str)> = paper
        .split('`')
        .filter_map(|code| code.split_once("::").filter(|(file, _)| file.ends_with(".rs")))
        .collect();
    assert!(named.len() >= 40, "{} tests are named", named.len());
    for (file, test) in named {
        let code = std::fs::read_to_string(root().join(file)).expect(file);
        assert!(code.contains(&format!("fn {test}(")), "{file} has no test {test}");
    }
    for target in ["extract", "marks", "pipeline", "model", "record"] {
        assert!(paper.contains(&format!("`{target}`")), "no promise names the target {target}");
        assert!(root().join(format!("tests/fuzz/fuzz_targets/{target}.rs")).exists());
    }
}
