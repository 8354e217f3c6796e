VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: coach demo test check bench load soak train clean

coach: $(STAMP)
	@$(BIN)/coach

demo: $(STAMP)
	@$(BIN)/coach demo

test: $(STAMP)
	@$(BIN)/python -m pytest

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@$(BIN)/python tests/benchmarks/run.py

load: $(STAMP)
	@$(BIN)/python -m tests.benchmarks.load

soak: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,soak]'
	@$(BIN)/python -m tests.soak.run

train: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,train]'
	@$(BIN)/python scripts/train.py tests/data/answers/*.jsonl --judge \
		--fresh w1-dictated,w2-quick,w3-careful,w4-chatty,w5-terse,w6-anxious
	@$(BIN)/python scripts/train_lines.py tests/data --judge

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV)
