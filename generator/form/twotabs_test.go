package form

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/edit"
)

// byHand gives a text with edits, and its values.
func byHand(t *rapid.T, f *fixture, text string, edits []doing) (string, url.Values) {
	var changes []edit.Change
	for _, d := range edits {
		changes = append(changes, d.hand...)
	}
	data, err := edit.Apply(everyKey, []byte(text), changes...)
	if err != nil {
		t.Fatal(err)
	}
	at, _ := f.find("finding/every-key")
	v, err := f.values(at, data)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), v
}

// Whatever two people do to a finding at once, each key is what one of them made of it: where both
// changed it, the one who was chosen.
func TestWhatTwoPeopleChangeAtOnceIsNeverLost(t *testing.T) {
	f := start(t)
	base := f.read(everyKey)
	saved := 0
	rapid.Check(t, func(r *rapid.T) {
		f.write(everyKey, base)
		form := f.open("finding/every-key")
		_, original := byHand(r, f, base, nil)
		my, their := someEdits(r, form), someEdits(r, form)
		_, mine := byHand(r, f, base, my)
		text, theirs := byHand(r, f, base, their)
		for _, d := range my {
			d.form(form)
		}
		if text == base {
			return
		}
		f.write(everyKey, text)
		w := f.post("finding/every-key", form, nil)
		if w.Code == http.StatusSeeOther || f.read(everyKey) != text {
			r.Fatal("overwritten at once")
		}
		again := values(w.Body.String())
		chosen := map[string]string{}
		for _, key := range again["conflict"] {
			chosen[key] = rapid.SampledFrom([]string{"mine", "theirs"}).Draw(r, key)
			again.Set("choose:"+key, chosen[key])
		}
		if w = f.post("finding/every-key", again, nil); w.Code != http.StatusSeeOther {
			if f.read(everyKey) != text {
				r.Fatal("refused, but written")
			}
			return
		}
		saved++
		_, now := byHand(r, f, f.read(everyKey), nil)
		for _, key := range keysOf("finding") {
			want := theirs
			if chosen[key] == "mine" || chosen[key] == "" && differs("finding", key, original, mine) {
				want = mine
			}
			both := differs("finding", key, original, mine) && differs("finding", key, original, theirs)
			shown := slices.Contains(again["conflict"], key)
			if shown && !both || both && !shown && differs("finding", key, mine, theirs) {
				r.Fatalf("%s: shown twice is %v", key, shown)
			}
			if differs("finding", key, now, want) {
				r.Fatalf("%s: want %q, got %q", key, want[key], now[key])
			}
		}
	})
	if saved == 0 {
		t.Errorf("nothing was saved")
	}
}
