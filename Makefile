# Everything runs in .venv, which is made from the lock file with its hashes.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: serve test test-postgresql fuzz check lint types layers taxonomy bench-quality bench-speed bench-growth lock clean

serve: .venv/serve
	$(BIN)/matcher serve --port $(PORT)

test: .venv/dev
	$(BIN)/python -m pytest -n auto

# The same tests where a database is in play, on PostgreSQL; those that name a kind run on both in `make test`.
test-postgresql: .venv/dev
	MATCHER_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto -k "test_fuzzing or not (sqlite or postgresql)" tests/cli tests/services tests/storage tests/web \
		$(wildcard tests/jobs) tests/test_own_skills_everywhere.py

# The whole API out of its own description, with many more requests than `make test` sends.
fuzz: .venv/dev
	MATCHER_FUZZ_EXAMPLES=200 $(BIN)/python -m pytest -n0 tests/web/test_fuzzing.py

check: lint types layers taxonomy

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

taxonomy: .venv/dev
	$(BIN)/matcher taxonomy check

bench-quality: .venv/dev
	$(BIN)/python -m benchmarks.quality

bench-speed: .venv/dev
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.throughput

bench-growth: .venv/dev
	$(BIN)/python -m benchmarks.growth

# What the service needs; hatchling and editables build the package itself without fetching anything more.
.venv/serve: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rolefit needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: .venv/serve requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

# Needs uv (https://docs.astral.sh/uv/) on the path; run it after a change of dependencies.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-emit-index-url --no-header \
		--quiet -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-emit-index-url \
		--no-header --quiet -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
