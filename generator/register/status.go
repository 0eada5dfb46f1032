package register

// Status is how far a finding has come.
type Status string

// The statuses, in the order in which they are shown.
const (
	NotStarted Status = "not-started"
	InProgress Status = "in-progress"
	MostlyDone Status = "mostly-done"
	Completed  Status = "completed"
	LongTerm   Status = "long-term"
	OnHold     Status = "on-hold"
	Closed     Status = "closed"
)

// Statuses lists every status, in the order in which they are shown.
func Statuses() []Status { return names[Status](Keys("status")) }

// Open says whether a promise about a finding of this status is still to be kept.
func (s Status) Open() bool {
	return s == NotStarted || s == InProgress || s == MostlyDone || s == OnHold
}

// Basis is how a status is known.
type Basis string

// The bases: the body says so; nobody says so but the document implies it; somebody checked.
const (
	Stated   Basis = "stated"
	Inferred Basis = "inferred"
	Verified Basis = "verified"
)

// Bases lists every basis.
func Bases() []Basis { return names[Basis](Keys("basis")) }

// All gives every finding that counts, inspection by inspection, in the order of the notice.
func (r *Register) All() []*Finding {
	var all []*Finding
	for _, i := range r.Inspections {
		all = append(all, i.All()...)
	}
	return all
}

// StatusMeant gives the status that a word is the name, a label or a synonym of; empty where it is
// none.
func StatusMeant(word string) Status {
	if k := recognised(Keys("status"), word); k != nil {
		return Status(k.Name)
	}
	return ""
}

// Label names the status in a language, zh or en.
func (s Status) Label(lang string) string {
	if k := find(Keys("status"), string(s)); k != nil && lang == "zh" {
		return k.ZH
	}
	return string(s)
}
