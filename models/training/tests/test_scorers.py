import json

import pytest
import torch

from dixit_training import manifest
from dixit_training.errors import TrainingError
from dixit_training.scorers import (
    antecedents,
    links,
    network,
    novels,
    questions,
    readers,
    rounds,
    store,
)
from dixit_training.text.corpora import Corpus


def question(document, right, seed):
    """The answer whose first feature is 1 is right."""
    rows = torch.rand(3, 4, generator=torch.Generator().manual_seed(seed))
    rows[:, 0] = torch.tensor([float(k == right) for k in range(3)])
    return questions.Question(document, rows, torch.arange(3) == right, 1.0)


QUESTIONS = [question(f"article-{n % 10}", n % 3, n) for n in range(120)]


def test_what_the_features_tell_is_learned_and_holds_for_other_documents():
    assert network.held_out(QUESTIONS, 20, 2) > 0.9


def test_scorers_side_by_side_give_the_mean_of_their_scores():
    asked = network.Padded.of(QUESTIONS[:30])
    members = [network.member(asked, 1, seed) for seed in (1, 2, 3)]
    rows = torch.rand(5, 4)
    mean = sum(member(rows) for member in members) / 3
    assert torch.allclose(network.side_by_side(members)(rows), mean, atol=1e-6)


def test_a_scorer_without_an_opinion_finds_all_answers_equally_good():
    scorer = network.Scorer(4, 1)
    scorer.load_state_dict(network.without_opinion(4))
    assert scorer.eval()(torch.rand(6, 4)).unique().tolist() == [0.0]


def test_questions_with_few_answers_are_padded_with_none_that_counts():
    short = questions.Question("a", torch.rand(1, 4), torch.tensor([True]), 1.0)
    asked = network.Padded.of([short, QUESTIONS[0]])
    loss, hits = network.loss_and_hits(network.Scorer(4).eval(), asked)
    assert hits[0].item() is True
    asked = asked.part(torch.tensor([0]))
    assert asked.rows.shape[1] == 1
    alone, _ = network.loss_and_hits(network.Scorer(4).eval(), asked)
    assert alone.item() == pytest.approx(0, abs=1e-6) and loss.item() > 0


TEXT = "“The bridge stays shut,” said Ana Kovic. Later he left."
CONTENT, CUE, SOURCE = (1, 23), (25, 29), (30, 39)


def gold(**more):
    speaker = {"names": ["Ana Kovic"], "aliases": [], "kind": "person"}
    spans = {"content": [CONTENT], "cue": [CUE], "source": [SOURCE]}
    return {"attributions": [spans | {"speaker": speaker} | more]}


def link(asked, span, *answers, layer="outer"):
    places = [a and {"start": a[0], "end": a[1]} for a in answers]
    of_each = [{"span": place, "features": [0.0]} for place in places]
    asked = {"layer": layer, "asked": asked, "start": span[0], "end": span[1]}
    return {"links": [asked | {"answers": of_each}]}


def judged(judge, gold, trace):
    return [(j.right, j.question("a").weight) for j in judge(gold, trace)]


def test_a_piece_belongs_to_the_cue_of_the_content_that_holds_half_of_it():
    trace = link("cue", CONTENT, None, CUE, (41, 46))
    assert judged(links.judge, gold(), trace) == [([False, True, False], 1.0)]
    assert judged(links.judge, gold(), link("source", CUE, SOURCE, None)) == [([True, False], 1.0)]
    # Most of it stands elsewhere: gold says nothing of it.
    assert judged(links.judge, gold(), link("cue", (20, 55), CUE, None)) == []


def test_where_gold_has_a_cue_that_is_not_on_offer_none_is_right_but_less_surely():
    (judgement,) = links.judge(gold(), link("cue", CONTENT, None, (41, 46)))
    asked = judgement.question("a")
    assert asked.right.tolist() == [True, False] and asked.weight == questions.UNSURE
    (judgement,) = links.judge(gold(cue=[]), link("cue", CONTENT, None, (41, 46)))
    assert judgement.question("a").weight == 1.0


# "She said he had told her so.": one in the content of the other.
OUTER = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 27)]}
INNER = {"source": [(9, 11)], "cue": [(16, 20)], "content": [(25, 27)]}
NESTED = {"attributions": [OUTER, INNER]}


