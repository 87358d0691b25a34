# Only Python >= 3.11 and make are needed. Everything is installed into .venv from locked, hashed requirements.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RUN    := $(BIN)/python -m monitor
ARGS   ?=

.PHONY: help run demo test check lint format bench sbom audit wheel bundle lock docs clean

help: ## show what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(VENV)/bin/python:
	@sh deploy/make-venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@sh deploy/install-locked.sh $(BIN)/python requirements.lock
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.runtime
	@sh deploy/install-locked.sh $(BIN)/python requirements-test.lock
	@touch $@

$(VENV)/.build: requirements-build.lock | $(VENV)/bin/python
	@sh deploy/install-locked.sh $(BIN)/python requirements-build.lock
	@touch $@

run: $(VENV)/.runtime ## check every address once and write the report (ARGS="--only ID" and so on)
	@sh deploy/run-once.sh $(BIN)/python $(ARGS)

demo: $(VENV)/.runtime ## six weeks against a small internet on this machine; no network
	@$(RUN) demo $(ARGS)

lint: $(VENV)/.test ## format, style, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(VENV)/.test ## the tests alone
	$(BIN)/python -m pytest -n auto --cov --cov-report=term $(ARGS)

test: lint check ## everything CI runs

format: $(VENV)/.test ## rewrite the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.test ## regenerate the generated parts of the documentation
	$(BIN)/python -m monitor.catalogue.document
	$(BIN)/python -m monitor.settings.document

bench: $(VENV)/.test ## benchmarks, by hand (benchmarks/README.md)
	$(BIN)/python -m benchmarks.run $(ARGS)

sbom: $(VENV)/.build $(VENV)/.runtime ## bill of materials (CycloneDX) and licence list in dist/
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --output-file dist/sbom.cdx.json
	$(BIN)/pip-licenses --format=markdown --with-urls --output-file=dist/licences.md \
	  --packages $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/\1/p' requirements.lock)

audit: $(VENV)/.build ## known vulnerabilities of the locked dependencies (needs its database)
	@$(BIN)/python deploy/audit.py $(BIN)/pip-audit requirements.lock

wheel: $(VENV)/.build ## wheel and source distribution in dist/
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1700000000) $(BIN)/python -m build --no-isolation

bundle: wheel ## dist/bundle: the wheel and all it needs, to install without a network
	$(BIN)/python -m pip download --disable-pip-version-check --quiet --require-hashes -r requirements.lock -d dist/bundle
	cp dist/*.whl dist/bundle/

lock: ## renew the locks (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -U -o requirements.lock
	uv pip compile pyproject.toml --extra uvloop --extra dask --group test -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements-test.lock
	uv pip compile --group build -c requirements-test.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements-build.lock

clean: ## remove what was made, not the state or the reports
	rm -rf $(VENV) dist build demo .coverage* htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
