# Needs Python >= 3.11 and make; everything else comes into .venv, pinned by constraints.txt.
#   make test    minutes: what must hold before every commit        make demo   the command on a bundled ledger
#   make ci      under 45 minutes: packages, versions, docs         make docs   write the generated pages anew
#   make proof   hours: long random tests, mutants                  make bench  ratios against hand-written code
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
CODE := src tests tools benchmarks examples notebooks

export TZ := UTC
unexport PYTHONHASHSEED PYTHONPATH PYTHONWARNINGS PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := test
.PHONY: test lint unit parity demo ci proof bench docs format clean

say = @printf '\n== %s\n' "$(1)"

# ---- the environment; made anew when what it is made from has changed
.venv/.made: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"$(PYTHON) is Python {v[0]}.{v[1]}, but 3.11 or later is needed: make PYTHON=/path/to/python3.11")'
	$(call say,environment in .venv)
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints.txt pip
	@$(PY) -m pip install --quiet --constraint constraints.txt hatchling editables
	@touch $@

.venv/.host: .venv/.made
	@$(PY) -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[host,pdf]'
	@touch $@

.venv/.dev: .venv/.made
	@$(PY) -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[frames,host,pdf,testing]' --group dev
	@touch $@ .venv/.host

# ---- the tiers
test: lint unit parity

lint: .venv/.dev
	$(call say,format)
	@$(BIN)/ruff format --check .
	$(call say,lint)
	@$(BIN)/ruff check .
	$(call say,types)
	@$(BIN)/mypy $(CODE)
	$(call say,import contracts)
	@$(BIN)/lint-imports --no-cache --no-logo
	$(call say,generated pages are fresh)
	@$(PY) -m tools.reference --check

unit: .venv/.dev
	$(call say,tests with branch coverage of the library)
	@$(PY) -m pytest -q -n 2 --dist worksteal --hypothesis-profile=test -m "not (uncovered or proof or slow)" --cov --cov-report=term-missing

parity: .venv/.dev
	$(call say,parity of all engines and knock-out of every rule and what is exhaustive)
	@$(PY) -m pytest -q -n 2 --dist worksteal --hypothesis-profile=test -m "uncovered and not (proof or slow)"

demo: .venv/.host
	@$(BIN)/inkasso demo --out out

ci: .venv/.dev
	@$(PY) -m tools.ci

proof: .venv/.dev
	@$(PY) -m tools.proof

bench: .venv/.dev
	@$(PY) -m benchmarks.eligibility --markdown docs/explanation/performance.md
	@$(PY) -m benchmarks.lifecycle --markdown docs/explanation/performance.md
	@$(PY) -m benchmarks.claim --markdown docs/explanation/performance.md
	@$(PY) -m benchmarks.journal --markdown docs/explanation/performance.md

docs: .venv/.dev
	@$(PY) -m tools.reference

format: .venv/.dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist out site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
