"""What a stage's folder says of itself: what it was begun for, and whether it is done.

Each beginning has a number of its own, so that what was made of a stage's result is made again when
the stage has been begun anew, for whatever reason.
"""

import json
import shutil
import uuid
from pathlib import Path

NAME = "stage.json"


def read(folder: Path):
    path = folder / NAME
    return json.loads(path.read_text()) if path.exists() else {}


def begin(folder: Path, key):
    """An empty folder: what lies there is of another recipe, or of other texts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write(folder, {"key": key, "begun": uuid.uuid4().hex, "done": False})


def finish(folder: Path):
    write(folder, read(folder) | {"done": True})


def write(folder: Path, stamp):
    (folder / NAME).write_text(json.dumps(stamp) + "\n")
