"""The card itself: one element of HTML that needs nothing from outside, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.desk.cards.values import value_html
from autograder.desk.seen import Seen
from autograder.pictures.colours import STYLE
from autograder.pictures.svg import escaped
from autograder.testing.failures import CheckFailure
from autograder.testing.standing import State, explained

MARKS = {State.PASSED: ("✓", "good"), State.FAILED: ("✗", "bad")}
WAITING_MARK = ("·", "soft")
MOST_INPUTS = 6
LONGEST = 2000

LAYOUT = Path(__file__).with_name("card.css").read_text(encoding="utf-8")


def card_of(seen: Seen, picture: str = "", lent: str = "") -> str:
    """Make the card of an exercise.

    Parameters
    ----------
    seen : Seen
        How the exercise stands.
    picture : str
        SVG of `autograder.pictures`, or "".
    lent : str
        What is borrowed, in words, or "".

    Returns
    -------
    str
        HTML with its style; everything that came from a student is escaped.
    """
    outcome = "passed" if seen.failure is None and seen.standing.passed == len(seen.checks) else "failed"
    said = [*_failure(seen), *_named(seen), _drawn(picture), *_lent(lent)]
    body = "".join([_head(seen, outcome), _checks(seen), *said])
    return (
        f'<div class="dlfs dlfs-card {outcome}" role="group" aria-label="{escaped(seen.headline, 300)}">'
        f"<style>{STYLE}{LAYOUT}</style>{body}</div>"
    )


def _head(seen: Seen, outcome: str) -> str:
    mark, colour = ("✓", "good") if outcome == "passed" else ("✗", "bad")
    return (
        f'<div class="head"><span class="{colour}" aria-hidden="true">{mark}</span> {escaped(seen.exercise)}'
        f'<span class="soft">{escaped(str(seen.standing), 300)}</span></div>'
    )


def _checks(seen: Seen) -> str:
    return f"<ul>{''.join(_check(state, title) for state, title in seen.checks)}</ul>"


def _check(state: State, title: str) -> str:
    mark, colour = MARKS.get(state, WAITING_MARK)
    spoken = f'<span class="mark {colour}" role="img" aria-label="{state}">{mark}</span>'
    return f"<li>{spoken}{escaped(title, 300)}</li>"


def _failure(seen: Seen) -> Iterator[str]:
    if seen.failure is None or not seen.has_numbers:
        return
    error = seen.failure.error
    yield f'<div class="failure"><div class="title">{escaped(seen.failure.check.title, 300)}</div>'
    if isinstance(error, CheckFailure):
        yield f"<div>{escaped(error.summary, LONGEST)}</div>"
        yield from _given(error)
        yield from _compared(error)
        yield from _note("Hint", error.hint) if error.hint else []
    else:
        yield f"<pre>{escaped(explained(error), LONGEST)}</pre>"
    yield "</div>"


def _given(error: CheckFailure) -> Iterator[str]:
    if not error.given:
        return
    yield '<div class="values">'
    for name, value in list(error.given.items())[:MOST_INPUTS]:
        yield _labelled(f"given {name}", value_html(value))
    if len(error.given) > MOST_INPUTS:
        yield f'<div class="soft">… and {len(error.given) - MOST_INPUTS} more</div>'
    yield "</div>"


def _compared(error: CheckFailure) -> Iterator[str]:
    """Expected and got side by side, under each other where it is narrow."""
    if error.expected is None and error.got is None:
        return
    yield '<div class="values">'
    if error.expected is not None:
        yield _labelled("expected", value_html(error.expected))
    yield _labelled("got", value_html(error.got, error.expected))
    yield "</div>"


def _labelled(label: str, shown: str) -> str:
    return f'<div><div class="label soft">{escaped(label)}</div>{shown}</div>'


def _named(seen: Seen) -> Iterator[str]:
    if seen.first_aid:
        yield from _note("First:", seen.first_aid)
    if seen.diagnosis is not None:
        found = seen.diagnosis
        yield from _note(f"This looks like: {found.name}.", found.explanation, found.hint)


def _note(title: str, words: str, hint: str = "") -> Iterator[str]:
    more = f"<div><strong>Hint</strong> {escaped(hint, LONGEST)}</div>" if hint else ""
    yield f'<div class="note"><strong>{escaped(title, 300)}</strong> {escaped(words, LONGEST)}{more}</div>'


def _lent(words: str) -> Iterator[str]:
    if words:
        yield f'<div class="soft">{escaped(words, 300)}</div>'


def _drawn(picture: str) -> str:
    return f'<div class="picture">{picture}</div>' if picture else ""
