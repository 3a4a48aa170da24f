# `make` prints what there is. Each target is a few lines; the work is in `noms` and scripts/.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := services shared scripts tests bench

.DEFAULT_GOAL := help
.PHONY: help run demo test check format lint types walls deploy-check bench migrate openapi examples room environment tools

help: ## print this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

environment:
	@$(PYTHON) scripts/bootstrap.py

tools:
	@$(PYTHON) scripts/bootstrap.py --dev

run: environment ## set everything up, start PostgreSQL and the three services (Ctrl-C stops them)
	@$(BIN)/noms up

demo: environment ## walk one sentence from court to settlement through the running services
	@$(BIN)/noms demo

test: tools ## every test, with nothing else to install or start
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: tools format lint types walls deploy-check test ## format, lint, types, import walls, deploy files, tests

format:
	@$(BIN)/ruff format --check $(SOURCES)

lint:
	@$(BIN)/ruff check $(SOURCES)

types:
	@$(BIN)/mypy

walls:
	@$(BIN)/lint-imports --config importlinter.toml

deploy-check:
	@$(BIN)/python scripts/check_deploy.py

bench: tools ## ratios of speed, measured side by side in one run
	@$(BIN)/python -m bench

migrate: environment ## bring the databases of NOMS_DATABASE_URL_<SERVICE> to the newest schema
	@$(BIN)/noms migrate

openapi: tools ## write each service's openapi.json anew
	@$(BIN)/python scripts/export_openapi.py

examples: tools ## write each service's example answers anew, from a walk through running services (make run)
	@PYTHONPATH=.:tests $(BIN)/python scripts/capture_examples.py

room: tools ## make a new room: make room service=offender_mgmt name=diary
	@$(BIN)/python scripts/new_room.py "$(service)" "$(name)"
