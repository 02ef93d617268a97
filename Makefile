# The two commands a newcomer needs: `make demo` and `make test`.  The rest is upkeep.
PYTHON ?= python3
BIN := .venv/bin
HUB ?= .demo
ONCE ?=
STAMP := .venv/.installed

.PHONY: fuzz-api node demo test check fast bench format clean docs screenshots
.DEFAULT_GOAL := help

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Wiredesk needs Python 3.11 or newer; name one with: make PYTHON=python3.12 demo"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what is needed into .venv (about a minute, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP)  ## the main job on the sample newsroom, then the hub at 127.0.0.1:8420 (ONCE=1: only the run)
	@$(BIN)/wiredesk demo $(HUB) $(if $(ONCE),--once)

test: $(STAMP) node  ## every test
	@$(BIN)/python -m pytest -n auto

node:  # runs the second reading of the sealed form (docs/reference/seal)
	@command -v node >/dev/null || [ "$$(id -u)" != 0 ] || { apt-get update -qq && apt-get install -y -qq nodejs; }

fast: $(STAMP)  ## the tests that take no time
	@$(BIN)/python -m pytest -n auto -m 'not slow'

check: $(STAMP)  ## lint, types, contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(STAMP)  ## put every file into the house's form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench: $(STAMP)  ## ours beside the peer on ../shared/data
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@$(BIN)/python -m benchmarks

fuzz-api: $(STAMP)  ## thousands of questions to the API; none may find it without a documented answer
	@PYTHONPATH=tests $(BIN)/python -m web.api_fuzz

clean:  ## forget the installation and the demo hub
	@rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache

docs: $(STAMP)  ## make the reference pages from the code
	@WIREDESK_WRITE_DOCS=1 $(BIN)/python -m pytest -q tests/docs
