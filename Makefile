# songbai: one command for each need. `make` alone prints this file's own help.

SHELL   := /bin/bash
DATA    ?= data/demo
FUZZTIME ?= 60s
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unversioned)

# Product builds are pure Go; only the race detector turns cgo on. No version
# control stamp: a clone owned by somebody else must build too.
export CGO_ENABLED := 0
export GOFLAGS := $(strip $(GOFLAGS) -buildvcs=false)
BUILD := go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)"

.DEFAULT_GOAL := help
.PHONY: help demo test build verify look bench fuzz night release setup fonts assets generate tools fmt clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## a sample county with three months of claims, served at http://127.0.0.1:8080
	bin/songbai demo --data $(DATA)

test: setup fonts assets ## what CI runs: format, vet, lint, race, both engines, stories, kills, fuzz corpora
	@tools/check

build: fonts assets ## bin/songbai and bin/songbai-verify
	@setup/need go
	$(BUILD) -o bin/songbai .
	$(BUILD) -o bin/songbai-verify ./cmd/songbai-verify

verify: build ## recompute the books of a data folder: make verify DATA=data/demo
	bin/songbai verify --data $(DATA)

look: setup fonts assets ## write every page with sample data into build/look, for eyes
	@tools/look build/look

bench: setup ## ratios against peers and the hand-written reference, in one run
	cd bench && ./run.sh

fuzz: ## sixty seconds on every fuzz target: make fuzz FUZZTIME=10m
	@setup/need go
	@tools/fuzz $(FUZZTIME)

night: test ## the long runs: bulk and kill tests in full, ten minutes a fuzz target, dead code
	@tools/night

release: setup fonts assets ## tested, reproducible binaries for linux in build/release, with SHA256SUMS
	@tools/release $(VERSION)

setup: ## installs what building and testing need; quick and silent when all is there
	@setup/need go node
	@setup/packages $$(setup/wanted)
	@$(MAKE) --no-print-directory tools

fonts: ## the two fonts papers are printed with, into print/fonts
	@setup/fonts

assets: ## the styles and scripts of the pages, into door/web/assets/built
	@setup/assets

generate: tools ## the Go code of the pages' components, from door/web/**/*.templ
	PATH="$$PWD/build/tools:$$PATH" go generate ./door/web

tools: ## staticcheck, gofumpt, deadcode and templ, pinned in tools/go.mod, into build/tools
	@setup/need go
	@mkdir -p build/tools && cd tools && go build -o ../build/tools/ tool ./gotest

fmt: tools ## format the Go code (gofumpt)
	@build/tools/gofumpt -w $$(tools/gofiles)

clean: ## remove what make built; data folders and fonts stay
	rm -rf bin build
