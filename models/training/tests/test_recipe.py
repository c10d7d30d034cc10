from pathlib import Path

import pytest

from dixit_training import recipe
from dixit_training.errors import TrainingError

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
