package export

import (
	"cmp"
	"maps"
	"slices"

	"gongshi/generator/register"
	"gongshi/generator/search"
)

// statesIndex has the findings of each state: what is narrowed, sorted or found by a state needs
// those of all.
type statesIndex struct {
	Digest string       `json:"digest"` // as search.js has it
	States []stateIndex `json:"states"`
}

// stateIndex is a state but for its date, and which findings have it.
type stateIndex struct {
	datedState
	Numbers string `json:"numbers"` // empty of the most frequent one without dates: all others have it
	Since   string `json:"since,omitempty"`
	Dates   string `json:"dates,omitempty"` // of each finding, Since is 1; 0: none
}

type datedState struct {
	searchState
	Waits bool `json:"waits,omitempty"`
}

func (x *indexing) makeStates() ([]byte, error) {
	data := statesIndex{Digest: x.root.Digest}
	numbers, dates := map[datedState][]int{}, map[datedState][]register.Day{}
	for section, findings := range x.sections {
		for i, f := range findings {
			state, date := stateOf(f, x.Searched.State(f))
			numbers[state] = append(numbers[state], x.layout.From[section]+i)
			dates[state] = append(dates[state], date)
		}
	}
	order := slices.SortedFunc(maps.Keys(numbers), func(a, b datedState) int {
		isDated := cmp.Compare(min(slices.Max(dates[a]), 1), min(slices.Max(dates[b]), 1))
		return cmp.Or(isDated, len(numbers[b])-len(numbers[a]), numbers[a][0]-numbers[b][0])
	})
	for i, state := range order {
		one := stateIndex{datedState: state}
		if one.Since, one.Dates = daysOf(dates[state]); i > 0 || one.Dates != "" {
			one.Numbers = search.Numbers(numbers[state])
		}
		data.States = append(data.States, one)
	}
	return assign("gongshiSearch.states", data)
}

// stateOf gives what a finding is narrowed and sorted by, and the date that goes with it; 0 is none.
func stateOf(f *register.Finding, state register.State) (datedState, register.Day) {
	r := recordOf(f, state)
	if r.Date == "" && r.Review == "" {
		return datedState{r.searchState, r.Waits}, 0
	}
	return datedState{r.searchState, r.Waits}, state.Due
}

// daysOf writes days as numbers, the first day as 1; nothing where there is none.
func daysOf(days []register.Day) (since, numbers string) {
	first := slices.Max(days)
	if first == 0 {
		return "", ""
	}
	for _, day := range days {
		if day != 0 {
			first = min(first, day)
		}
	}
	counts := make([]int, len(days))
	for i, day := range days {
		counts[i] = int(max(day-first+1, 0))
	}
	return first.String(), search.Counts(counts)
}
