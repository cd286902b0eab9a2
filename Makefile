# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TRAIN  := .venv-train
OUT    := out
STORE  := $(OUT)/store
PIP    := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

.PHONY: help run test check bench bench-scale train train-claims train-voices docs golden clean install install-dev

help:
	@echo "make run     environment, install, and the main job on the example pages"
	@echo "make test    environment, install, and every check"
	@echo "make check   ruff, mypy --strict, import order, docs"
	@echo "make bench   the long measurements; writes BENCHMARKS.md"
	@echo "make bench-scale   reads of 1,000, 10,000 and 100,000 made articles (half a day)"
	@echo "make train   the coder from scratch: environment, corpus, three fits, export (about 2.5 h)"
	@echo "make train-claims  which triples of a sentence the coder is asked about: weights from the example pages (a minute)"
	@echo "make train-voices  whose a quotation is that nobody says: weights from our passages (seconds)"
	@echo "make train-events JUDGEMENTS=file.jsonl  the weights of merging, with what people judged (a minute)"
	@echo "make screenshots  pictures of the reading room's pages, into out/room and docs/_static/room"
	@echo "make golden  regenerate the golden files, then look at the diff"

install: $(VENV)/.run
install-dev: $(VENV)/.dev

$(VENV)/.run: pyproject.toml
	@echo "Installing Détente into $(VENV) (a minute or two the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	@$(PIP) -e ".[dev]"
	@touch $@

run: install
	@$(BIN)/python examples/run.py --store $(STORE) --brief $(OUT)/brief.html

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

test: check
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: install-dev
	$(BIN)/python -m benchmarks

bench-scale: install-dev
	$(BIN)/python -m benchmarks.scale 1000 10000 100000

$(TRAIN)/.done: pyproject.toml training/requirements.txt training/requirements-student.txt
	@echo "Installing what training needs into $(TRAIN) (some minutes) ..."
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check $$(grep '^torch==' training/requirements.txt)
	@$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r training/requirements-student.txt
	@$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

train: $(TRAIN)/.done
	$(TRAIN)/bin/python -m training.corpus build
	$(TRAIN)/bin/python -m training.coder fit --run $(OUT)/coder/eight --without wire- plain- leads- --shares 8 6 9 --epochs 5 \
		--contexts 2 --hidden-words 0 --hidden-names 0
	$(TRAIN)/bin/python -m training.coder fit --run $(OUT)/coder/all --without plain- leads-
	$(TRAIN)/bin/python -m training.coder average $(OUT)/coder/eight $(OUT)/coder/all --run $(OUT)/coder/mean
	$(TRAIN)/bin/python -m training.coder fit --run $(OUT)/coder/minilm --start $(OUT)/coder/mean --epochs 2 --rate 1e-4 \
		--contexts 2 --hidden-words 0 --hidden-names 0.05
	$(TRAIN)/bin/python -m training.coder export --install
	$(TRAIN)/bin/python -m training.coder card

train-claims: install-dev
	$(BIN)/python -m training.claims

train-voices: install-dev
	$(BIN)/python -m training.voices

train-events: install-dev
	$(BIN)/python -m training.events $(JUDGEMENTS) --install

docs: install-dev
	$(BIN)/sphinx-build -W -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

golden: install-dev
	$(BIN)/python -m tests.golden

screenshots: install-dev
	$(BIN)/python -m tests.browser.screenshots
	$(BIN)/python -m tests.browser.screenshots --docs

clean:
	rm -rf $(OUT) docs/_build .mypy_cache .ruff_cache .pytest_cache