def test_each_layer_is_judged_by_its_own_attributions():
    assert links.layers_of([OUTER, INNER]) == {"outer": [OUTER], "inner": [INNER]}
    inner = link("cue", (25, 27), None, (4, 8), (16, 20), layer="inner")
    assert judged(links.judge, NESTED, inner) == [([False, False, True], 1.0)]
    outer = link("cue", (9, 27), None, (4, 8), (16, 20))
    assert judged(links.judge, NESTED, outer) == [([False, True, False], 1.0)]
    source = link("source", (16, 20), (9, 11), None, layer="inner")
    assert judged(links.judge, NESTED, source) == [([True, False], 1.0)]
    # Nothing is said in what is said here.
    inner = link("cue", (9, 15), (4, 8), None, layer="inner")
    assert judged(links.judge, NESTED, inner) == []


def test_an_inner_one_whose_outer_one_was_not_found_is_judged_all_the_same():
    found_alone = link("source", (16, 20), (9, 11), None)
    assert judged(links.judge, NESTED, found_alone) == [([True, False], 1.0)]


def test_attributions_with_one_content_stand_in_neither():
    other = {"source": [], "cue": [(40, 46)], "content": [(9, 27)]}
    assert links.layers_of([OUTER, other])["inner"] == []


def reference(span, entities):
    answers = [{"entity": e, "features": [0.0]} for e in (*range(len(entities)), None)]
    mentions = [{"start": s, "end": e, "kind": "person"} for _, (s, e) in entities]
    record = {
        "entities": [
            {"name": name, "kind": "person", "mentions": [k]}
            for k, (name, _) in enumerate(entities)
        ],
        "mentions": mentions,
    }
    asked = {"start": span[0], "end": span[1], "answers": answers}
    return {"references": [asked], "record": record}


def test_an_antecedent_is_right_by_a_name_of_the_speaker():
    trace = reference(SOURCE, [("Ben Brandt", (41, 46)), ("Kovic", SOURCE)])
    by_attributions = judged(antecedents.judge_by_attributions, gold(), trace)
    assert by_attributions == [([False, True, False], 1.0)]


def test_quotations_of_novels_tell_whose_turn_it_is(tmp_path):
    text = "“Yes,” he said.\r\n\r\n“No.”\r\n\r\n“Why?”"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(text.encode())
    quotes = [
        {"spans": [[0, 6]], "speaker": "I", "type": "Narrator"},
        {"spans": [[19, 24]], "speaker": "K", "type": "Named"},
        {"spans": [[28, 34]], "speaker": "nobody", "type": "Unnamed"},
    ]
    characters = {"I": {"names": ["I"]}, "K": {"names": ["Ana Kovic", "Ana"]}}
    novel = {"doc": "a", "quotes": quotes, "characters": characters}
    (tmp_path / "gold.jsonl").write_text(json.dumps(novel) + "\n")
    novels.write(tmp_path, tmp_path / "out.jsonl")
    [written] = questions.json_lines(tmp_path / "out.jsonl")
    assert written["text"] == text
    [turn] = written["attributions"]
    assert text[slice(*turn["content"][0])] == "“No.”"
    speaker = {"names": ["Ana Kovic"], "aliases": ["Ana"], "kind": "person"}
    assert turn["speaker"] == speaker and turn["source"] == []
    # The turn is a question, and what "he" stands for is none.
    trace = reference((19, 24), [("Ana Kovic", SOURCE)]) | {"doc": "a"}
    assert len([*antecedents.judge_by_attributions(written, trace)]) == 1
    trace = reference((7, 9), [("Ana Kovic", SOURCE)]) | {"doc": "a"}
    assert [*antecedents.judge_by_attributions(written, trace)] == []
    [document] = Corpus(form="novels", path="").read(tmp_path)
    assert document.text == text and document.roles is None


def test_nobody_is_right_where_the_speaker_is_not_in_mind():
    trace = reference(SOURCE, [("Ben Brandt", (41, 46))])
    (judgement,) = antecedents.judge_by_attributions(gold(), trace)
    asked = judgement.question("a")
    assert asked.right.tolist() == [False, True] and asked.weight == questions.UNSURE
    group = {"names": ["they"], "aliases": [], "kind": "group"}
    (judgement,) = antecedents.judge_by_attributions(gold(speaker=group), trace)
    assert judgement.question("a").weight == 1.0


def test_whose_somebody_is_says_nothing_of_who_speaks():
    owner = reference((41, 44), [("Ben Brandt", (41, 46))])
    wife = gold(source=[[41, 49]])
    assert judged(antecedents.judge_by_attributions, wife, owner) == []


