# The verbs of this house. `make` alone lists them.

PYTHON ?= python3
PROCESSES ?= 3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
TIDY := sed -i.old -e '/:\/\//d' -e '/^--[a-z]/d'

.PHONY: help install run migrate test check bench soak lock browser clean

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

install: .venv/.run ## set up .venv with what running needs

run: .venv/.run ## migrate the database and serve; without a token: the local Telegram
	@$(BIN)/python -m bot run

migrate: .venv/.run ## bring the tables of the database up to date
	@$(BIN)/python -m bot migrate

test: .venv/.dev browser ## run the whole suite on SQLite and PostgreSQL, in a real browser
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist load --maxschedchunk 1

check: .venv/.dev ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/.dev ## measure the assembled bot over HTTP, beside plain aiogram
	$(BIN)/python -m tests.bench

soak: .venv/.dev ## pull the plug a thousand times (POWER_CUTS=1000)
	POWER_CUTS=$${POWER_CUTS:-1000} $(BIN)/pytest -rP \
		tests/stories/test_power_cut.py tests/stories/test_every_point.py \
		--numprocesses $(PROCESSES) --dist load --maxschedchunk 1

lock: .venv/.dev ## renew both lock files from pyproject.toml
	$(LOCK) --upgrade --build-deps-for editable --output-file requirements.txt pyproject.toml
	$(LOCK) --upgrade --build-deps-for editable --extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml
	$(TIDY) requirements.txt requirements-dev.txt
	rm -f requirements.txt.old requirements-dev.txt.old

browser: .venv/.dev ## bring a Chromium for the tests, if there is none
	@$(BIN)/python -m tests.browser

clean: ## remove .venv and every cache (never the data folder)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# One stamp per lock: nothing is installed again until a lock or pyproject.toml changes.
# The project itself needs no network: its build tool comes from the lock as well.
.venv/.run: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes --only-binary :all: --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(PIP) --require-hashes --only-binary :all: --requirement requirements-dev.txt
	@touch $@
