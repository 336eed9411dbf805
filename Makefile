# DGTi Flow. `make` alone lists what there is. Needs Python 3.11 or newer, pip and make; nothing else.

PORT    ?= 8000
WORKERS ?= 2
TESTS   ?= tests
PYTHON  ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
               $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)

VENV := .venv/bin
PIP  := $(VENV)/python -m pip
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help run test demo check check-deep bench clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: .venv/run.stamp  ## serve the web and the API on 127.0.0.1:8000 (PORT=… for another); the data stays in var/
	@$(VENV)/dgti serve --demo --port $(PORT)

test: .venv/test.stamp  ## every test, on SQLite and on a real PostgreSQL, browser included (TESTS=… for some)
	@$(VENV)/pytest -n $(WORKERS) --dist loadgroup $(TESTS)

demo: .venv/run.stamp  ## one case through all six stages over HTTP, then verified and replayed
	@$(VENV)/dgti demo

check: .venv/test.stamp  ## format, lint, architecture, migrations, every diagram, vendored files
	@$(VENV)/ruff format --check .
	@$(VENV)/ruff check .
	@$(VENV)/pytest tests/test_architecture.py
	@$(VENV)/dgti migrate --check
	@for package in bpmn/*/; do $(VENV)/dgti check --strict $$package || exit 1; done
	@$(VENV)/python -m tools.vendor check

check-deep: .venv/test.stamp  ## the property tests with thousands of generated diagrams (minutes)
	@$(VENV)/pytest -n $(WORKERS) --hypothesis-profile=deep tests/engine

bench: .venv/test.stamp  ## what a start, a completion and the inbox cost, beside a floor
	@$(VENV)/python -m benchmarks

clean:  ## remove the environment and every cache; the data in var/ stays
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Bare Debian's python3 has no ensurepip: then the environment is made without pip and filled from outside.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "ต้องมี Python 3.11 ขึ้นไป · Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip .venv

EVERYTHING := .[test,dev]
INSTALL = if $(PIP) --version >/dev/null 2>&1; then $(PIP) install -qq --editable $(1); \
          elif $(PYTHON) -m pip --version >/dev/null 2>&1; then $(PYTHON) -m pip --python $(VENV)/python install -qq --editable $(1); \
          else echo "ไม่พบ pip: บน Debian ให้สั่ง apt-get install python3-venv · pip is missing: on Debian, apt-get install python3-venv"; exit 1; fi

.venv/run.stamp: setup.cfg pyproject.toml | .venv/bin/python
	@echo "กำลังติดตั้ง … · installing …"
	@$(call INSTALL,.)
	@touch $@

.venv/test.stamp: setup.cfg pyproject.toml | .venv/bin/python
	@echo "กำลังติดตั้ง … · installing …"
	@$(call INSTALL,'$(EVERYTHING)')
	@touch $@ .venv/run.stamp
