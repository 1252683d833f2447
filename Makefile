# Two commands for people: `make run`, `make test`. The rest is for those who change the program.
UV_VERSION := 0.13.9
UV := .uv/bin/uv
PY := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never

.PHONY: run test quick check bench pictures clean

run: .venv/.ready ## serve on http://127.0.0.1:8050, with the demonstration when the database is empty
	$(PY) app.py

test: .venv/.tested system ## everything: style, types, import rules, unit, data and browser tests
	$(MAKE) --no-print-directory lint
	$(PY) -m pytest -n 2 --dist loadfile

quick: .venv/.tested ## without a browser and without slow tests
	$(PY) -m pytest -n 2 --dist loadfile -m "not browser and not slow"

check: .venv/.tested ## style, types, import rules, known vulnerabilities
	$(MAKE) --no-print-directory lint
	$(UV) export --frozen --no-dev --no-emit-project --format requirements-txt -q -o var/requirements.txt
	$(PY) -m pip_audit --strict --require-hashes --disable-pip -r var/requirements.txt

lint:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

bench: .venv/.tested system ## server time and queries per page, first load and moves in a browser, a load
	$(PY) -m tests.bench

pictures: .venv/.tested system ## the pictures of README and README.ru.md, from the demonstration
	$(PY) -m tests.pictures

system: ## what the tests need from the operating system; does nothing when it is there
	@sh deploy/test-programs.sh

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: uv.lock pyproject.toml | $(UV)
	$(UV) sync -q --frozen --no-dev --inexact
	@touch $@

.venv/.tested: uv.lock pyproject.toml | $(UV)
	$(UV) sync -q --frozen
	@mkdir -p var && touch $@ .venv/.ready

clean: ## the environments; the data in var/ stay
	rm -rf .venv .uv
