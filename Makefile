# Two commands for a newcomer (make demo, make test) and the few a person repeats. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV ?= .venv
ARGS ?=
# Closed network: PIPFLAGS="--no-index --find-links wheelhouse --require-hashes"
PIPFLAGS ?= --require-hashes
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet $(PIPFLAGS)

.PHONY: help demo serve test bench pictures browser office lint format messages lock wheelhouse

help: ## danh sách các lệnh
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 20

demo: $(VENV)/.base ## chạy bản minh họa tại http://127.0.0.1:8000 (PORT=… đổi cổng; ARGS=--prepare-only chỉ chuẩn bị)
	@exec $(BIN)/python manage.py demo $(ARGS)

serve: $(VENV)/.base ## chạy hệ thống thật: cập nhật cơ sở dữ liệu, tệp tĩnh, rồi phục vụ
	@exec $(BIN)/python manage.py serve $(ARGS)

test: $(VENV)/.dev browser office ## chạy toàn bộ kiểm thử, kể cả trên trình duyệt (ARGS=… thêm tùy chọn cho pytest)
	@exec $(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

bench: $(VENV)/.dev browser ## đo tốc độ chấm điểm và tải trang theo tỷ lệ so với một trang trống và với SQL thuần, màn hình ký làm chậm các trang khác bao nhiêu, văn bản và tệp nhập so với thư viện trần (BENCH_ROUNDS=…)
	@$(BIN)/python tools/bench.py
	@$(BIN)/python tools/bench_pages.py
	@$(BIN)/python tools/bench_papers.py
	@exec $(BIN)/python tools/bench_board.py

pictures: $(VENV)/.dev browser ## chụp lại ảnh của tài liệu (docs/pictures), rồi mọi màn hình sáng và tối ở ba độ rộng (var/screens)
	@$(BIN)/python tools/pictures.py
	@$(BIN)/python tools/pictures_hall.py
	@$(BIN)/python tools/pictures_papers.py
	@$(BIN)/python tools/pictures_honours.py
	@exec $(BIN)/python tools/screens.py

# The tests that need a browser, or poppler as the second opinion on a sealed PDF, fail with a sentence where there is none; under CI=true the run ends here.
browser:
	@tools/need chromium chromium || test "$$CI" != true
	@tools/need pdfsig poppler-utils || test "$$CI" != true

# The tests that have Word files read by LibreOffice fail with a sentence where there is none.
office:
	@tools/need soffice libreoffice-writer-nogui || test "$$CI" != true

lint: $(VENV)/.dev ## kiểm tra mã nguồn, kiểu, mẫu trang, bản dịch, tệp ngoài
	@VENV=$(VENV) .ci/lint

format: $(VENV)/.dev ## dàn lại mã nguồn và mẫu trang theo một kiểu
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .
	@find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2

messages: $(VENV)/.dev ## lấy câu chữ mới từ mã nguồn vào locale/ và biên dịch .mo
	@tools/need xgettext gettext
	@$(BIN)/python tools/messages.py

lock: ## khóa lại phiên bản thư viện (cần mạng)
	@tools/lock

wheelhouse: $(VENV)/.base ## tải thư viện vào wheelhouse/ để cài trên mạng kín
	@$(BIN)/python -m pip download --quiet --require-hashes --dest wheelhouse -r requirements/dev.txt
	@echo 'Trên máy kín: make demo PIPFLAGS="--no-index --find-links wheelhouse --require-hashes"'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Thiếu Python 3.11 trở lên: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { test "$$CI" = true && tools/need '' python3-venv; } || \
		{ echo "Thiếu gói python3-venv: hãy chạy “sudo apt-get install python3-venv” rồi chạy lại." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.base: requirements/base.txt | $(BIN)/python
	@echo "Cài đặt thư viện (chỉ khi bản khóa thay đổi)…"
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/base.txt | $(BIN)/python
	@echo "Cài đặt thư viện cho kiểm thử (chỉ khi bản khóa thay đổi)…"
	@$(PIP) -r requirements/dev.txt
	@touch $(VENV)/.base $@
