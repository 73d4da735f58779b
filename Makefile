.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
MEMBERS := $(patsubst %/pyproject.toml,%,$(wildcard libs/*/pyproject.toml infra/*/pyproject.toml services/*/pyproject.toml))
SERVICES := $(patsubst services/%/pyproject.toml,%,$(wildcard services/*/pyproject.toml))
# What is installed where a desk runs; each of PINNED has pins of its own.
SHIPPED := $(filter-out libs/testing infra/bench,$(MEMBERS))
PINNED := $(addprefix services/,$(SERVICES)) infra/operations
DIST ?= dist
PINS := --quiet --no-emit-workspace --no-annotate --no-header
# Where the machine has a store of certificates, a company's own authority is in there.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem),)
export UV_SYSTEM_CERTS ?= true
endif
# A venv of the caller's must not be mistaken for ours.
unexport VIRTUAL_ENV
# Images of Python say so. Every process of every run would compile anew what it imports, and pytest every test.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  \033[36m%-16s\033[0m %s\n", $$1, $$2}'

.PHONY: setup
setup: $(READY) ## Make the virtual environment (all other targets do it too)

.tools/bin/uv: requirements-uv.lock
	@echo "Setting up, this once: fetching uv, which fetches the rest …"
	@"$(PYTHON)" -m pip install --quiet --disable-pip-version-check --root-user-action ignore --require-hashes --upgrade --target .tools -r requirements-uv.lock

$(READY): requirements.lock pyproject.toml $(addsuffix /pyproject.toml,$(MEMBERS)) | $(filter .tools/%,$(UV))
	@echo "Making a virtual environment in $(VENV) …"
	@"$(UV)" venv --quiet --allow-existing --python "$(PYTHON)" $(VENV)
	@echo "Installing $$(grep -c '==' requirements.lock) libraries, each checked by its hash …"
	@"$(UV)" pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@echo "Installing the $(words $(MEMBERS)) packages of this repository …"
	@"$(UV)" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(addprefix --editable ./,$(MEMBERS))
	@touch $@

.PHONY: lock
lock: ## Pin the newest versions that pyproject.toml allows, with hashes (decision 7)
	@"$(UV)" lock --upgrade
	@"$(UV)" export $(PINS) --all-groups --output-file requirements.lock
	@for folder in $(PINNED); do \
		"$(UV)" export $(PINS) --no-dev --package fixline-$$(basename $$folder) --output-file $$folder/requirements.lock || exit 1; \
	done

.PHONY: wheels
wheels: $(READY) ## Build the wheels of services, libraries and operators' commands into DIST (dist)
	@for member in $(SHIPPED); do \
		"$(UV)" build --quiet --offline --wheel --no-build-isolation --no-create-gitignore --python $(BIN)/python \
			--out-dir "$(DIST)" ./$$member || exit 1; \
	done

.PHONY: proto
proto: $(READY) ## Generate the code in libs/proto and the reference in docs/api from proto/
	@$(BIN)/buf format --write proto
	@$(BIN)/python libs/proto/generate.py libs/proto/src
	@$(MAKE) --no-print-directory docs

.PHONY: docs
docs: $(READY) ## Write the API reference in docs/api (make proto does it too)
	@$(BIN)/python libs/proto/reference proto docs/api

.PHONY: proto-check
proto-check: $(READY) ## Check the protos: style, what clients rely on, and that what they generate is up to date
	@$(BIN)/buf format --diff --exit-code proto
	@image=$$(mktemp -d)/image.binpb && trap 'rm -rf "$$(dirname "$$image")"' EXIT \
		&& $(BIN)/python libs/proto/image.py proto "$$image" \
		&& $(BIN)/buf lint "$$image" --config proto/buf.yaml --path fixline \
		&& $(BIN)/buf breaking "$$image" --config proto/buf.yaml --path fixline --against proto/released.binpb
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& $(BIN)/python libs/proto/generate.py "$$folder" \
		&& diff --recursive --exclude=__pycache__ --exclude=py.typed "$$folder/fixline" libs/proto/src/fixline \
		|| { echo "libs/proto is not what proto/ generates: run 'make proto'"; exit 1; }
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& $(BIN)/python libs/proto/reference proto "$$folder" \
		&& diff --recursive "$$folder" docs/api \
		|| { echo "docs/api is not what protos, scopes and errors say: run 'make docs'"; exit 1; }

.PHONY: proto-baseline
proto-baseline: $(READY) ## Declare the API of proto/ released: from then on it only grows (decision 12)
	@image=$$(mktemp -d)/image.binpb && trap 'rm -rf "$$(dirname "$$image")"' EXIT \
		&& $(BIN)/python libs/proto/image.py proto "$$image" \
		&& $(BIN)/buf build "$$image" --path fixline --exclude-source-info --output proto/released.binpb