def with_figure(trace, span, words):
    figure = {"start": span[0], "end": span[1], "text": words}
    answers = trace["references"][0]["answers"]
    answers.append({"entity": None, "figure": figure, "features": [0.0]})
    return trace


def test_whoever_has_no_name_is_right_by_the_words_for_them():
    trace = with_figure(reference(SOURCE, [("Ben Brandt", (41, 46))]), (2, 10), "a club spokesman")
    speaker = {"names": ["the club’s spokesman"], "aliases": [], "kind": "unnamed"}
    right = [([False, False, True], 1.0)]
    assert judged(antecedents.judge_by_attributions, gold(speaker=speaker), trace) == right
    # Of somebody whom the text names, words are no name.
    (judgement,) = antecedents.judge_by_attributions(gold(), trace)
    assert judgement.right == [False, False, False]
    assert judgement.none == [False, True, False]


def test_what_tells_no_source_is_judged_by_its_content():
    trace = reference(CONTENT, [("Kovic", SOURCE)])
    assert judged(antecedents.judge_by_attributions, gold(), trace) == []
    silent = gold(source=[])
    assert judged(antecedents.judge_by_attributions, silent, trace) == [([True, False], 1.0)]


def test_an_antecedent_is_right_by_a_mention_at_a_name_of_its_chain():
    def mention(span, part_of_speech, cluster):
        fields = {"type": "person", "cluster": cluster, "head_pos": part_of_speech}
        return {"start": span[0], "end": span[1], **fields}

    chains = {"mentions": [mention(SOURCE, "NNP", "1"), mention((47, 49), "PRP", "1")]}
    trace = reference((47, 49), [("Ana Kovic", SOURCE), ("Ben Brandt", (2, 5))])
    by_chains = judged(antecedents.judge_by_chains, chains, trace)
    assert by_chains == [([True, False, False], 1.0)]


@pytest.mark.parametrize(
    ("name", "same"),
    [("Mayor Kovic", True), ("Ms. Kovic", True), ("Kovic’s", True), ("Ana", False), ("", False)],
)
def test_people_are_the_same_by_their_last_name(name, same):
    assert antecedents.is_speaker(name, gold()["attributions"][0]["speaker"]) is same


