# Every command of the project; CI calls the same targets.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
SETUP := $(VENV)/.stamp
BROWSER_PACKAGES := chromium chromium-driver fonts-noto-core

.PHONY: run test quick lint bench format lock messages browser clean

run: $(SETUP)  ## serve the app on the shipped election data
	$(BIN)/provlepsi serve $(ARGS)

test: $(SETUP) browser  ## everything: unit, data, docs, and a real browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

quick: $(SETUP)  ## what needs no browser and no database server, within a minute
	$(BIN)/python -m pytest -q -n 2 -m "not browser and not postgresql" --ignore tests/browser $(ARGS)

lint: $(SETUP)  ## formatter, linter, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(SETUP) browser  ## ratios against the alternatives, side by side in one run
	$(BIN)/python -m tests.benchmarks $(ARGS)

format: $(SETUP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(SETUP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed.'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python cannot make virtual environments here. On Debian: sudo apt install python3-venv'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

browser:  ## find a Chromium, or install one where that is allowed
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo 'Installing $(BROWSER_PACKAGES) for the browser tests'; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(BROWSER_PACKAGES) >/dev/null; \
	else echo 'NO CHROMIUM: the browser tests will be skipped. On Debian: sudo apt install $(BROWSER_PACKAGES)'; fi

lock:  ## renew the hashed lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
