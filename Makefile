# .ci/run is what a change is held to: make test, make lint and make acceptance, in an hour at most.
#
# make check       the inner loop: all that needs neither a browser nor Java; two minutes of CPU, once
#                  compiled
# make test        installs what the tests need on a Debian machine, and runs them; ten minutes
# make lint        staticcheck, vet for Windows and macOS, the race detector, govulncheck; two minutes
#                  on two cores at a load of ten, ten the first time
# make acceptance  installs other people's programs, and tries what is made for them or comes from
#                  them: LibreOffice, pdftotext, nginx, Caddy, Apache; a minute of CPU once they are
#                  installed, which took five at a load of sixteen
# make pictures    takes the pictures that the READMEs show, in a browser, into docs/pictures/
# make bench       measures whole builds and watch mode beside hugo, on a machine that is otherwise
#                  at rest; half an hour
# make dist        the archives of a release for five systems, from the last commit, into dist/;
#                  ten minutes the first time

GO ?= go
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
BROWSER := cmd/gongshi/testdata/browser

# ./... leaves out folders whose names begin with a dot.
ALL := ./... ./.ci/dist ./.ci/bench/...

# By then vet has looked; the collector would take a fifth of the time.
TEST := GOGC=400 $(GO) test -vet=off

# The rooms without Hugo that start a goroutine, or that several may enter at once.
RACED := $(addprefix ./generator/,cache deploy form preview register release source watch)

# No service is started by its installation.
INSTALL := $(SUDO) env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq \
	--no-install-recommends

.PHONY: test check lint acceptance pictures bench dist formatted browser

test: browser formatted
	$(GO) vet $(ALL)
	$(TEST) -timeout 25m $(ALL)

# -short leaves out what starts a browser or Java, and random edits beyond the first. The packages
# that hold nothing else are not even linked.
check: formatted
	$(GO) vet $(ALL)
	$(TEST) -short $$($(GO) list $(ALL) | \
		grep -vE 'acceptance/(accessibility|browser|markup|nasty|screen|search|states|versions)$$')

formatted:
	@wrong=$$(gofmt -l .); test -z "$$wrong" || { echo "not gofmt-ed: $$wrong"; exit 1; }

# Neither vet for another system nor the race detector is given what links Hugo: to compile it once
# more takes longer than all else. Of cmd/gongshi vet sees the files for one system alone, which have
# a _ in their names; that the others agree with them shows when `make dist` builds for that system.
# govulncheck exits with 3 where it finds something; with anything else it could not look, and says so.
lint: formatted
	$(GO) run $(STATICCHECK) -tags acceptance $(ALL)
	for system in windows darwin; do export GOOS=$$system && $(GO) vet $$($(GO) list \
		-f '{{if .IgnoredGoFiles}}{{.ImportPath}}{{end}}' ./generator/...) && \
		(cd cmd/gongshi && $(GO) vet $$($(GO) list -f '{{join .GoFiles "\n"}}' | grep _)) || \
		exit 1; done
	command -v gcc >/dev/null || { $(SUDO) apt-get update -qq && $(INSTALL) gcc libc6-dev; }
	CGO_ENABLED=1 $(GO) test -race -short -timeout 25m $(RACED)
	@bin=$$(mktemp -d) && trap "rm -r $$bin" EXIT && code=0 && \
	{ GOBIN=$$bin timeout 300 $(GO) install $(GOVULNCHECK) && \
		timeout 600 $$bin/govulncheck $(ALL); } || code=$$?; \
	test $$code = 0 || echo "govulncheck: exit $$code; but for 3, vulnerabilities are NOT checked"; \
	test $$code != 3

# LibreOffice without windows is some 200 MB to download.
acceptance:
	@missing=; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer-nogui \
		libreoffice-calc-nogui"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v nginx >/dev/null || missing="$$missing nginx"; \
	command -v caddy >/dev/null || missing="$$missing caddy"; \
	command -v apache2 >/dev/null || missing="$$missing apache2-bin"; \
	test -z "$$missing" || { $(SUDO) apt-get update -qq && $(INSTALL) $$missing; }
	$(GO) vet -tags acceptance ./generator/acceptance/...
	$(GO) test -count=1 -tags acceptance ./generator/acceptance/servers ./generator/acceptance/office
	$(GO) test -count=1 -run 'Installed|Broken|ManyFormats' ./generator/document ./cmd/gongshi

# Every test takes them; this keeps them. Look at them before you commit them.
pictures: browser
	@ls /usr/lib/chromium/locales/zh-CN.pak >/dev/null 2>&1 || \
		{ $(SUDO) apt-get update -qq && $(INSTALL) chromium-l10n; }
	CI=1 $(GO) test -count=1 -run '^TestPictures' ./cmd/gongshi -update

# An hour: whole builds, of 100,000 and 200,000 findings too, in forty minutes or so, then watch mode
# in a quarter of an hour. "$(GO) run ./.ci/bench builds", "watch" or "deploy" (which counts requests)
# measures one of them; .ci/bench/main.go says what is measured, and which flags choose sizes and
# rounds. It needs Linux and 20 GB in $TMPDIR.
bench:
	$(GO) run ./.ci/bench
	$(GO) test -tags bench -count=1 -v -run TestSearchCosts ./generator/acceptance/search

# Ten minutes the first time; .ci/dist/twice shows that it gives the same bytes anywhere.
dist:
	$(GO) run ./.ci/dist

# What the tests ask besides Go: a browser and Chinese letters, to look at pages as a citizen does,
# and what reads a printed page and its code; what a site is deployed with; Java and Node's npm for the
# checkers, for two old browsers and for editors of web sites, that $(BROWSER)/package-lock.json names
# by their hashes.
browser:
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk fontconfig"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v ssh-keygen >/dev/null || missing="$$missing openssh-client"; \
	command -v rsync >/dev/null || missing="$$missing rsync"; \
	test -e /usr/lib/openssh/sftp-server || missing="$$missing openssh-sftp-server"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	command -v zbarimg >/dev/null || missing="$$missing zbar-tools"; \
	test -z "$$missing" || { $(SUDO) apt-get update -qq && $(INSTALL) $$missing; }
	@cd $(BROWSER) && \
	test node_modules/.package-lock.json -nt package-lock.json || npm ci --ignore-scripts