.PHONY: migrations-check
migrations-check: $(READY) ## Lint the SQL of all migrations (squawk)
	@$(BIN)/python libs/chassis/lint_migrations.py

.PHONY: schema-check
schema-check: $(READY) ## Run the storage tests of the release before on the migrations of this one
	@$(BIN)/python libs/testing/released.py check

.PHONY: schema-baseline
schema-baseline: $(READY) ## Declare HEAD released: from then on its code has to work on every new schema (decision 48)
	@$(BIN)/python libs/testing/released.py record HEAD

DEPLOYMENT := .tools/deployment
$(DEPLOYMENT)/bin/kubectl: infra/deployment.lock | $(READY)
	@"$(UV)" venv --quiet --allow-existing --python "$(PYTHON)" $(DEPLOYMENT)
	@"$(UV)" pip sync --quiet --python $(DEPLOYMENT)/bin/python --require-hashes infra/deployment.lock
	@touch $@

.PHONY: deployment-check
deployment-check: $(DEPLOYMENT)/bin/kubectl ## Render infra/compose.yaml and infra/k8s, and check schemas, rules of our own and settings
	@$(BIN)/pytest --quiet -m deployment infra/compose infra/k8s $(PYTEST)

.PHONY: kubernetes-rules
kubernetes-rules: $(READY) ## Write the alerts and recording rules as an object of the cluster anew
	@$(BIN)/python infra/k8s/rules.py

.PHONY: format
format: $(READY) ## Format the code and mend what can be mended by itself
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/buf format --write proto

.PHONY: lint
lint: $(READY) ## Check style
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/python -m bot_testing.languages

.PHONY: types
types: $(READY) ## Check types (mypy, strict)
	@$(BIN)/mypy

.PHONY: imports
imports: $(READY) ## Check who imports whom (import-linter)
	@$(BIN)/lint-imports

.PHONY: test
test: $(READY) ## Run every test but those that have a target of their own
	@$(BIN)/pytest --numprocesses 4 --dist loadgroup -m "not browser and not ops and not deployment and not images" $(PYTEST)

.PHONY: test-replicas
test-replicas: $(READY) ## Have all conversations, in English, with two processes of the bot, which get their updates by webhook
	@FIXLINE_BOTS=2 $(BIN)/pytest --numprocesses 3 -k '[en' tests/conversations $(PYTEST)

# All tests of a worker on one event loop, so that they have one Chromium.
ONE_LOOP := --override-ini asyncio_default_fixture_loop_scope=session --override-ini asyncio_default_test_loop_scope=session

# So that no worker imports the others.
PAGES = $$(grep -rl --include='test_*.py' 'mark\.browser\b' tests libs infra services | sort)

.PHONY: test-browser
test-browser: $(READY) ## Drive the pages in headless Chromium
	@infra/local/install-chromium.sh
	@$(BIN)/pytest --numprocesses 2 --dist loadgroup -m browser $(ONE_LOOP) $(PYTEST) $(PAGES)

.PHONY: test-ops
test-ops: $(READY) ## Check alerts, dashboards and runbooks against promtool, amtool and the running services
	@infra/prometheus/install.sh
	@infra/local/install-chromium.sh
	@infra/local/install-faketime.sh
	@$(BIN)/pytest --numprocesses 2 --dist loadgroup -m ops tests/ops $(PYTEST)

SBOM := .tools/sbom/bin/python
$(SBOM): infra/docker/sbom.lock | $(READY)
	@"$(UV)" venv --quiet --allow-existing --python "$(PYTHON)" .tools/sbom
	@"$(UV)" pip sync --quiet --python $@ --require-hashes infra/docker/sbom.lock
	@touch -h $@

.PHONY: images
images: $(READY) $(SBOM) ## Build an image for each service, and one with `fixline`, with buildah, and their SBOMs (BASE=, another base image)
	@UV="$(UV)" MAKE="$(MAKE)" infra/docker/build.sh

.PHONY: test-images
test-images: $(READY) $(SBOM) ## Build the images on a base of Debian's packages, and play the story on containers
	@infra/docker/install.sh
	@$(BIN)/pytest --numprocesses 0 -m images tests/images $(PYTEST)

.PHONY: dashboards
dashboards: $(READY) ## Write Grafana's dashboards anew
	@$(BIN)/python infra/grafana/generate.py

.PHONY: bench
bench: $(READY) ## Measure the tickets service and the bot (8 to 13 minutes) and write docs/performance.md
	@exec $(BIN)/python -m fixline_bench $(if $(BEFORE),--before "$(BEFORE)")

