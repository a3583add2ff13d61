# One door for all chores. `make` alone lists them.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench clean

help: ## list the chores
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(STAMP) node_modules/.installed ## install everything into .venv/ and node_modules/

$(STAMP): pyproject.toml constraints.txt deploy/requirements.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 oder neuer wird gebraucht.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python deploy/requirements.py > .venv/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .venv/requirements.txt -c constraints.txt
	@touch $@

node_modules/.installed: package.json package-lock.json $(STAMP)
	$(BIN)/python deploy/npm.py ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

run: setup ## set up, load, index and serve on http://127.0.0.1:$(PORT)
	@$(BIN)/python manage.py start --port $(PORT)

test: setup ## set up and run every tier of tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder tests/integration tests/unit
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder tests/acceptance

lint: setup ## formatting, rules, imports, types, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy wiki einbettung suche tests
	$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0

format: setup ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure: encoding, a question, indexing; needs a loaded wiki (make run once)
	$(BIN)/python manage.py bench

clean: ## remove what can be made again; keeps the data in var/postgres
	rm -rf .venv node_modules var/static var/whoosh var/modelle
