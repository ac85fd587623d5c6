.DEFAULT_GOAL := help
.PHONY: demo play test test-long check screenshots installer check-installer bench bench-scanner lock clean help
python := .venv/bin/python
locked := .ci/set-up pyproject.toml requirements/dev.txt

demo: .venv/.ready-to-run  ## the centre and the desk on this machine, with sample data; offscreen when there is no display
	@$(python) -m desktop demo

play: .venv/.ready-to-test  ## one term of the scheme in fast time, its books balanced; SEED=7, ARGS="--postgres --scale small"
	@$(python) -m tests.play --seed $(or $(SEED),7) $(ARGS)

test: .venv/.ready-to-test  ## every test but the long batteries; ARGS=--cov measures coverage too and takes twice as long
	@$(python) -m pytest -n 2 $(ARGS)

test-long: .venv/.ready-to-test  ## the long batteries (power cuts, kills, rot, bad networks, fuzzing); their figures as one table at the end
	@$(python) -m pytest -m long

check: .venv/.ready-to-run  ## style, types and the walls between the rooms
	@$(python) -m ruff check .
	@$(python) -m mypy
	@$(python) -m resources.translations --check
	@.venv/bin/lint-imports --no-cache --no-logo

screenshots: .venv/.ready-to-test  ## a picture of every screen and state, in both languages, into docs/images
	@$(python) -m tests.screenshots

installer: .venv/.ready-to-test  ## the program and its .deb, into build/installer; ARGS=--quick packs in seconds
	@$(python) build_installer.py --deb $(ARGS)

check-installer: .venv/.ready-to-test  ## the same, then installed on a clean Debian 12 and tried there (as root)
	@$(python) build_installer.py --deb --check $(ARGS)

bench: .venv/.ready-to-test  ## what the program takes, beside a bare machine's or a peer's figures, in one run
	@$(python) -m tests.benchmarks $(NAME)

bench-scanner: .venv/.ready-to-test  ## what is read and how soon, beside other decoders; CLIPS=50 for a smaller run, DATA=DIR photographs
	@$(python) -m tests.benchmarks.scanner $(if $(CLIPS),--clips $(CLIPS)) $(if $(DATA),--data $(DATA)) $(ARGS)

lock:  ## renew requirements/ from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "lock: uv is needed; to install: pip install uv" >&2; exit 2; }
	@uv pip compile -q --upgrade $(lock_options) --extra dev -o requirements/dev.txt pyproject.toml
	@uv pip compile -q $(lock_options) -c requirements/dev.txt -o requirements/run.txt pyproject.toml
lock_options := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

clean:  ## remove what the other targets made, .venv too
	@rm -rf .venv build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 17

# A second run finds these and starts at once; a changed lock or a changed list of libraries renews them.
.venv/.ready-to-run: $(locked)
	@.ci/set-up run
	@touch $@

.venv/.ready-to-test: $(locked)
	@.ci/set-up test
	@touch $@ .venv/.ready-to-run
