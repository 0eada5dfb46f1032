package main

import (
	"os"
	"regexp"
	"testing"
)

func TestVersionNamesTheHugoThatIsLinkedIn(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	required := regexp.MustCompile(`github.com/gohugoio/hugo (\S+)`).FindSubmatch(mod)
	if required == nil || version().hugo != string(required[1]) {
		t.Errorf("hugo %q, go.mod has %q", version().hugo, required)
	}
}
