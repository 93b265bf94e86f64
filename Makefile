# Everything goes through .venv in this checkout; `make setup` makes it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup test demo bench lint release bundle clean

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is `$(PYTHON) --version`. Give another: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments: apt-get install python3-venv"; exit 1; }
	@command -v bwrap >/dev/null || \
	  echo "note: bubblewrap is not installed, grading will be less well protected: apt-get install bubblewrap"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[dev]'
	@touch $@

test: setup
	$(BIN)/python -m pytest -q -n auto --dist loadscope --no-loadscope-reorder

demo: setup
	$(BIN)/python -m tests.sample_class.demo

bench: setup
	$(BIN)/python -m tests.benchmarks

lint: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

release: setup
	$(BIN)/dlfs release

bundle: setup
	$(BIN)/dlfs release --bundle dist

clean:
	rm -rf $(VENV) source submitted autograded feedback gradebook.db .pytest_cache .ruff_cache .mypy_cache
