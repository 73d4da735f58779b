.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
MEMBERS := $(patsubst %/pyproject.toml,%,$(wildcard libs/*/pyproject.toml infra/local/pyproject.toml services/*/pyproject.toml))
export UV_LINK_MODE ?= hardlink
# A venv of the caller's must not be mistaken for ours.
unexport VIRTUAL_ENV

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  \033[36m%-14s\033[0m %s\n", $$1, $$2}'

.PHONY: setup
setup: $(READY) ## Make the virtual environment (all other targets do it too)

.tools/bin/uv: requirements-uv.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --upgrade --target .tools -r requirements-uv.lock

$(READY): requirements.lock pyproject.toml $(addsuffix /pyproject.toml,$(MEMBERS)) | $(filter .tools/%,$(UV))
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(addprefix --editable ./,$(MEMBERS))
	@touch $@

.PHONY: lock
lock: ## Pin the newest versions that pyproject.toml allows, with hashes
	@$(UV) lock --upgrade
	@$(UV) export --quiet --no-emit-workspace --all-groups --no-annotate --no-header --output-file requirements.lock

.PHONY: proto
proto: $(READY) ## Generate the code in libs/proto from proto/
	@$(BIN)/buf format --write proto
	@$(BIN)/python libs/proto/generate.py libs/proto/src
