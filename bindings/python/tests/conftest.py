"""What the tests share."""

import pytest

import dixit

ARTICLE = (
    "Mayor Ana Kovic closed the bridge on Tuesday. “We are not going to wait for an accident,” she "
    "told reporters. Ben Brandt, who owns a café beside it, said that his customers would stay away."
)


@pytest.fixture(scope="session")
def extractor() -> dixit.Extractor:
    return dixit.Extractor()


@pytest.fixture
def article() -> str:
    return ARTICLE
