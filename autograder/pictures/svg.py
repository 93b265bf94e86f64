"""The few shapes that pictures are made of."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.cleaning import clean

CHARACTER = 6.4  # width of a character of class `number`, in pixels
LONGEST_WORDS = 120


def picture(width: float, height: float, parts: Iterable[str], said: str) -> str:
    """A whole picture; `said` tells in words what is seen."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg role="img" aria-label="{escaped(said, 600)}" {size}>{"".join(parts)}</svg>'


def rect(x: float, y: float, width: float, height: float, kind: str, depth: float | None = None) -> str:
    """A rectangle; `depth` is how much of its colour is seen, from 0 to 1."""
    tint = "" if depth is None else f' fill-opacity="{depth:.3g}"'
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{tint}/>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    """A circle."""
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Words on a line."""
    return f'<text class="{kind}" x="{x:.5g}" y="{y:.5g}" text-anchor="{anchor}">{escaped(words)}</text>'


def area(boxes: Iterable[tuple[float, float, float, float]], kind: str, depth: float) -> str:
    """Boxes of left, top, width and height, as one shape."""
    steps = "".join(f"M{x:.2f} {y:.2f}h{w:.2f}v{h:.2f}h{-w:.2f}z" for x, y, w, h in boxes)
    return f'<path class="{kind}" fill-opacity="{depth:.3g}" d="{steps}"/>'


def path(points: Sequence[tuple[float, float]], kind: str) -> str:
    """Straight lines from point to point."""
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{steps}"/>'


def strokes(segments: Iterable[tuple[float, float, float, float]], kind: str) -> str:
    """Lines of left, top, run and rise, as one shape; "" without any."""
    steps = "".join(f"M{x:.2f} {y:.2f}l{run:.2f} {rise:.2f}" for x, y, run, rise in segments)
    return f'<path class="{kind}" d="{steps}"/>' if steps else ""


def cross(x: float, y: float, radius: float) -> str:
    """A cross that stands out from what is under it."""
    arms = f"M{x - radius:g} {y - radius:g}l{2 * radius:g} {2 * radius:g}m0 {-2 * radius:g}"
    arms += f"l{-2 * radius:g} {2 * radius:g}"
    return f'<path class="halo" d="{arms}"/><path class="cross" d="{arms}"/>'


def escaped(words: str, limit: int = LONGEST_WORDS) -> str:
    """Any text, a student's as well, as it may stand in a page."""
    return html.escape(clean(words, limit))


def number(value: Any, digits: int = 4) -> str:
    """A number in few digits."""
    if isinstance(value, complex):
        return f"{value:.3g}"
    value = float(value)
    if math.isfinite(value) and value == round(value) and abs(value) < 1e6:
        return str(round(value))
    return f"{value:.{digits}g}".replace("e-0", "e-").replace("e+0", "e+")
