package main

import (
	"bytes"
	"os"
	"runtime/debug"
	"testing"
)

func TestBillNamesEveryPartWithItsSum(t *testing.T) {
	info := &debug.BuildInfo{
		GoVersion: "go1.26.0",
		Settings: []debug.BuildSetting{
			{Key: "GOOS", Value: "linux"}, {Key: "vcs.revision", Value: "f1fd0170"},
		},
	}
	own := part{"gongshi", "v1.2.0", "", []text{{"LICENSE", nil, []string{"Apache-2.0"}}}}
	parts := []part{
		{"std", "1.26.0", "", []text{{"LICENSE", nil, []string{"BSD-3-Clause"}}, {"PATENTS", nil, nil}}},
		{"example.org/Big/a", "v1.0.0+incompatible", "h1:abc=", []text{
			{"LICENSE", nil, []string{"MIT", "Apache-2.0"}}, {"b/LICENSE", nil, []string{"MIT"}},
		}},
	}
	got, err := bill(own, info, parts, []byte("binary"))
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/bill.json"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s", got)
	}
}
