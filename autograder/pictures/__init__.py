"""Pictures of what an answer does, as inline SVG: pure functions from numbers to a string.

Each says in words what is seen (``role="img"`` and ``aria-label``), carries no script and no id, and takes
its colours from `autograder.pictures.colours.STYLE`, which works inside any element of the class ``dlfs``.
A function gives "" where there is nothing to be seen.
"""

from __future__ import annotations

from autograder.pictures.gates import corners, decision
from autograder.pictures.heat import heat_map
from autograder.pictures.lines import curve, dots, series
from autograder.pictures.windows import kernel_window, patches

__all__ = ["corners", "curve", "decision", "dots", "heat_map", "kernel_window", "patches", "series"]
