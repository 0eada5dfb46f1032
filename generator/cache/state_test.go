package cache

import (
	"os"
	"testing"
	"time"
)

func TestStateSaysWhyACacheIsOfNoUse(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	const program = "this program"
	write := func(t *testing.T, program string) []byte {
		t.Helper()
		if err := Write(root, "c", program, time.Now(), []byte("body")); err != nil {
			t.Fatal(err)
		}
		data, err := root.ReadFile("c")
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	put := func(t *testing.T, data []byte) {
		t.Helper()
		if err := root.WriteFile("c", data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		want State
		make func(t *testing.T)
	}{
		{Missing, func(*testing.T) {}},
		{Used, func(t *testing.T) { write(t, program) }},
		{Other, func(t *testing.T) { write(t, "that program") }},
		{Other, func(t *testing.T) { write(t, "an older one") }},
		{Damaged, func(t *testing.T) { data := write(t, program); put(t, data[:len(data)-1]) }},
		{Damaged, func(t *testing.T) { put(t, write(t, program)[:head-1]) }},
		{Foreign, func(t *testing.T) { put(t, []byte("gongshi cache 9\nwhat")) }},
		{Foreign, func(t *testing.T) { put(t, nil) }},
		{Foreign, func(t *testing.T) {
			if err := root.Remove("c"); err != nil {
				t.Fatal(err)
			}
			if err := root.Mkdir("c", 0o777); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		c.make(t)
		body, _ := Read(root, "c", program)
		if got := Judge(root, "c", program, body); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
