# Few targets, each one command. .ci/run is the whole check.
.PHONY: test lint explore race fuzz bars simulate generate build release ci

test: ## the quick suite
	go test ./...

lint: ## gofmt, vet, staticcheck and deadcode; the house rules are tests of internal/lint
	.ci/run vet staticcheck deadcode

EXPLORE ?= 600
explore: ## property tests on new values for EXPLORE seconds
	.ci/explore $(EXPLORE)

race: ## the race detector on small worlds
	.ci/run tools race

fuzz: ## FUZZTIME (5s) for every fuzz target
	.ci/run fuzz

# One cold run and ten warm ones; the median of the ten is printed at the end.
# BENCH chooses bars by a regular expression.
BENCH ?= .
bars: ## the bars of benchmarks/README.md
	@set -e; log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	go test ./benchmarks -run '^$$' -bench '$(BENCH)' -benchtime 1x -count 11 -benchmem -timeout 30m >"$$log" || { cat "$$log"; exit 1; }; \
	cat "$$log"; echo; echo "median of ten warm runs"; \
	awk '/^Benchmark.* ns\/op/ && seen[$$1]++ {print $$1, $$3}' "$$log" | sort -k1,1 -k2,2g | \
	awk '{if ($$1 != name) {show(); name = $$1; n = 0} v[++n] = $$2} END {show()} \
	  function show() {if (n) printf "%-60s %12.3f ms\n", name, (v[int((n + 1) / 2)] + v[int((n + 2) / 2)]) / 2e6}'

simulate: ## the formulas of queues against simulations over the whole grid of loads
	go test ./pkg/waiting -run '^$$' -bench Grid -benchtime 1x -timeout 30m

generate: ## the embedded county and the pages made from it, written again from the facts
	go run ./data/generate

build: ## bin/saavu, without cgo
	CGO_ENABLED=0 go build -o bin/saavu ./cmd/saavu

# The same commit gives the same bytes with the same version of Go.
DIST ?= dist
release: ## static binaries for five systems, their SHA-256, LICENSE and NOTICE in dist/
	@set -e; rm -rf '$(DIST)'; mkdir -p '$(DIST)'; \
	for system in windows/amd64 windows/arm64 darwin/arm64 linux/arm64 linux/amd64; do \
	  os=$${system%/*}; arch=$${system#*/}; ending=; [ $$os != windows ] || ending=.exe; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -o "$(DIST)/saavu-$$os-$$arch$$ending" ./cmd/saavu; \
	done; \
	cp LICENSE NOTICE '$(DIST)'; cd '$(DIST)'; sha256sum saavu-* >SHA256SUMS; cat SHA256SUMS

ci: ## everything
	.ci/run
