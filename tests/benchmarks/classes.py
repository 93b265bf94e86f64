"""Classes of any size for the benchmarks: every file is another, so that each is judged."""

from __future__ import annotations

from pathlib import Path

from tests.sample_class import WRONG_SOFTMAX, Answers, fill_twin, right_answers

SOFTMAX_CHAPTER = "ch03_neural_network"


def kinds(chapter: str) -> list[Answers]:
    """Right answers, half of them, and others with one wrong one."""
    right = right_answers(chapter)
    half = dict(list(right.items())[: len(right) // 2])
    if chapter == SOFTMAX_CHAPTER:
        identity = "def sigmoid(x):\n    return x\n"
        return [right, half, right | {"softmax": WRONG_SOFTMAX}, right | {"sigmoid": identity}]
    return [right, half, {name: code for name, code in right.items() if name != next(iter(right))}]


def write_class(folder: Path, released: Path, chapter: str, size: int) -> Path:
    """A flat folder of `size` scripts, right and wrong ones mixed."""
    text = (released / chapter / f"{chapter}.py").read_text(encoding="utf-8")
    texts = [fill_twin(text, answers) for answers in kinds(chapter)]
    folder.mkdir(parents=True)
    for number in range(size):
        script = f"{texts[number % len(texts)]}\n# %%\nhanded_in_as = {number}\n"
        (folder / f"s{number:05}.py").write_text(script, encoding="utf-8")
    return folder