.PHONY: pictures
pictures: $(READY) ## Take the documentation's pictures anew, on the desk of a small building (ONLY=, the name of one)
	@infra/local/install-chromium.sh
	@$(if $(ONLY),,infra/prometheus/install.sh)
	@FIXLINE_PICTURES=docs/pictures $(BIN)/pytest -q -m "browser or ops" $(if $(ONLY),-k $(ONLY)) tests/e2e/pictures tests/ops/test_dashboard_page.py

.PHONY: coverage
coverage: $(READY) ## Run all that `make test` does, and show what no test reaches
	@$(BIN)/pytest --numprocesses 4 --dist loadgroup -m "not browser and not ops and not deployment and not images" --cov --cov-report=term-missing $(PYTEST)

.PHONY: run
run: $(READY) ## Run the desk on this machine until Ctrl-C (with BOT_TOKEN: as a real bot)
	@exec $(BIN)/python -m fixline_local run

.PHONY: demo
demo: $(READY) ## Play the whole story on a throw-away desk and check every step
	@exec $(BIN)/python -m fixline_local demo

.PHONY: soak
soak: $(READY) ## Let ten people use a throw-away desk under random faults (SEED=, SECONDS=60), and check what came of it
	@exec $(BIN)/python -m fixline_local soak $(if $(SEED),--seed $(SEED)) $(if $(SECONDS),--seconds $(SECONDS))

.PHONY: install
install: $(READY) ## Put the services and their systemd units on this machine, as root (docs/a-desk-in-20-minutes.md)
	@UV="$(UV)" MAKE="$(MAKE)" DESTDIR="$(DESTDIR)" infra/systemd/install.sh

.PHONY: go-no-go
go-no-go: $(READY) ## Say whether the desk may be opened to people (ENV=FILE for one in production, JSON=1 for pipelines)
	@exec $(BIN)/fixline $(if $(ENV),--env "$(ENV)") go-no-go $(if $(JSON),--json)

.PHONY: production-env
production-env: $(READY) ## Write the settings of a desk in production into FILE (infra/.env), with strong secrets
	@exec $(BIN)/fixline production-env $(if $(FILE),"$(FILE)")

.PHONY: reset
reset: $(READY) ## Forget all that the desk holds (.local), so that `make run` begins afresh
	@exec $(BIN)/python -m fixline_local reset

.PHONY: logs
logs: ## Follow the logs of the running desk
	@tail --follow=name --lines=20 .local/logs/*.log

.PHONY: psql
psql: $(READY) ## Open a SQL prompt: DB=bot|tickets|files, SQL='SELECT …' to print one answer, WRITE=1 to change data
	@exec $(BIN)/fixline psql $(if $(WRITE),--write) $(DB) $(if $(SQL),-- -c "$$SQL")

.PHONY: incident
incident: $(READY) ## Show what is known of an incident: CODE=… (8 characters, or a whole trace id)
	@exec $(BIN)/fixline incident $(CODE)

.PHONY: ticket
ticket: $(READY) ## Show everything about one ticket: NUMBER=42
	@exec $(BIN)/fixline ticket $(NUMBER)

.PHONY: pseudonym
pseudonym: $(READY) ## Print how logs and traces call a person or a chat: NAME=users/7, or a Telegram id
	@exec $(BIN)/fixline pseudonym $(NAME)

.PHONY: forget
forget: $(READY) ## Erase a person's data from all stores: PERSON=telegram-id REASON='…'; DRY_RUN=1 counts only
	@exec $(BIN)/fixline forget $(PERSON) $(if $(DRY_RUN),--dry-run,--reason "$$REASON") $(if $(YES),--yes)

.PHONY: replay
replay: $(READY) ## Deal anew with what was given up: UPDATE='17 18', UPDATE=all, or DELIVERY=5
	@exec $(BIN)/fixline replay $(if $(DELIVERY),delivery $(DELIVERY),update $(if $(filter all,$(UPDATE)),--all-dead,$(UPDATE)))

.PHONY: backup
backup: $(READY) ## Copy the desk while it works: databases, attachments, log (KEEP=7: remove older ones)
	@exec $(BIN)/fixline backup create $(if $(KEEP),--keep $(KEEP))

.PHONY: restore
restore: $(READY) ## Make a desk of a backup where there is none: BACKUP=newest, UNTIL=TIME or latest, DATA=folder in production
	@exec $(BIN)/fixline backup restore $(BACKUP) $(if $(UNTIL),--until "$(UNTIL)") $(if $(DATA),--data "$(DATA)")

.PHONY: rehearse
rehearse: $(READY) ## Migrate a copy of the desk up, down one and up, and refuse what may not be: BACKUP=newest
	@exec $(BIN)/fixline rehearse $(BACKUP)

.PHONY: clean
clean: ## Remove what was set up and built, but keep the desk's data (.local)
	@rm -rf $(VENV) .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis uv.lock
