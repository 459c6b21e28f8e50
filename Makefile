# The commands of this repository. `make site` and `make test` are the two that a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTED := builder tests bench
JAVASCRIPT := tests/javascript

.DELETE_ON_ERROR:
.PHONY: help site test law serve guide reference venv browser format lint types lock clean bench bench-serve bench-search scripts stemmers profile

help: ## say what each command does
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 10

site: $(VENV)/installed ## build this repository's own archive into public/
	$(BIN)/fonds build

test: $(VENV)/installed-tests browser $(JAVASCRIPT)/node_modules/installed lint types ## everything that CI checks
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

law: $(VENV)/installed-tests ## the tests of the laws, at length: 10,000 edits, 100 kills, every fault of a disk, every byte of a store
	FONDS_STEPS=10000 FONDS_KILLS=100 FONDS_ALL=1 $(BIN)/python -m pytest tests/test_law_*.py tests/test_store.py tests/test_real_input.py \
	  tests/search/test_stemmers.py tests/browser/test_in_chromium.py tests/serve/test_early.py

venv: $(VENV)/installed ## the virtual environment alone

lint: $(VENV)/installed-tests ## format and lint, as a check
	$(BIN)/ruff format --check $(TESTED)
	$(BIN)/ruff check $(TESTED)

types: $(VENV)/installed-tests ## strict types
	$(BIN)/mypy

format: $(VENV)/installed-tests ## rewrite in the house format
	$(BIN)/ruff format $(TESTED)
	$(BIN)/ruff check --fix $(TESTED)

browser: ## what the tests of browser and scripts need, from the system's packages where it is not there
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  { as_root=$$(test "$$(id -u)" = 0 || echo sudo); \
	    $$as_root apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; }
	@{ command -v node && command -v npm; } >/dev/null || \
	  { as_root=$$(test "$$(id -u)" = 0 || echo sudo); \
	    $$as_root apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends nodejs npm; }

bench: $(VENV)/installed ## Fonds beside other generators; OPTIONS="--sizes 1000 --rounds 1" for less
	$(BIN)/python -m bench.run $(OPTIONS)

serve: $(VENV)/installed ## show this repository's own archive, and follow what is saved
	$(BIN)/fonds serve

bench-serve: $(VENV)/installed-tests browser ## from saving an article to seeing it; OPTIONS="--sizes 300"
	$(BIN)/python -m bench.preview $(OPTIONS)

bench-search: $(VENV)/installed-tests browser ## search beside Pagefind; OPTIONS="--sizes 10000 100000" for more
	$(BIN)/python -m bench.search.run $(OPTIONS)

guide: $(VENV)/installed ## build the guide, docs/, into docs/public/
	$(BIN)/fonds build --site docs

reference: $(VENV)/installed ## write what is generated anew: the commands in the guide, and the schemas
	{ sed '/^<!-- generated/q' docs/content/articles/commands.md; echo; $(BIN)/fonds manual --markdown; } > docs/commands.new
	mv docs/commands.new docs/content/articles/commands.md
	for name in article site; do $(BIN)/fonds schema $$name > builder/schemas/$$name.schema.json; done

scripts: $(JAVASCRIPT)/node_modules/installed ## make the scripts of search anew from their modules
	node $(JAVASCRIPT)/make_scripts.js templates/assets/search/bundles

stemmers: $(JAVASCRIPT)/node_modules/installed ## make the stemmers of the browser anew; SNOWBALL=folder of its sources
	$(MAKE) -C $(SNOWBALL) snowball
	node $(JAVASCRIPT)/make_stemmers.js $(SNOWBALL) templates/assets/search/stemmers

profile: $(VENV)/installed ## where a build's time goes: SITE=folder, default this one
	$(BIN)/python bench/profile.py $(or $(SITE),.)

clean: ## remove everything that can be made again
	rm -rf $(VENV) $(JAVASCRIPT)/node_modules .cache public dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps stand for the whole of the virtual environment: a changed lock file makes it anew.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Fonds needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else None'
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-tests: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	touch $@

$(JAVASCRIPT)/node_modules/installed: $(JAVASCRIPT)/package-lock.json | browser
	npm ci --silent --no-audit --no-fund --prefix $(JAVASCRIPT)
	touch $@

lock: ## resolve the dependencies anew and pin them with their hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group dev --output-file requirements-dev.lock
