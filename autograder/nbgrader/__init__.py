"""Plain nbgrader with the sealed room in it: what a course's ``nbgrader_config.py`` imports."""

from autograder.nbgrader.preprocessors import configure, prepare_course

__all__ = ["configure", "prepare_course"]
