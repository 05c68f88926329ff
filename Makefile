PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SOURCES := corpora/voorbeeld

.PHONY: help demo test lint types layers unit coverage wheel docs clean

help:
	@echo "make demo   set up, then make a report of $(SOURCES) in build/rapport"
	@echo "make test   set up, then run all checks"
	@echo "make coverage  the tests again, counting the lines they run (slower)"
	@echo "make docs   set up, then make a site of the documentation in build/docs"
	@echo "make clean  remove what was built"

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/praktijkkennis extract $(SOURCES) --out build/rapport

test: lint types layers wheel unit

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/pytest tests/integration tests/regression tests/unit --numprocesses auto --dist loadfile

coverage: $(STAMP)
	$(BIN)/pytest tests/integration tests/regression tests/unit --numprocesses auto --dist loadfile --cov --cov-report=term

wheel: $(STAMP)
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist . > /dev/null

docs: $(STAMP)
	$(BIN)/python experiments/documentatie/site.py --out build/docs

clean:
	rm -rf build dist .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
