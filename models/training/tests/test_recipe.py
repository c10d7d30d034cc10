from pathlib import Path

import pytest

from dixit_training import recipe
from dixit_training.errors import TrainingError
from dixit_training.text.corpora import Corpus

RECIPES = sorted(Path(__file__).resolve().parents[1].glob("*.toml"))
SMALL = Path(__file__).with_name("small.toml").read_text()
FORMER = Path(__file__).with_name("former.toml").read_text()


@pytest.mark.parametrize(
    "path", [p for p in RECIPES if p.name != "pyproject.toml"], ids=lambda p: p.name
)
def test_the_recipes_of_released_models_make_sense(path):
    read = recipe.read(path)
    # Where what is released is looked for.
    assert "model" in read.stages[read.name].GIVES


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('kind = "average"', 'kind = "mean"', "no kind 'mean'"),
        ("seed = 1\n", "seeds = 1\n", "stage 'gold'.*seeds"),
        ("seed = 1\n", "", "stage 'gold'.*seed"),
        ('weights = "gold"', 'weights = "student"', "stage 'version-1'.*'student'.*weights"),
        ('scorers = "scorers"', 'scorers = "mean"', "stage 'version-3'.*'mean'.*model"),
        ("shares = { names = 1.0", "shares = { games = 1.0", "stage 'gold'.*no corpus games"),
        ("epochs = 4\n", "", "stage 'gold'.*passes, or epochs and shares"),
        ("student = 0.6", "student = 0.7", "stage 'mean'.*add up to 1"),
        ('form = "texts"', 'form = "text"', "texts: no form 'text'"),
        ('soft = "soft"\n', "", "stage 'student'.*states_weight without soft"),
        ('path = "former.toml"', 'path = "later.toml"', "stage 'former'.*later.toml"),
        ('attributions = ["quotes", "statements"]', 'attributions = "quotes"', "scorers.*a list"),
        ("rounds = 2", 'turns = ["texts"]\nrounds = 2', "scorers.*novels"),
        ("rounds = 2", "with_own = true\nrounds = 2", "scorers.*link_epochs = 0"),
        ('statements = ["statements"]', "statements = []", "stage 'small'.*held_out"),
        ("window = 64\n", "", "window"),
        ('name = "small"', "name = small", "small.toml"),
    ],
)
def test_what_is_wrong_with_a_recipe_is_said_before_it_runs(tmp_path, good, bad, message):
    path = tmp_path / "small.toml"
    assert good in SMALL
    path.write_text(SMALL.replace(good, bad, 1))
    (tmp_path / "former.toml").write_text(FORMER)
    with pytest.raises(TrainingError, match=message):
        recipe.read(path)


def test_a_corpus_may_stand_beside_its_recipe(tmp_path):
    path = tmp_path / "small.toml"
    beside = 'path = "statements.train.jsonl", beside = true'
    path.write_text(SMALL.replace('path = "statements.train.jsonl"', beside, 1))
    (tmp_path / "former.toml").write_text(FORMER)
    corpora = recipe.read(path).corpora
    elsewhere = Path("elsewhere")
    assert corpora["statements"].files(elsewhere) == [tmp_path / "statements.train.jsonl"]
    assert corpora["quotes"].files(elsewhere) == [elsewhere / "quotes.train.jsonl"]
    assert corpora["statements"].missing(elsewhere) == ["statements.train.jsonl"]


def test_articles_about_invented_people_are_whole():
    for part in ("train", "dev"):
        corpus = Corpus(form="statements", path=f"invented/{part}.jsonl")
        for document in corpus.read(Path(recipe.__file__).resolve().parents[1]):
            spans = [*document.entities, *document.roles, *document.inner, *document.acts]
            assert all(0 <= start < end <= len(document.text) for start, end, _ in spans)
            assert all(document.text[start:end].strip() for start, end, _ in spans)
