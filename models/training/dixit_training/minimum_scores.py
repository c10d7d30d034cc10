"""What a minimum score of indirect statements leaves of them, and how much of that is right."""

from .statement_answers import INDIRECT

LEAST = [step / 10 for step in range(10)]


def table(rows, scores, wanted):
    """[{minimum, precision, recall}] in percent.

    `rows` are answers on statements of all kinds, `scores` their calibrated scores, `wanted` is how
    many indirect ones gold has. The minimum is asked of those that are found as indirect; gold's
    indirect ones count as found however they are found.
    """
    out = []
    for least in LEAST:
        kept = [
            row for row, score in zip(rows, scores) if row["curve"] != "reported" or score >= least
        ]
        reported = [row["right"] for row in kept if row["curve"] == "reported"]
        found = sum(row["gold"] == INDIRECT for row in kept)
        out.append(
            {
                "minimum": least,
                "precision": round(100 * sum(reported) / max(1, len(reported)), 1),
                "recall": round(100 * found / max(1, wanted), 1),
            }
        )
    return out
