# make test      installs what the tests need on a Debian machine, and runs all of them
# make lint      staticcheck, from the Go proxy
# make bench     measures whole builds and watch mode beside hugo, on a machine that is otherwise at rest
# make dist      the archives of a release for five systems, from the last commit, into dist/

GO ?= go
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
BROWSER := cmd/gongshi/testdata/browser

.PHONY: test lint bench browser dist

test: browser
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	$(GO) vet ./... ./.ci/dist ./.ci/bench/...
	$(GO) test -timeout 25m ./... ./.ci/dist ./.ci/bench/...

lint:
	$(GO) run $(STATICCHECK) ./... ./.ci/dist ./.ci/bench/...

# Half an hour: whole builds, of 100,000 findings too, in ten minutes or so, then watch mode in a
# quarter of an hour. "$(GO) run ./.ci/bench builds" or "watch" measures one of them; .ci/bench/main.go
# says what is measured, and which flags choose sizes and rounds. It needs Linux and 10 GB in $TMPDIR.
bench:
	$(GO) run ./.ci/bench

# Ten minutes the first time; .ci/dist/twice shows that it gives the same bytes anywhere.
dist:
	$(GO) run ./.ci/dist

# What the tests ask besides Go: a browser and Chinese letters, to look at pages as a citizen does;
# Java and Node's npm for the checkers that $(BROWSER)/package-lock.json names by their hashes.
browser:
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk fontconfig"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	test -z "$$missing" || { $(SUDO) apt-get update -qq && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $$missing; }
	@cd $(BROWSER) && \
	test node_modules/.package-lock.json -nt package-lock.json || npm ci --ignore-scripts
