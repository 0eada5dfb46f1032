package register

import (
	"fmt"
	"slices"
)

// WithheldError is the refusal to make findings public once more: their ids.
type WithheldError struct {
	Drafts  []string // drafts by now
	Removed []string // of which the register has no file, and nobody has asked for
}

func (e *WithheldError) Error() string {
	return fmt.Sprintf("not to be published: %q, removed: %q", e.Drafts, e.Removed)
}

// Returning refuses to have the pages of some findings once more, those of drafts and those of
// findings that were removed, unless restore names them. urls are all that a site is to have once
// more. The error is a *WithheldError.
func (r *Register) Returning(urls, restore []string) error {
	drafts, public := ids(r), ids(r.Published())
	var withheld WithheldError
	for _, url := range urls {
		id := FindingID(url)
		switch {
		case id == "" || public[id]:
		case drafts[id]:
			withheld.Drafts = append(withheld.Drafts, id)
		case !slices.Contains(restore, id):
			withheld.Removed = append(withheld.Removed, id)
		}
	}
	if len(withheld.Drafts)+len(withheld.Removed) > 0 {
		return &withheld
	}
	return nil
}

// ids are those that the findings of a register have and had.
func ids(r *Register) map[string]bool {
	all := map[string]bool{}
	for _, f := range r.Filed() {
		all[f.ID] = true
		for _, id := range f.Aliases {
			all[id] = true
		}
	}
	return all
}