def test_scorers_are_kept_beside_each_other_and_copied_with_their_features(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        manifest.update(folder, name="small")
    features = {"antecedent": ["near", "far"], "link": ["before"], "lexicon": "1f"}
    store.write_without_opinion(first, features)
    trained = network.Scorer(2, 8)
    store.write(first, "antecedent", trained.state_dict(), features["antecedent"])
    store.copy(first, second)
    tensors = store.load_file(second / manifest.ATTRIBUTION)
    assert torch.equal(tensors["antecedent.hidden.weight"], trained.hidden.weight)
    assert tensors["link.hidden.weight"].shape == (1, 1)
    told = manifest.read(second)
    assert told["antecedent_features"] == ["near", "far"] and told["link_features"] == ["before"]
    assert told["lexicon"] == "1f" and told["files"] == manifest.read(first)["files"]


def test_two_scorers_join_to_the_mean_of_their_scores(tmp_path):
    one, other = (network.train(QUESTIONS[:30], epochs) for epochs in (1, 2))
    for name, scorer in (("one", one), ("other", other)):
        folder = tmp_path / name
        folder.mkdir()
        store.write(folder, "antecedent", scorer.state_dict(), ["a", "b", "c", "d"])
    store.join(tmp_path / "one", tmp_path / "other", "antecedent")
    tensors = store.load_file(tmp_path / "one" / manifest.ATTRIBUTION)
    joined = network.Scorer(4, 2 * network.MEMBERS * network.UNITS).eval()
    joined.load_state_dict({n.removeprefix("antecedent."): t for n, t in tensors.items()})
    rows = torch.rand(5, 4)
    assert torch.allclose(joined(rows), (one(rows) + other(rows)) / 2, atol=1e-6)

    store.write(tmp_path / "other", "antecedent", other.state_dict(), ["a", "b", "c", "e"])
    with pytest.raises(TrainingError, match="other features"):
        store.join(tmp_path / "one", tmp_path / "other", "antecedent")


class Crate:
    """Says the same of each text, and is switched off after so many texts' files."""

    def __init__(self, files):
        self.files = files

    def features(self):
        return {"antecedent": ["near"], "link": ["before"]}

    def traces(self, _model, texts, out):
        if self.files == 0:
            raise InterruptedError
        self.files -= 1
        trace = link("cue", CONTENT, CUE, None) | reference(SOURCE, [("Ana Kovic", SOURCE)])
        lines = [json.dumps(trace | {"doc": doc["doc"]}) for doc in questions.json_lines(texts)]
        out.write_text("\n".join(lines) + "\n")


def test_interrupted_rounds_go_on_behind_the_last_whole_one(tmp_path):
    path = tmp_path / "gold.jsonl"
    records = [
        gold(cue=[CUE]) | {"doc": f"article-{n}", "text": TEXT, "mentions": []} for n in "ab"
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    model = tmp_path / "model"
    model.mkdir()
    manifest.update(model, name="small")
    files = rounds.Gold((path,), path)

    def train(crate):
        options = {"rounds": 3, "link_epochs": 1, "epochs": 1, "folds": 2}
        return rounds.train(model, model, files, crate, **options)

    # Two files a round: it ends in the middle of the second.
    with pytest.raises(InterruptedError):
        train(Crate(3))
    first = store.load_file(model / manifest.ATTRIBUTION)
    assert first["link.hidden.weight"].shape[0] == network.MEMBERS * network.UNITS
    goes_on = Crate(4)
    assert [of_one["round"] for of_one in train(goes_on)] == [1, 2, 3]
    assert goes_on.files == 0
    assert train(Crate(0))[0]["link"]["questions"] == 2


def test_links_may_stay_as_the_model_has_them(tmp_path):
    path = tmp_path / "gold.jsonl"
    record = gold(cue=[CUE]) | {"doc": "article", "text": TEXT, "mentions": []}
    path.write_text(json.dumps(record) + "\n")
    model = model_of(tmp_path / "model", "small", 7.0)
    files, options = rounds.Gold((path,), path), {"link_epochs": 0, "epochs": 1, "folds": 0}
    figures = rounds.train(model, model, files, Crate(2), rounds=1, **options)
    assert "link" not in figures[0] and "antecedent" in figures[0]
    scorers = store.load_file(model / manifest.ATTRIBUTION)
    assert scorers["link.hidden.bias"].tolist() == [7.0]
    assert scorers["antecedent.hidden.bias"].shape[0] == network.MEMBERS * network.UNITS

    other = model_of(tmp_path / "other", "small", 7.0)
    manifest.update(other, lexicon="of other words")
    with pytest.raises(TrainingError, match="other words"):
        rounds.train(other, other, files, Crate(2), rounds=1, **options)


class Readers:
    """Says of each text which model read it, and with whose scorers."""

    def traces(self, model, texts, out):
        told = manifest.read(model)
        said = {"by": told["name"], "calibration": told.get("calibration")}
        said["scorers"] = float(store.load_file(model / manifest.ATTRIBUTION)["link.hidden.bias"])
        lines = [json.dumps(said | {"doc": doc["doc"]}) for doc in questions.json_lines(texts)]
        out.write_text("".join(f"{line}\n" for line in lines))


def model_of(folder, name, bias):
    folder.mkdir()
    manifest.update(folder, name=name, calibration={"quoted": [2, 0]})
    tensors = network.without_opinion(1) | {"hidden.bias": torch.tensor([bias])}
    for scorer in store.SCORERS:
        store.write(folder, scorer, tensors, ["near"])
    return folder


def test_each_text_is_read_by_the_model_that_was_trained_without_it(tmp_path):
    models = [model_of(tmp_path / name, name, 1.0) for name in ("first", "second")]
    main = model_of(tmp_path / "main", "main", 7.0)
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps({"doc": n}) + "\n" for n in range(5)))
    copies = readers.with_scorers(models, main, tmp_path)
    readers.trace(Readers(), copies, texts, tmp_path / "out.jsonl")
    read = list(questions.json_lines(tmp_path / "out.jsonl"))
    assert [line["doc"] for line in read] == [0, 1, 2, 3, 4]
    assert [line["by"] for line in read] == ["first", "second", "first", "second", "first"]
    # With the scorers as they stand, and with raw scores.
    assert {(line["scorers"], line["calibration"]) for line in read} == {(7.0, None)}
    assert manifest.read(models[0])["calibration"] == {"quoted": [2, 0]}
