# One door for all chores. `make` alone lists them.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
LOCK := deploy/produktion.txt
WHEELHOUSE ?= var/wheelhouse
CORPORA ?= 1000
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
STAMP := .venv/.installed
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist worksteal
unexport PYTHONDONTWRITEBYTECODE # else every process of the tests compiles the whole wiki anew

.DEFAULT_GOAL := help
.PHONY: help setup run test test-faults coverage lint format docs messages bench lock wheelhouse \
	try-wheelhouse install sbom audit licences clean

help: ## list the chores
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: $(STAMP) node_modules/.installed ## install everything into .venv/ and node_modules/

$(STAMP): pyproject.toml constraints.txt deploy/requirements.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "Python 3.11.5 oder neuer wird gebraucht.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python deploy/requirements.py --dev > .venv/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .venv/requirements.txt -c constraints.txt
	@touch $@

node_modules/.installed: package.json package-lock.json $(STAMP)
	$(BIN)/python deploy/npm.py ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

run: setup ## set up, load, index and serve on http://127.0.0.1:$(PORT)
	@$(BIN)/python manage.py start --port $(PORT)

test: setup ## set up and run every tier of tests
	@$(BIN)/python -m tests.template & # meanwhile: the wiki that the last tier copies
	$(PYTEST) tests/unit tests/integration
	$(PYTEST) tests/acceptance

test-faults: setup ## kills at random moments, drawn examples, mutants: fresh seeds (WIKI_SEED repeats)
	export WIKI_SEED=$${WIKI_SEED:-$$(date +%s)} && echo "WIKI_SEED=$$WIKI_SEED" && \
	$(BIN)/python -m pytest -rA tests/integration/test_faults.py tests/acceptance/test_kill.py \
		tests/integration/wiki/platform/test_odd_requests.py && \
	$(PYTEST) -m hypothesis --hypothesis-seed=$$WIKI_SEED tests/unit tests/integration
	$(BIN)/python -m tests.mutants

coverage: setup ## the tiers below the browser, and what they do not reach; fails below the floor
	$(PYTEST) --cov --cov-report=term:skip-covered tests/unit tests/integration

lint: setup ## formatting, rules, imports, types, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy wiki einbettung suche tests
	$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0

format: setup ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## write what is made from code: docs/umgebung.md, the Helm chart, records of processing
	$(BIN)/python -m wiki.settings.environment_page > docs/umgebung.md
	$(BIN)/python deploy/helm_schema.py
	$(BIN)/python -m wiki.aufbewahrung.verzeichnis > docs/verarbeitungsverzeichnis.md

messages: setup ## renew the English catalogue from templates and code; says what is not translated
	$(BIN)/python -m tests.catalogue
	$(BIN)/python -m tests.cms_wording

bench: setup ## measure the loaded wiki (make run once), and corpora of CORPORA="1000 10000" pages
	$(BIN)/python manage.py measure_speed --json var/leistung.json
	$(BIN)/python manage.py measure_engines $(CORPORA) --json var/vergleich.json
	$(BIN)/python manage.py measure_corpora $(CORPORA) --json var/wachstum.json --svg var/wachstum.svg
	$(BIN)/python manage.py measure_load --json var/last.json

install: ## production: what the wiki needs to run, by hash; WHEELHOUSE=folder: without any network
	@PYTHON=$(PYTHON) TORCH_INDEX=$(TORCH_INDEX) sh deploy/install.sh $(if $(filter command environment,$(origin WHEELHOUSE)),$(WHEELHOUSE))

lock: setup ## write deploy/produktion.txt anew: all packages of production with their hashes
	@sed 's/^\(torch==[^+]*\)$$/\1+cpu/' constraints.txt > .venv/cpu.txt
	@(echo "# What production installs, with hashes: Linux x86-64, Python 3.11. Made by \`make lock\`, do not edit." && \
	$(BIN)/uv pip compile --quiet pyproject.toml -c .venv/cpu.txt --generate-hashes --no-annotate --no-header \
	  --python-version 3.11.5 --python-platform x86_64-manylinux_2_28 --index-strategy unsafe-best-match \
	  $(if $(WHEELS),--find-links $(WHEELS),--extra-index-url $(TORCH_INDEX))) > .venv/lock.txt
	@mv .venv/lock.txt $(LOCK)

wheelhouse: setup ## everything that `make install` needs, in one folder, for a server without internet
	@mkdir -p $(WHEELHOUSE)
	$(BIN)/python -m pip download --quiet --require-hashes --only-binary :all: -r $(LOCK) -d $(WHEELHOUSE) \
	  $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
	tar -C node_modules -czf $(WHEELHOUSE)/node_modules.tar.gz .
	cd $(WHEELHOUSE) && sha256sum *.whl *.tar.gz > SHA256SUMS

try-wheelhouse: ## install from the wheelhouse where there is no network at all, and look at it
	sh deploy/try_wheelhouse.sh $(WHEELHOUSE)

sbom: setup ## write var/sbom.json: what production installs (CycloneDX)
	@mkdir -p var
	$(BIN)/cyclonedx-py requirements $(LOCK) --pyproject pyproject.toml --output-reproducible -o var/sbom.json

audit: setup ## known holes in what production installs; asks PyPI
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r $(LOCK)

licences: setup ## write docs/lizenzen.md from what the packages say; check that every file says its own
	$(BIN)/python deploy/licences.py > .venv/lizenzen.md && mv .venv/lizenzen.md docs/lizenzen.md
	$(BIN)/reuse lint --quiet

clean: ## remove what can be made again; keeps the data in var/postgres
	-DJANGO_SETTINGS_MODULE=wiki.settings.test $(BIN)/python manage.py stop_database
	rm -rf .venv node_modules var/postgres-tests var/static var/whoosh var/modelle/multilingual-e5-small* var/vorlagen
