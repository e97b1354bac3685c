# The commands of this project. Only Python >= 3.11 has to be there before; .venv is made on the way.

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
RUN_VENV := @command -v $(PYTHON) >/dev/null || { echo 'Cần Python 3.11 trở lên (Python 3.11 or later is needed).' >&2; exit 1; }; \
	$(PYTHON) backend/embedded/bootstrap.py
DEV_VENV := $(RUN_VENV) --dev

# Settings as a server has them; nothing is connected to.
AS_IN_PRODUCTION = SECRET_KEY=$(shell head -c 60 /dev/urandom | base64 -w 0) \
	DATABASE_URL=postgres://portal@localhost:1/portal REDIS_URL=redis://localhost ALLOWED_HOSTS=portal.example.vn

.PHONY: run test test-kill test-race check format bench lock clean

## Start the portal and its servers on this machine. PORT=8000, DATA=var, DEMO=1
run:
	$(RUN_VENV)
	@exec $(PY) -m backend.embedded.run

## All tests, the browser's included, by three processes: one often waits. ARGS="tests/core -x" picks some, TESTERS=0 uses one
test:
	$(DEV_VENV)
	@exec $(PY) -m pytest -n $(or $(TESTERS),3) --dist worksteal $(ARGS)

## Kill the worker at many moments of every step of an import
test-kill:
	$(DEV_VENV)
	@KILLS=$(or $(KILLS),50) exec $(PY) -m pytest -m kill $(ARGS)

## Let fifty sign at once for the last place under the cap, many times
test-race:
	$(DEV_VENV)
	@RACES=$(or $(RACES),200) exec $(PY) -m pytest -m race $(ARGS)

## Linters, types, layers, migrations, deployment settings
check:
	$(DEV_VENV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/mypy
	@echo $(PY) manage.py makemigrations --check; $(AS_IN_PRODUCTION) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@echo $(PY) manage.py check --deploy; $(AS_IN_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format:
	$(DEV_VENV)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

## Measure against floors; results go to benchmarks/results/
bench:
	$(DEV_VENV)
	@exec $(PY) -m benchmarks $(ARGS)

## Write the hashed locks anew from the requirements*.in beside them. UPGRADE=1 takes newer versions
lock:
	$(DEV_VENV)
	@for name in requirements requirements-dev requirements-uv; do \
		PATH="$(BIN):$$PATH" uv pip compile --quiet --generate-hashes --no-header --universal --python-version 3.11 \
			$(if $(UPGRADE),--upgrade) $$name.in -o $$name.txt || exit 1; \
	done

## Remove what the commands above made, but for the data in var/
clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
