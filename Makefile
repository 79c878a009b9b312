# The project's commands; `make` alone lists them
VENV      = .venv
PYTHON    = python3
N_WORKERS = 2
ONLY      =

# A prompt reaches the shell exactly as typed; a PROMPT that some shell has exported for itself does not count
ifeq ($(origin PROMPT),command line)
override PROMPT := $(value PROMPT)
export PROMPT
else
unexport PROMPT
endif
export PYTHON

.PHONY: help demo test bench widgets prepare constraints docs clean

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 20

demo: ## draw the built-in prompts with the shipped model into demo/, or yours: make demo PROMPT="two red circles"
	@sh tools/set_up.sh "$(VENV)"
	@"$(VENV)/bin/diff-dalle" sample $${PROMPT+"$$PROMPT"} --out demo --force
	@echo "The pictures are in $(CURDIR)/demo"

test: ## check the structure and run every notebook; the last line counts (ONLY=unet runs what has unet in its name)
	@sh tools/set_up.sh "$(VENV)" dev
	@"$(VENV)/bin/python" tools/run_tests.py --n-workers $(N_WORKERS)$(if $(ONLY), --only "$(ONLY)")

bench: ## take the timings of notebooks 95 and 96 anew, beside the libraries they are compared with
	@sh tools/set_up.sh "$(VENV)" dev,bench
	@"$(VENV)/bin/python" tools/bench.py

widgets: ## press the buttons of PromptBox in a real browser, where there is one
	@"$(VENV)/bin/python" tools/widget_test/run.py

prepare: ## after editing notebooks: export, clean, sidebar, README
	@sh tools/set_up.sh "$(VENV)" dev
	@"$(VENV)/bin/python" tools/prepare.py

constraints: ## resolve the requirements afresh and write constraints.txt
	@"$(PYTHON)" tools/make_constraints.py

docs: ## render the site into _docs/ (needs Quarto)
	@command -v quarto >/dev/null || { echo "docs stopped: Quarto is missing; its site says how to install it" >&2; exit 1; }
	@sh tools/set_up.sh "$(VENV)" dev
	@PATH="$(abspath $(VENV))/bin:$$PATH" nbdev-docs

clean: ## remove .venv and everything built; pictures in demo/ and runs/ stay
	rm -rf .venv build dist *.egg-info _docs _proc .quarto nbs/.quarto
	find . -name __pycache__ -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -prune -exec rm -rf {} +
