# Everything that can be done with a checkout. `make help` lists it.
# Needs Python 3.11 or newer and make; every target sets up what it uses, in .venv, and again when the lock has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# --universal: one lock for every Python and platform that we support; no address, so that pip uses the index it is configured for.
COMPILE := $(BIN)/uv --quiet pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

# The extra `compare` (a gigabyte and more, most of it torch) has an environment of its own.
COMPARE ?= .venv-compare
QUESTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint format types imports knowledge english bench compare pictures build lock upgrade clean fit ablate

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## start the bot: on Slack when tokens are set, else in this terminal
	@$(BIN)/k8s-bot run

test: lint types imports knowledge ## run every check and every test; what CI runs
	$(BIN)/python -m pytest --cov --cov-report=term

lint: $(VENV)/.test ## check format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: $(VENV)/.test ## put format and imports right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.test ## check the types
	$(BIN)/mypy

imports: $(VENV)/.test ## check that imports point inward
	$(BIN)/lint-imports

knowledge: $(VENV)/.test ## validate the knowledge, and ask it the golden questions
	$(BIN)/k8s-bot validate
	$(BIN)/k8s-bot evaluate

english: $(VENV)/.test ## make the list of English words anew
	$(BIN)/python -m tests.tools.make_english

bench: $(VENV)/.test ## measure times and memory; QUESTIONS=file.jsonl asks those of the file too
	QUESTIONS='$(QUESTIONS)' $(BIN)/python -m pytest tests/benchmarks --benchmark-enable --benchmark-only -q -rN \
		--benchmark-columns=median,stddev,rounds

compare: $(COMPARE)/.installed ## set other ways of matching beside ours, on QUESTIONS=file; draws docs/right-against-false.png
	$(COMPARE)/bin/k8s-bot evaluate $(QUESTIONS) --plot docs/right-against-false.png

fit: $(COMPARE)/.installed ## fit the matcher's weights, on QUESTIONS=file besides our own questions
	$(COMPARE)/bin/python -m tests.tools.fit $(QUESTIONS)

ablate: $(VENV)/.test ## what each mechanism of the matcher buys, on QUESTIONS=file
	$(BIN)/python -m tests.tools.ablate $(QUESTIONS)

pictures: $(VENV)/.run ## draw what the bot says in Slack into docs/pictures; needs Node 20 or newer and Chromium
	cd tests/pictures && npm ci --silent --no-fund --no-audit
	$(BIN)/python -m tests.pictures.surfaces | node tests/pictures/render.mjs - docs/pictures
	sh tests/pictures/screenshot.sh docs/pictures
	rm docs/pictures/*.html

build: $(VENV)/.test ## build the wheel and the source distribution into dist/
	$(BIN)/python -m build --no-isolation

lock: $(VENV)/.run ## write the locks anew, keeping the versions that still fit
	$(PIP) "uv>=0.9,<1"
	$(COMPILE) $(UPGRADE) pyproject.toml --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group build --constraint requirements.lock --output-file requirements-build.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --group build --group dev --constraint requirements.lock --constraint requirements-build.lock \
		--output-file requirements-dev.lock

upgrade: ## write the locks anew, with the newest versions
	@$(MAKE) lock UPGRADE=--upgrade

clean: ## remove everything that a target made
	rm -rf $(VENV) .venv-compare dist build .coverage .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bot tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up. The stamps lie in .venv, so that they go when it goes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed; name one: make PYTHON=python3.13 …' >&2; exit 1; }
	@echo 'Setting up $(VENV), once …'
	@$(PYTHON) -m venv --clear $(VENV) \
		|| { rm -rf $(VENV); echo 'This Python cannot make virtual environments; on Debian and Ubuntu install python3-venv.' >&2; exit 1; }

$(VENV)/.run: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements.lock --requirement requirements-build.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.run
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(COMPARE)/.installed: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	@echo 'Setting up $(COMPARE), once …'
	@$(BIN)/python -m venv $(COMPARE)
	$(COMPARE)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		--requirement requirements.lock --requirement requirements-build.lock
	$(COMPARE)/bin/python -m pip --disable-pip-version-check install --quiet --no-build-isolation --editable '.[compare]'
	@touch $@
