"""Works off the stages of a recipe; what an earlier run has done is not done again."""

import time

from . import stamps


def run(workshop, until=None, only=None):
    """All stages, those up to `until`, or `only` one; returns the names of those that had to be
    done."""
    done = []
    for name, stage in workshop.recipe.stages.items():
        if only not in (None, name):
            continue
        folder, key = workshop.folder(name), workshop.key(name)
        stamp = stamps.read(folder)
        if stamp.get("key") == key and stamp["done"]:
            print(f"== {name}: as it is", flush=True)
        else:
            print(f"== {name}", flush=True)
            began = time.time()
            if stamp.get("key") != key:
                stamps.begin(folder, key)
            stage.run(workshop, folder)
            stamps.finish(folder)
            done.append(name)
            print(f"== {name}: done after {time.time() - began:.0f} s", flush=True)
        if name == until:
            break
    return done
