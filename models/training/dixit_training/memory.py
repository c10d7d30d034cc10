"""glibc's malloc, told to keep what it has.

Otherwise it returns every activation to the system and faults it in again at the next step.
"""

import ctypes
import sys

TRIM_THRESHOLD, TOP_PAD, MMAP_MAX = -1, -2, -4
# Never; and so much more than asked for, each time that memory is taken from the system.
NEVER = -1
PAD_BYTES = 500_000_000


def keep():
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for option, value in ((MMAP_MAX, 0), (TRIM_THRESHOLD, NEVER), (TOP_PAD, PAD_BYTES)):
            mallopt(option, value)
