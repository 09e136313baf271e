# make run   open the reader on the sample pages
# make test  everything that `make check` runs, from a bare checkout
# All of it needs Python 3.11 or later, pip and make; the rest goes into .venv.

PYTHON ?= python3
VENV   := .venv
STAMP  := $(VENV)/.installed

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: run test check format bench

run: $(STAMP)
	@$(BIN)/nbreader seeds

test: check

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --quiet --doctest-modules src
	$(BIN)/pytest --quiet --numprocesses 2 --cov

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)
	$(BIN)/python benchmarks/parse.py
	$(BIN)/python benchmarks/annotate.py
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/shell.py
	$(BIN)/python -m benchmarks.search

# Where Python comes without ensurepip (Debian without python3-venv), the pip
# that is there installs into the environment from outside.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'nbreader needs Python 3.11 or later: try make PYTHON=python3.12' >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'; \
	else \
	  $(PYTHON) -m venv --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $(BIN)/python install --quiet -c constraints.txt -e '.[dev]'; \
	fi || { echo 'The environment $(VENV) could not be made: the lines above say why.' >&2; exit 1; }
	@touch $@
