# Waypost: the few commands a person needs. `make demo` and `make test` work on a fresh machine.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
PYTHON ?= python3
PORT ?= 8000
TIMES ?= 1
VENV := .venv
WAYPOST := $(VENV)/bin/waypost
# A virtual environment brings its own pip, except where Debian's python3-venv is missing: then the machine's pip serves.
PIP = $$(test -x $(VENV)/bin/pip && echo $(VENV)/bin/pip || echo $(PYTHON) -m pip --python $(VENV)/bin/python)
INSTALL = $(PIP) --quiet --disable-pip-version-check install
CATALOGUE := waypost/locale/th/LC_MESSAGES/django

export WAYPOST_DATA ?= $(CURDIR)/data

.PHONY: help install demo test check bench mutants attack messages lock clean

help:           ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/product.stamp node_modules/.stamp $(CATALOGUE).mo
install:        ## what the portal runs on, and nothing more (.venv/bin/waypost)

demo: export WAYPOST_DEMO := 1
demo:           ## the demo world at http://waypost.localhost:8000 (PORT= and WAYPOST_DATA= choose where)
	@$(PYTHON) scripts/free_port.py "$(PORT)"
	@$(MAKE) --silent --no-print-directory install
	@$(WAYPOST) migrate --verbosity 0
	@$(WAYPOST) createcachetable
	@$(WAYPOST) collectstatic --no-input --verbosity 0
	@exec $(WAYPOST) demo run --port $(PORT)

test: develop   ## everything: the checks, then all tests on SQLite and on PostgreSQL
	@scripts/machine_parts
	@scripts/check
	env --unset DATABASE_URL $(VENV)/bin/pytest --numprocesses 2 --dist loadgroup -m "not matrix"
	$(VENV)/bin/python scripts/with_postgres.py $(VENV)/bin/pytest --numprocesses 2 --dist loadgroup -m "not journey and not plain and not page"

check: develop  ## fast: layout, lint, types, contracts, migrations, Thai complete
	@scripts/machine_parts gettext
	@scripts/check

bench: develop  ## the 200,000-item world on PostgreSQL against a bare view; prints ratios
	@scripts/machine_parts postgresql
	$(VENV)/bin/python scripts/with_postgres.py $(VENV)/bin/python -m benchmarks.run

mutants: develop ## remove each guard in turn: a test must notice every time
	@scripts/machine_parts
	$(VENV)/bin/python scripts/with_postgres.py $(VENV)/bin/python tests/mutants.py

attack: develop .venv-attack/attack.stamp
attack:         ## wapiti, sqlmap and our own fuzzing against a demo of its own; up to 25 minutes (TIMES=3 on a busy machine); one table
	@$(VENV)/bin/python -m attack.run --times $(TIMES)

messages: develop ## collect the sentences to be translated
	@scripts/machine_parts gettext
	@$(WAYPOST) messages collect

lock:           ## resolve the newest compatible packages and write them with hashes (needs uv)
	for part in product develop attack; do uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 requirements/$$part.in -o requirements/$$part.txt; done

clean:          ## remove what these commands made, except the data folder
	rm -rf $(VENV) .venv-attack node_modules static build *.egg-info $(CATALOGUE).mo .mypy_cache .ruff_cache .hypothesis

.PHONY: develop
develop: $(VENV)/develop.stamp node_modules/.stamp $(CATALOGUE).mo

$(VENV)/bin/python:
	@echo "Setting up $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waypost wants Python 3.11 or newer: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/product.stamp: requirements/product.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing Python packages"
	@$(INSTALL) --require-hashes -r requirements/product.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/develop.stamp: requirements/develop.txt $(VENV)/product.stamp
	@echo "Installing what building and testing adds"
	@$(INSTALL) --require-hashes -r requirements/develop.txt
	@touch $@

# The tools of the attack are nobody's dependency: an environment of their own.
.venv-attack/attack.stamp: requirements/attack.txt
	@echo "Installing wapiti and sqlmap"
	@$(PYTHON) -m venv .venv-attack >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip .venv-attack
	@$(subst $(VENV)/,.venv-attack/,$(INSTALL)) --require-hashes -r requirements/attack.txt
	@touch $@

node_modules/.stamp: package.json package-lock.json
	@echo "Installing front-end packages"
	@command -v npm >/dev/null || { echo "npm is not on this machine. Install it: apt-get install nodejs npm"; exit 1; }
	@npm ci --silent --no-audit --no-fund
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po $(VENV)/product.stamp
	@$(WAYPOST) messages compile
	@touch $@
