# The words of the house. `make demo` and `make test` need nothing but Swift, git and make: they install the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := build
PREFIX ?= /usr/local
SWIFT_SOURCES := Package.swift Sources Tests
# What is generated and tested: examples, and specifications that hold everything at least once.
EXAMPLES := todo shop library bank combinations Tests/GeneratedSpecs/wide
RELEASE := .build/release/hatmax

FUZZ_SECONDS ?= 600

.PHONY: libraries test-tools build demo test lint format golden check fuzz bench bench-services check-full install clean

libraries:
	@scripts/install-libraries.sh

# What tests of registries, signatures, completions and manual pages run against.
test-tools:
	@scripts/install-test-tools.sh

## build: the released form of hatmax, with the Swift runtime inside
build: libraries
	swift build -c release --static-swift-stdlib --product hatmax

## demo: build, install packs, generate examples/todo, build and run the Go service, use it with curl
demo: build
	scripts/demo.sh $(RELEASE)

## test: all tests, Swift's and the generated Go's
test: libraries test-tools
	swift build --build-tests
	eval "$$(scripts/go-env.sh)" && swift test --skip-build
	scripts/test-packs.sh .build/debug/hatmax
	scripts/test-generated.sh .build/debug/hatmax $(EXAMPLES)
	scripts/test-experiments.sh .build/debug/hatmax
	scripts/test-migrations.sh .build/debug/hatmax
	scripts/test-names.sh .build/debug/hatmax
	scripts/test-random.sh .build/debug/hatmax
	scripts/test-regeneration.sh .build/debug/hatmax
	scripts/test-kill.sh .build/debug/hatmax 5

## lint: formatting and house rules; prints nothing when all is well
lint:
	@swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	@scripts/lint.sh

format:
	@swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

## golden: write the expected outputs of tests anew, to be read in `git diff`
golden: libraries test-tools
	@[ -z "$$CI" ] || { echo "golden files are not written in CI" >&2; exit 1; }
	UPDATE_GOLDEN=1 swift test
	scripts/test-packs.sh .build/debug/hatmax --update
	@git --no-pager diff --stat

## check: what CI runs
check: lint test demo

## fuzz: every fuzz target for FUZZ_SECONDS seconds of CPU time
fuzz: export FUZZ_SECONDS := $(FUZZ_SECONDS)
fuzz: libraries
	for target in Parse Render Check; do Fuzz/run-stencilish.sh $$target || exit; done
	for target in YAML Spec; do Fuzz/run.sh $$target || exit; done
	for target in Packs Archive; do Fuzz/run-packs.sh $$target || exit; done
	swift build --build-tests
	HATMAX_ROUNDS=2000 swift test --skip-build --filter RegenerationPropertyTests
	scripts/test-regeneration.sh .build/debug/hatmax 200

## bench: Stencilish beside other template engines, in one run; a large specification beside libyaml; hatmax generate beside cp and git; pack dev
bench: build
	Benchmarks/spec/run.sh
	python3 Benchmarks/tools/generate.py $(RELEASE)
	python3 Benchmarks/tools/dev.py $(RELEASE)
	cd Benchmarks && python3 tools/setup.py && swift build -c release && python3 tools/linear.py && \
	  python3 tools/compare.py --rounds 5

## bench-services: what is generated beside the same by hand, and a service under load
bench-services: build
	Benchmarks/repos/run.sh $(RELEASE)

## check-full: check, and everything long at its full size; docs/figures.md has what it gave
check-full: check fuzz bench
	scripts/test-kill.sh .build/release/hatmax 50
	scripts/test-names.sh .build/release/hatmax 3
	scripts/test-random.sh .build/release/hatmax 100 1000
	HATMAX_TEST_KILLS=200 HATMAX_TEST_LARGE=255 swift test --filter 'StoreProcessTests|LargePackTests'

## install: hatmax in PREFIX/bin; below PREFIX/share the official packs as archives, manual pages, completions for shells
install: SHARE = $(DESTDIR)$(PREFIX)/share
install: BASH_COMPLETIONS = $(SHARE)/bash-completion/completions
install: ZSH_COMPLETIONS = $(SHARE)/zsh/site-functions
install: FISH_COMPLETIONS = $(SHARE)/fish/vendor_completions.d
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/hatmax/packs $(SHARE)/man/man1 \
	  $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) $(FISH_COMPLETIONS)
	install -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/hatmax
	for pack in packs/*/; do $(RELEASE) pack build "$$pack" --quiet -o $(SHARE)/hatmax/packs || exit; done
	for page in $$($(RELEASE) docs man); do $(RELEASE) docs man $$page >$(SHARE)/man/man1/$$page.1 || exit; done
	$(RELEASE) completions bash >$(BASH_COMPLETIONS)/hatmax
	$(RELEASE) completions zsh >$(ZSH_COMPLETIONS)/_hatmax
	$(RELEASE) completions fish >$(FISH_COMPLETIONS)/hatmax.fish

clean:
	rm -rf .build .build-*
