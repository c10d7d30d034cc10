import numpy as np
import pytest

from dixit_training import calibration, reliability


def answers(slope, intercept, count=20000):
    rng = np.random.default_rng(5)
    scores = rng.uniform(0.05, 0.95, count)
    right = rng.uniform(size=count) < calibration.apply((slope, intercept), scores)
    return scores, right.astype(float)


@pytest.mark.parametrize("curve", [(1.0, 0.0), (0.5, 1.2), (1.6, -0.7)])
def test_the_curve_behind_the_answers_is_found(curve):
    assert calibration.fit(*answers(*curve)) == pytest.approx(curve, abs=0.1)


def test_a_curve_never_falls():
    slope, intercept = calibration.fit(*answers(-1.5, 0.8))
    assert slope == 0
    assert calibration.apply((slope, intercept), np.array([0.5]))[0] == pytest.approx(
        answers(-1.5, 0.8)[1].mean(), abs=0.01
    )


def test_few_answers_leave_scores_nearly_as_they_are():
    slope, intercept = calibration.fit(np.array([0.8]), np.array([1.0]))
    assert slope == pytest.approx(1, abs=0.3) and intercept == pytest.approx(0, abs=0.3)


def test_calibrated_scores_are_right_as_often_as_they_say():
    scores, right = answers(0.4, 1.0)
    raw = calibration.expected_error(scores, right)
    fitted = calibration.apply(calibration.fit(scores, right), scores)
    assert raw > 0.1 and calibration.expected_error(fitted, right) < 0.02


ROWS = [
    {"curve": curve, "score": score, "right": right, "document": document, "corpus": corpus}
    for curve, score, right, document, corpus in [
        ("mention", 0.93, True, 0, "names"),
        ("name", 0.75, False, 1, "desks"),
        ("name", 0.77, True, 2, "written"),
    ]
]


def test_answers_are_gathered_by_curve_and_measured_by_corpus():
    answers = calibration.by_curve(ROWS)
    assert set(answers) == set(calibration.curves(answers)) == {"mention", "name"}
    as_they_are = calibration.by_curves(answers, {})
    assert as_they_are["name"] == pytest.approx([0.75, 0.77])
    assert calibration.errors(answers, as_they_are) == {
        "names": {"mention": 0.07},
        "desks": {"speaker": 0.75},
        "written": {"speaker": 0.23},
    }


def test_half_of_the_documents_have_curves_of_the_other_half():
    scores, right = answers(0.4, 1.0, 4000)
    rows = [
        # What is right in odd documents is wrong in even ones.
        {
            "curve": "quoted",
            "score": s,
            "right": bool(r) == (n % 2 == 1),
            "document": n,
            "corpus": "a",
        }
        for n, (s, r) in enumerate(zip(scores, right))
    ]
    gathered = calibration.by_curve(rows)
    held_out = calibration.held_out(gathered)
    assert calibration.errors(gathered, held_out)["a"]["quoted"] > 0.3
    fitted = calibration.by_curves(gathered, calibration.curves(gathered))
    assert calibration.errors(gathered, fitted)["a"]["quoted"] < 0.1


def test_answers_are_drawn_by_kind(tmp_path):
    read = calibration.by_curve(ROWS)
    plot = tmp_path / "plot.svg"
    reliability.draw(plot, read, calibration.by_curves(read, {}))
    drawn = plot.read_text()
    assert drawn.count("<circle") == 2 and "2 answers, score 0.76, 0.5 right" in drawn
