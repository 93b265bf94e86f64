"""What graders are written with: `exercise`, `assert_close`, `assert_gradients` and their kin."""

from autograder.testing.checks import (
    arguments_after,
    assert_bit,
    assert_close,
    assert_leaves_arguments_alone,
    assert_raises,
    assert_true,
)
from autograder.testing.failures import CheckFailure
from autograder.testing.gradients import Batched, assert_gradients
from autograder.testing.marks import exercise
from autograder.testing.students import StudentError

__all__ = [
    "Batched",
    "CheckFailure",
    "StudentError",
    "arguments_after",
    "assert_bit",
    "assert_close",
    "assert_gradients",
    "assert_leaves_arguments_alone",
    "assert_raises",
    "assert_true",
    "exercise",
]
