"""First aid for one exercise: the first slip that is certain, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.first_aid import absent, written
from autograder.first_aid.code import Code, Definition, Function
from autograder.first_aid.kinds import calls_itself, of_types, value_for_a_function
from autograder.first_aid.names import unknown_attribute, unknown_key, unknown_key_of, unknown_name
from autograder.first_aid.raised import Raised, raised_of
from autograder.first_aid.wanted import Signature, Wanted
from autograder.submissions.salvage import UNPARSABLE


def first_aid(exercise: str, code: Code, wanted: Wanted, errors: Sequence[BaseException | None]) -> str:
    """What is certainly amiss in an exercise whose checks do not all pass.

    Parameters
    ----------
    exercise : str
        Its name.
    code : Code
        What the learner wrote.
    wanted : Wanted
        What the chapter asks for.
    errors : sequence of exception or None
        What each check ended in.

    Returns
    -------
    str
        A sentence or two; "" if nothing is certain, or nothing is wrong.
    """
    if all(error is None for error in errors):
        return ""
    try:
        return next(filter(None, _slips(exercise, code, wanted, errors)), "")
    except UNPARSABLE:  # code nested so deeply that it can be parsed, but not written out
        return ""


def is_lost(exercise: str, code: Code, wanted: Wanted) -> str:
    """Why an exercise that is not defined is not: lost to a syntax error, misspelt, or misplaced."""
    for name in wanted.names(exercise):
        if name not in code.definitions and name not in code.names():
            return absent.lost_to_a_syntax_error(name, code) or absent.misnamed(name, code, wanted)
    return ""


def _slips(
    exercise: str, code: Code, wanted: Wanted, errors: Sequence[BaseException | None]
) -> Iterator[str]:
    yield is_lost(exercise, code, wanted)
    for name in wanted.names(exercise):
        found = code.definitions.get(name)
        if found is not None and found.is_class == wanted.is_class(exercise, name):
            yield from _of_definition(exercise, found, code, wanted)
            yield from (value_for_a_function(error, found) for error in errors)
    yield from _of_errors(code, wanted, errors)
    for name in wanted.names(exercise):
        found = code.definitions.get(name)
        if found is not None and found.is_class == wanted.is_class(exercise, name):
            yield from _of_statements(found)


def _of_definition(exercise: str, found: Definition, code: Code, wanted: Wanted) -> Iterator[str]:
    """What would be wrong whatever came out."""
    asked = wanted.signatures(exercise, found.name)
    if found.is_class:
        yield absent.missing_method(found, tuple(asked), code)
    for node, signature in _pairs(found, asked):
        yield written.leftover_stub(found, node, signature)
        yield written.lacks_self(found, node, signature)
        yield written.other_parameters(found, node, signature)
        if not written.is_untouched(node, signature):
            yield written.returns_nothing(found, node, signature)
            yield written.returns_in_a_loop(found, node)
            yield written.loop_over_a_dict(found, node, signature)
    if found.is_class:
        yield written.without_self(found, wanted.keeps(exercise, found.name))


def _pairs(found: Definition, asked: dict[str, Signature]) -> Iterator[tuple[Function, Signature]]:
    return ((node, asked[node.name]) for node in found.functions if node.name in asked)


def _of_errors(code: Code, wanted: Wanted, errors: Sequence[BaseException | None]) -> Iterator[str]:
    for error in errors:
        raised = raised_of(error, code)
        if raised is not None:
            yield _of_raised(raised, code, wanted)
        yield unknown_key_of(error, code)


def _of_raised(raised: Raised, code: Code, wanted: Wanted) -> str:
    """What is certain about an exception."""
    match raised.kind:
        case "NameError":
            return unknown_name(raised, code, wanted)
        case "AttributeError":
            return unknown_attribute(raised, code)
        case "KeyError":
            return unknown_key(raised, code)
        case "RecursionError":
            return calls_itself(raised)
        case "TypeError":
            return of_types(raised, code)
    return ""


def _of_statements(found: Definition) -> Iterator[str]:
    """What stands in the code, and may be what is wrong with it."""
    for node in found.functions:
        yield written.does_nothing(found, node)
        yield written.division_first(found, node)
        yield written.comma(found, node)
        yield written.overwritten(found, node)
