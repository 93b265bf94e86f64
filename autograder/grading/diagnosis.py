"""From wrong numbers to the name of a mistake, where they match one clearly."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder.cleaning import clean
from autograder.testing.evidence import BY_HAND, DIGITS, Evidence, read_evidence
from autograder.testing.students import MISSING_NAME

FINGERPRINTS = "fingerprints.json"
# Of the bank's mistakes that public checks see with a weight of 1, 54 % look exactly like another one; of
# those with 2, 26 %; with 3 and more, 7 % (36 of 499).
CLEAR = 3
# Two failed checks may come of one mistake that looks like two others: results that are swapped, for example.
ENOUGH_FOR_TWO = 3
SIGNATURE_LENGTH = 8
NOISE = 1e-6  # of the largest number: what is left where numbers should cancel

Findings = Mapping[str, Evidence]  # by the name of a failed check


@dataclass(frozen=True)
class Diagnosis:
    """A named mistake that gives exactly what the student's code gave.

    Attributes
    ----------
    name, explanation, hint : str
        As a teacher would say it.
    """

    name: str
    explanation: str
    hint: str

    def __str__(self) -> str:
        return f"This looks like: {self.name}. {self.explanation} Hint: {self.hint}"


@dataclass(frozen=True)
class KnownMistake:
    """A named mistake, and what each check sees of it."""

    diagnosis: Diagnosis
    findings: Findings


def diagnose(findings: Findings, known: Iterable[KnownMistake]) -> Diagnosis | None:
    """Name the mistake, if exactly one known one fails the same checks with the same numbers.

    Parameters
    ----------
    findings : mapping of str to Evidence
        What every failed check of an exercise saw.
    known : iterable of KnownMistake
        The exercise's named mistakes on the same inputs.

    Returns
    -------
    Diagnosis or None
        None below a clear match, or where something is not there at all: no guess is presented as a fact.
    """
    if not is_telling(findings) or any(e.text.startswith(MISSING_NAME) for e in findings.values()):
        return None
    known = tuple(known)
    matches = {k.diagnosis for k in known if _same(findings, k.findings)}
    asked = _asked(findings)
    if not matches and len(asked) >= ENOUGH_FOR_TWO:
        matches = set(_pairs(asked, known))
    return matches.pop() if len(matches) == 1 else None


def _pairs(findings: Findings, known: Sequence[KnownMistake]) -> Iterator[Diagnosis]:
    """Two mistakes at once that share no check and together give exactly what was seen.

    Each has to be clear alone. What small inputs show is left out: there both stand in one answer.
    """
    parts = [(k.diagnosis, found) for k in known if _is_part(found := _asked(k.findings), findings)]
    for (one, its), (other, others) in combinations(parts, 2):
        if len(its) + len(others) == len(findings) and its.keys().isdisjoint(others.keys()):
            yield _both(one, other)


def _both(one: Diagnosis, other: Diagnosis) -> Diagnosis:
    return Diagnosis(
        f"{one.name}; and {other.name}",
        f"{one.explanation} {other.explanation}",
        f"{one.hint} {other.hint}",
    )


def _asked(findings: Findings) -> Findings:
    return {check: evidence for check, evidence in findings.items() if not check.startswith(BY_HAND)}


def _is_part(part: Findings, whole: Findings) -> bool:
    clear = sum(evidence.weight for evidence in part.values()) >= CLEAR
    return clear and part.keys() < whole.keys() and all(e.agrees_with(whole[c]) for c, e in part.items())


def is_telling(findings: Findings) -> bool:
    """Whether there is enough to tell one mistake from another.

    Small inputs asked by hand are: a match means the same answers, right and wrong, to all of them.
    """
    by_hand = any(check.startswith(BY_HAND) for check in findings)
    return by_hand or sum(evidence.weight for evidence in findings.values()) >= CLEAR


def _same(findings: Findings, others: Findings) -> bool:
    return findings.keys() == others.keys() and all(e.agrees_with(others[c]) for c, e in findings.items())


def signature_of(chapter: str, findings: Findings) -> str:
    """A short digest of what the failed checks saw: answers that are wrong in the same way share it.

    "" where there is too little to tell one mistake from another.
    """
    if not is_telling(findings):
        return ""
    seen = [
        (check, e.kind, clean(e.text), e.shape, _coarse(e.values)) for check, e in sorted(findings.items())
    ]
    return hashlib.sha256(repr((chapter, seen)).encode()).hexdigest()[:SIGNATURE_LENGTH]


def _coarse(values: tuple[float, ...]) -> list[str]:
    """A digit fewer than evidence keeps: two ways of computing a tie may have rounded it apart there."""
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    return [f"{0.0 if abs(v) <= NOISE * largest else v:.{DIGITS - 1}g}" for v in values]


def write_fingerprints(path: Path, known: Mapping[str, Iterable[KnownMistake]]) -> None:
    """Write what each exercise's mistakes look like, without their code: a student's folder carries this."""
    parts = []
    for exercise, mistakes in known.items():
        lines = ",\n".join(json.dumps(_plain(mistake), sort_keys=True) for mistake in mistakes)
        parts.append(f"{json.dumps(exercise)}: [\n{lines}\n]")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _plain(known: KnownMistake) -> dict[str, Any]:
    checks = {check: _short(evidence) for check, evidence in known.findings.items()}
    return asdict(known.diagnosis) | {"checks": checks}


def _short(evidence: Evidence) -> dict[str, Any]:
    return {key: value for key, value in asdict(evidence).items() if value}


def read_fingerprints(path: Path) -> dict[str, tuple[KnownMistake, ...]]:
    """Read such a file; a missing or damaged one knows no mistakes."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {exercise: tuple(map(_known, mistakes)) for exercise, mistakes in record.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _known(raw: dict[str, Any]) -> KnownMistake:
    findings = {check: read_evidence(evidence) for check, evidence in raw["checks"].items()}
    return KnownMistake(Diagnosis(raw["name"], raw["explanation"], raw["hint"]), findings)
