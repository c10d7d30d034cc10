"""The suite of whole inputs that the Rust tests run too: tests/data/forms.toml."""

import os
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest

import dixit

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli")

DATA = Path(os.environ.get("DIXIT_TEST_DATA", Path(__file__).parents[3] / "tests/data"))
if not DATA.is_dir():
    pytest.skip("a source distribution has no cases", allow_module_level=True)
CASES: List[Dict[str, Any]] = tomllib.loads((DATA / "forms.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['name']}")
def test_a_form_is_read_as_the_suite_says(extractor: dixit.Extractor, case: Dict[str, Any]) -> None:
    document = extractor.extract(case["input"], format=case.get("format", "auto"))
    said = [
        [s.kind, " ".join(s.text.split()), (s.speaker.name if s.speaker else None) or ""]
        for s in document.statements
        if s.act == "speech"
    ]
    # What stands there, as Python slices it.
    names = [f"{m.kind} {document.text[m.start : m.end]}" for m in document.mentions]
    right = said == case["says"] and all(name in names for name in case.get("names", []))
    assert right != ("fails" in case), (said, names)
