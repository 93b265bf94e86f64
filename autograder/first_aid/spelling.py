"""Which of some names was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

ALIKE = 0.75


def meant(written: str, names: Iterable[str]) -> str:
    """The one name that a misspelt one is like; "" if there is none, or more than one."""
    candidates = sorted(set(names) - {written})
    same = [n for n in candidates if _plain(n) == _plain(written)]
    if same:
        return same[0] if len(same) == 1 else ""
    if len(written) < 3:
        return ""
    turned = [n for n in candidates if sorted(_plain(n)) == sorted(_plain(written))]
    if len(turned) == 1:
        return turned[0]
    numbers = re.findall(r"\d+", written)
    alike = [n for n in candidates if re.findall(r"\d+", n) == numbers]  # W1 is no slip of W2
    found = difflib.get_close_matches(_plain(written), {_plain(n): n for n in alike}, 2, ALIKE)
    names_found = [n for n in alike if _plain(n) in found[:1]]
    return names_found[0] if len(names_found) == 1 else ""


def is_name_of(written: str, wanted: str) -> bool:
    """Whether a name of the learner's can only be meant as this one: ``And`` or ``AND_gate`` for ``AND``."""
    if meant(written, [wanted]):
        return True
    words = [w.casefold() for w in re.findall(r"[A-Za-z]+|\d+", written.replace("_", " "))]
    return "_" in written and wanted.casefold() in words and len(words) == 2


def _plain(name: str) -> str:
    return name.casefold().replace("_", "")
