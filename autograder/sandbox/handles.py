"""What stands here for one of a student's objects, which lives in the sealed room."""

from __future__ import annotations

from typing import Any, Protocol

from autograder.cleaning import clean


class Asked(Protocol):
    """Whoever puts requests to the process in which an object lives."""

    def request(self, *message: Any) -> list[Any]:
        """Ask it something; the fields of its answer."""


class RemoteObject:
    """A student's function, class, method or instance; only its number is known here.

    It has no ``==``, no conversion to an array, no length, no truth: nothing a grader does with it by
    accident can run code or be made to say yes.
    """

    def __init__(self, child: Asked, number: int, type_name: str) -> None:
        object.__setattr__(self, "_dlfs_child", child)
        object.__setattr__(self, "_dlfs_number", number)
        object.__setattr__(self, "student_type_name", type_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._dlfs_child.request("get", self, name)[0]

    def __setattr__(self, name: str, value: Any) -> None:
        self._dlfs_child.request("set", self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._dlfs_child.request("call", self, list(args), kwargs, False)[0]

    def with_arguments_after(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[Any, ...]]:
        """Call, and return the result and the arguments as the call left them."""
        result, after = self._dlfs_child.request("call", self, list(args), kwargs, True)
        return result, tuple(after) if type(after) is list and len(after) == len(args) else args

    def functions_called(self, *args: Any) -> tuple[str, ...]:
        """Names of the student's own functions that a call of this one enters, in order."""
        names = self._dlfs_child.request("trace", self, list(args))[0]
        return tuple(clean(n, 80) for n in names if isinstance(n, str)) if isinstance(names, list) else ()

    def __bool__(self) -> bool:
        raise TypeError(f"a {self.student_type_name} is neither true nor false")

    def __repr__(self) -> str:
        return f"<student's {self.student_type_name}>"
