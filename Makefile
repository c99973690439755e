# make reproduce · make test · make faults · make lab · make check: each works alone on a fresh clone, and again without reinstalling.
PYTHON ?= python3
BIN := .venv/bin
LAB :=# more options of JupyterLab, such as LAB=--no-browser

.PHONY: reproduce test faults lab check golden outputs mutants notebooks clean

reproduce: .venv/run.ok
	$(BIN)/python -m analysis build --output output --jobs 2
	$(BIN)/python tools/notebooks.py execute --output output/notebooks

test: .venv/dev.ok
	$(BIN)/pytest -n 2 --dist loadfile

# Killed processes, full disks, two writers, foreign folders, hostile files: all of it, in ten minutes; docs/reliability.md.
faults: .venv/dev.ok
	$(BIN)/pytest -n 2 -m "long_faults or not long_faults" tests/faults

# Opens on the notebooks; the corpus and what a build wrote are a click away.
lab: .venv/run.ok
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks $(LAB)

check: .venv/dev.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/python tools/notebooks.py check

# What has changed in the tables of tests/golden/corpus, in words; make golden ACCEPT=1 takes it.
golden: .venv/dev.ok
	$(BIN)/python tools/golden.py $(if $(ACCEPT),accept)

# docs/outputs.md, written from the declarations of the tables in analysis/tables.
outputs: .venv/dev.ok
	$(BIN)/python tools/outputs.py write

# Small mistakes put into rules and boundaries, to see whether the tests notice; MODULES="themes/ranks" for some.
mutants: .venv/dev.ok
	$(BIN)/python tools/mutants.py $(MODULES)

# The notebooks as they stand in notebooks/: made from notebooks/src/ and executed.
notebooks: .venv/run.ok
	$(BIN)/python tools/notebooks.py write

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed and $(PYTHON) isn't; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/run.ok: requirements.txt constraints.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.ok: requirements-dev.txt .venv/run.ok
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf output .mypy_cache .ruff_cache .hypothesis
