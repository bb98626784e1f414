# `make` alone lists what you can do here.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
LOCATOR_DATA ?= data
export LOCATOR_DATA
# Compiled code is kept, whatever the machine prefers: else every start of a server and every run of the tests compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run install install-dev test check lint unit quick browser faults bench dist lock assets shots clean

help:  ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/.run  ## Install what is needed, make the demonstration directory and serve it
	@$(BIN)/locator --data "$(LOCATOR_DATA)" serve --demo --port "$(PORT)"

install: $(VENV)/.run  ## Only make the environment the product runs in

install-dev: $(VENV)/.dev  ## Also install what tests and checks need

$(VENV)/.run: requirements.lock setup.cfg pyproject.toml
	@tools/environment.sh "$(PYTHON)" "$(VENV)" requirements.lock

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@tools/environment.sh "$(PYTHON)" "$(VENV)" requirements-dev.lock

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@tools/environment.sh "$(PYTHON)" "$(VENV)" requirements-bench.lock

test: lint  ## Run every check and every test, in a real browser too (installs Chromium if there is none)
	@tools/chromium.sh "$(BIN)"
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup

check: lint unit  ## Run every check and the unit tests (under a minute)

lint: $(VENV)/.dev  ## Format, lint, types, import contracts and house limits
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/house/codeshape.py --gate --sql-room locator.storage . | tail -n 1

unit: $(VENV)/.dev  ## Run the quick tests of single rooms
	$(BIN)/pytest -n auto --maxprocesses 4 -m "not browser and not slow and not installed" --hypothesis-profile=quick \
	  $(foreach folder,browser faults proof web,--ignore=tests/$(folder))

quick: $(VENV)/.dev  ## Run every quick test, those of a whole installation too, without a browser (about four minutes)
	$(BIN)/pytest -n auto --maxprocesses 4 -m "not browser and not slow" --hypothesis-profile=quick

browser: $(VENV)/.dev  ## Run only the tests in a real browser
	@tools/chromium.sh "$(BIN)"
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup -m browser

shots: $(VENV)/.dev  ## Take a picture of every page, wide and on a phone, into screenshots/
	@tools/chromium.sh "$(BIN)"
	$(BIN)/python -m tools.screenshots $(DOCS)

faults: $(VENV)/.dev  ## Kill servers, cut the power and fill the disk at full size (about an hour)
	$(BIN)/python -m tests.faults

bench: $(VENV)/.bench  ## Time our search beside its peers, in one run
	$(BIN)/python -m benchmarks

dist: $(VENV)/.dev  ## Build a wheel that serves from anywhere
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	rm -rf build

lock:  ## Renew the lock files (needs uv)
	for name in requirements requirements-build requirements-dev requirements-bench; do \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	    --no-emit-find-links $$name.in -o $$name.lock; done

assets:  ## Compile the style sheet again (needs Node; what it makes is committed)
	tools/assets.sh

clean:  ## Remove what can be made again (the data folder stays)
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
