import pytest
import torch
from torch import nn

from dixit_training.losses import MISC_IDS, Loss, entity_loss, gold_loss, label_loss
from dixit_training.networks.heads import Tagger
from dixit_training.text.collate import Batch, Taught
from dixit_training.text.labels import ENTITY_LABELS, HEADS, ROLE_LABELS
from dixit_training.text.windows import IGNORE

ENTITIES = len(ENTITY_LABELS)


def sure_of(label):
    logits = torch.full((1, 1, ENTITIES), -20.0)
    logits[..., label] = 20.0
    return logits


def test_an_o_is_open_to_misc_only_where_the_corpus_has_none():
    gold = torch.tensor([[0]])
    for label in MISC_IDS:
        open_o, words = entity_loss(sure_of(label), gold, torch.tensor([False]))
        assert open_o.item() == pytest.approx(0, abs=1e-4) and words == 1
    closed, _ = entity_loss(sure_of(MISC_IDS[1]), gold, torch.tensor([True]))
    assert closed.item() == pytest.approx(40, abs=1e-3)
    person, _ = entity_loss(sure_of(ENTITY_LABELS.index("B-PER")), gold, torch.tensor([False]))
    assert person.item() > 30


def test_pieces_without_a_label_cost_nothing():
    gold = torch.tensor([[0, IGNORE, IGNORE]])
    logits = torch.randn(1, 3, ENTITIES)
    alone, words = entity_loss(logits, gold, torch.tensor([True]))
    first, _ = entity_loss(logits[:, :1], gold[:, :1], torch.tensor([True]))
    assert words == 1 and alone.item() == pytest.approx(first.item())


def batch_without_gold():
    blank = torch.full((2, 4), IGNORE)
    ones = torch.ones(2, 4, dtype=torch.long)
    gold = {head: blank for head in HEADS}
    return Batch(ones, ones, ones, gold, torch.tensor([True, True]), torch.tensor([False, False]))


def random_scores():
    return {head: torch.randn(2, 4, len(labels)) for head, labels in HEADS.items()}


def test_a_batch_without_gold_has_no_gold_loss():
    loss = gold_loss(random_scores(), batch_without_gold())
    assert loss.item() == 0


class Echo(nn.Module):
    """A network that says what it was given."""

    def __init__(self, scores):
        super().__init__()
        self.said = torch.randn(2, 4, 5), scores

    def forward(self, _batch):
        return self.said

    def by_definition(self, _hidden, scores, _variant):
        return scores


def taught_batch(scores, states=None):
    batch = batch_without_gold()
    rows, columns = torch.tensor([0, 0, 1]), torch.tensor([1, 3, 2])
    said = [part[rows, columns].log_softmax(-1) for part in scores.values()]
    batch.taught = Taught(rows, columns, torch.cat(said, dim=-1), states)
    return batch


def test_who_says_what_the_teacher_says_has_nothing_to_learn():
    scores = random_scores()
    batch = taught_batch(scores)
    assert label_loss(scores, batch.taught).item() == pytest.approx(0, abs=1e-6)
    # Elsewhere than on the first pieces of words nobody compares them.
    scores["entity"][0, 0], scores["role"][1, 0] = 9.0, -9.0
    assert label_loss(scores, batch.taught).item() == pytest.approx(0, abs=1e-6)
    for head, logits in scores.items():
        logits[0, 3, 1] += 4
        assert label_loss(scores, batch.taught).item() > 0.01, head
        logits[0, 3, 1] -= 4


def test_acts_are_learned_from_a_teacher_where_it_sees_a_cue():
    scores = random_scores()
    for head in ("role", "inner"):
        scores[head][..., 0] = 20.0
    batch = taught_batch(scores)
    scores["act"] = scores["act"] + torch.tensor([6.0, 0.0, 0.0])
    assert label_loss(scores, batch.taught).item() == pytest.approx(0, abs=1e-6)
    scores["inner"][0, 1, ROLE_LABELS.index("I-cue")] = 40.0
    batch = taught_batch(scores)
    scores["act"] = scores["act"] + torch.tensor([0.0, 9.0, 0.0])
    assert label_loss(scores, batch.taught).item() > 0.01


def test_the_other_definition_moves_the_roles_of_its_windows_alone():
    tagger = Tagger(5, 0.0, HEADS)
    nn.init.constant_(tagger.variant.bias, 3.0)
    hidden, scores = torch.randn(2, 4, 5), random_scores()
    by_definition = tagger.by_definition(hidden, scores, torch.tensor([False, True]))
    assert torch.equal(by_definition["role"][0], scores["role"][0])
    assert torch.allclose(by_definition["role"][1], scores["role"][1] + 3.0)
    assert torch.equal(by_definition["inner"], scores["inner"])


def test_states_cost_their_share():
    scores = random_scores()
    batch = taught_batch(scores, torch.randn(3, 7))
    total, parts = Loss(5, 7, 0.5)(Echo(scores), batch)
    assert set(parts) == {"gold", "labels", "states"}
    expected = parts["gold"] + parts["labels"] + 0.5 * parts["states"]
    assert total.item() == pytest.approx(expected, rel=1e-5)
    without, parts = Loss(5)(Echo(scores), batch)
    assert set(parts) == {"gold", "labels"} and without.item() < total.item()


def test_a_head_counts_what_a_run_says():
    scores, batch = random_scores(), batch_without_gold()
    batch.gold["inner"] = torch.ones_like(batch.gold["inner"])
    batch.gold["role"] = torch.ones_like(batch.gold["role"])
    once = gold_loss({"role": scores["role"]}, batch)
    both = gold_loss({"role": scores["role"], "inner": scores["inner"]}, batch)
    doubled = Loss(5, weights={"inner": 2.0}).weights
    twice = gold_loss({"role": scores["role"], "inner": scores["inner"]}, batch, doubled)
    assert (twice - both).item() == pytest.approx((both - once).item(), rel=1e-5)
