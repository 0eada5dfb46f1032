# make test      installs what the tests need on a Debian machine, and runs all of them
# make lint      staticcheck, from the Go proxy
# make dist      the archives of a release for five systems, from the last commit, into dist/

GO ?= go
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: test lint browser dist

test: browser
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	$(GO) vet ./... ./.ci/dist
	$(GO) test ./... ./.ci/dist

lint:
	$(GO) run $(STATICCHECK) ./... ./.ci/dist

# Ten minutes the first time; .ci/dist/twice shows that it gives the same bytes anywhere.
dist:
	$(GO) run ./.ci/dist

# A browser and Chinese letters, for the tests that look at pages as a citizen does.
browser:
	@command -v chromium >/dev/null || { \
		$(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; }
