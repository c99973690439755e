# make reproduce · make test · make lab · make check: each works alone on a fresh clone, and again without reinstalling.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: reproduce test lab check notebooks clean

reproduce: .venv/run.ok
	$(BIN)/python -m analysis build --output output --jobs 2
	$(BIN)/python tools/notebooks.py execute --output output/notebooks

test: .venv/dev.ok
	$(BIN)/python -m pytest -n 2 --dist loadfile

lab: .venv/run.ok
	$(BIN)/jupyter lab notebooks

check: .venv/dev.ok
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tools/notebooks.py check

# The notebooks as they stand in notebooks/: made from notebooks/src/ and executed.
notebooks: .venv/run.ok
	$(BIN)/python tools/notebooks.py write

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.ok: requirements.txt constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.ok: requirements-dev.txt requirements.txt constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf output .mypy_cache .ruff_cache .hypothesis
