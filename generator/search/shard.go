package search

import (
	"bytes"
	"encoding/json"
)

// Shard is the postings of some terms, in two files of JSON, both terms and a list each: in More is
// what is left of the long ones, of which Lists has the first postings. Most queries need no more.
type Shard struct{ Lists, More []byte }

func newShard(lists map[string]string, head int) Shard {
	more := map[string]string{}
	for term, list := range lists {
		if head, rest := cut(list, head); rest != "" {
			lists[term], more[term] = head, rest
		}
	}
	return Shard{encode(lists), encode(more)}
}

func (s Shard) read() (map[string]string, error) {
	var lists, more map[string]string
	if err := json.Unmarshal(s.Lists, &lists); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(s.More, &more); err != nil {
		return nil, err
	}
	for term, rest := range more {
		lists[term] += rest
	}
	return lists, nil
}

func encode(lists map[string]string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(lists) // texts alone
	return b.Bytes()
}
