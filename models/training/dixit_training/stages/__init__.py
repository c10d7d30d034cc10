"""The kinds of stages that a recipe may name; the fields of each are its options.

A kind has `GIVES`, what others may take from it ("weights", "model", "soft labels"); `check`, that
its options make sense; `needs`, the stages before it with what it takes of each; `texts` and
`recipes`, the corpora and the other recipes that its result depends on; `ASKS_CRATE`, whether it
depends on what the crate computes; and `run`, which leaves its result in a folder of its own and
goes on there where it was interrupted.
"""

from .curves import Calibration
from .encoder import Average, Int8Cost, SoftLabels, Train
from .former import Former
from .model import Export, Reference, Released, Scorers

KINDS = {
    "train": Train,
    "soft_labels": SoftLabels,
    "average": Average,
    "int8_cost": Int8Cost,
    "export": Export,
    "released": Released,
    "recipe": Former,
    "scorers": Scorers,
    "calibration": Calibration,
    "reference": Reference,
}
