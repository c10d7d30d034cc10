import json

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


def test_answers_are_read_by_curve_and_drawn_by_kind(tmp_path):
    path = tmp_path / "answers.jsonl"
    rows = [("mention", 0.93, True, 0), ("name", 0.75, False, 1), ("name", 0.77, True, 2)]
    names = ("curve", "score", "right", "document")
    path.write_text("".join(json.dumps(dict(zip(names, row))) + "\n" for row in rows))
    read = calibration.read_answers(path)
    assert set(read) == {"mention", "name"}
    assert set(calibration.curves(read)) == {"mention", "name"}
    assert set(calibration.held_out_errors(read)) == {"mention", "speaker"}
    plot = tmp_path / "plot.svg"
    reliability.draw(plot, read)
    drawn = plot.read_text()
    assert drawn.count("<circle") == 2 and "2 answers, score 0.76, 0.5 right" in drawn
