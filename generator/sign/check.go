package sign

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongshi/generator/encoding"
)

// Wanted is what a copy is held against.
type Wanted struct {
	Key      string    // the fingerprint of the office's key; empty where not known
	Since    []byte    // an earlier checkpoint of the log; nil without one
	Cosigner PublicKey // of an office that co-signs; nil without one
}

// Report is what was found out of a copy.
type Report struct {
	Files    int     `json:"files"` // in its sums
	Signer   string  `json:"signer,omitempty"`
	Releases int64   `json:"releases,omitempty"` // in its log
	Number   int64   `json:"number,omitempty"`   // of this one, from 1
	Entry    *Entry  `json:"entry,omitempty"`    // of this one
	Cosigned string  `json:"cosigned,omitempty"` // when: RFC 3339
	Faults   []Fault `json:"faults"`             // sorted; empty where all is as it was published
	Remarks  []Fault `json:"remarks"`            // what nobody could tell
}

// Fault is one thing that is not as it was published.
type Fault struct {
	Rule  string `json:"rule"`
	File  string `json:"file,omitempty"`
	Other string `json:"other,omitempty"` // another name, a key, or what the system says
}

// The rules.
const (
	SumsMissing = "sums-missing" // Other: a folder that has them
	SumsBroken  = "sums-broken"  // Other: the line
	Missing     = "missing"
	Changed     = "changed"
	LineEnds    = "line-ends"
	Mark        = "mark" // a byte order mark was added
	Recoded     = "recoded"
	Emptied     = "empty"
	NoFile      = "no-file"
	Unread      = "unread"  // Other: why
	Renamed     = "renamed" // Other: the name that it has now
	Foreign     = "foreign"
	Litter      = "litter" // foreign, as systems leave them

	SignatureMissing = "signature-missing"
	SignatureBroken  = "signature-broken"
	SignatureKind    = "signature-kind"
	SignatureOther   = "signature-other" // for something else
	SignatureWrong   = "signature-wrong" // of something else
	KeyOther         = "key-other"       // Other: the one that it has

	LogMissing  = "log-missing"
	LogBroken   = "log-broken" // Other: why
	LogOther    = "log-other"  // signed with another key
	LogAbsent   = "log-absent" // of this release it has no entry
	Rewritten   = "rewritten"
	SinceBroken = "since-broken"
	Uncosigned  = "uncosigned"

	// Remarks.
	Unsigned   = "unsigned"
	KeyUnknown = "key-unknown" // Other: the one that it has
	Later      = "later"       // the log has later releases
	Unlisted   = "unlisted"    // what is foreign nobody can tell
)

// Limits in bytes: of the sums, of another file of the proof, and of a file that is looked into to
// say how it was changed.
const (
	sumsLimit  = 256 << 20
	proofLimit = 16 << 20
	alterLimit = 16 << 20
	workers    = 8 // files that are read at once
)

// Check holds a copy against its own sums, those against their signature, and both against the
// log. The error is of what could not be read at all; where a part could not, that is a fault.
func Check(ctx context.Context, c Copy, w Wanted) (Report, error) {
	k := &checking{Copy: c, Wanted: w}
	k.report.Faults, k.report.Remarks = []Fault{}, []Fault{}
	data, err := k.read(ctx, SumsFile, sumsLimit)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNoFile) {
		k.fault(SumsMissing, SumsFile, k.beside())
		return k.report, nil
	}
	if err != nil {
		return k.report, err
	}
	if !k.parse(data) {
		return k.report, nil
	}
	if err := k.files(ctx); err != nil {
		return k.report, err
	}
	if err := k.foreign(ctx); err != nil {
		return k.report, err
	}
	if inner := k.enter(ctx); inner != nil {
		data = inner
	}
	k.proof(ctx, data)
	slices.SortFunc(k.report.Faults, func(a, b Fault) int {
		return strings.Compare(a.File+"\x00"+a.Rule, b.File+"\x00"+b.Rule)
	})
	return k.report, ctx.Err()
}

type checking struct {
	Copy
	Wanted
	sums   Sums
	lost   map[Digest][]string // what is missing
	report Report
	sync.Mutex
}

func (k *checking) fault(rule, file, other string) {
	k.report.Faults = append(k.report.Faults, Fault{rule, file, other})
}

func (k *checking) remark(rule, other string) {
	k.report.Remarks = append(k.report.Remarks, Fault{Rule: rule, Other: other})
}

func (k *checking) read(ctx context.Context, name string, limit int64) ([]byte, error) {
	f, err := k.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(canceled{ctx, f}, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = errors.New("it is too large")
	}
	return data, err
}

// canceled reads until its context ends: a file may have no end.
type canceled struct {
	ctx context.Context
	io.Reader
}

func (c canceled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.Reader.Read(p)
}

// beside is a folder in a copy that has sums, which was meant perhaps.
func (k *checking) beside() string {
	names, _, _ := k.list()
	slices.Sort(names)
	for _, name := range names {
		if path.Base(name) == SumsFile && strings.Count(name, "/") == 1 {
			return path.Dir(name)
		}
	}
	return ""
}

// parse reads the sums, also where their line ends were changed on the way: so that what else was
// can be told.
func (k *checking) parse(data []byte) bool {
	sums, err := ParseSums(data)
	if plain, fault := encoding.UTF8(data); err != nil && fault == nil {
		if mended, wrong := ParseSums([]byte(plain)); wrong == nil {
			k.fault(LineEnds, SumsFile, "")
			sums, err = mended, nil
		}
	}
	k.sums, k.report.Files, k.lost = sums, len(sums), map[Digest][]string{}
	if err != nil {
		broken, _ := errors.AsType[BrokenError](err)
		k.fault(SumsBroken, SumsFile, strconv.Itoa(broken.Line))
	}
	return err == nil
}

// files compares all files with the sums.
func (k *checking) files(ctx context.Context) error {
	names := make(chan string)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for name := range names {
				k.file(ctx, name)
			}
		})
	}
	for name := range k.sums {
		if ctx.Err() == nil {
			names <- name
		}
	}
	close(names)
	all.Wait()
	return ctx.Err()
}

func (k *checking) file(ctx context.Context, name string) {
	want := k.sums[name]
	rule, other := "", ""
	switch got, size, err := k.digest(ctx, name); {
	case errors.Is(err, fs.ErrNotExist):
		rule = Missing
	case errors.Is(err, errNoFile):
		rule = NoFile
	case err != nil:
		rule, other = Unread, err.Error()
	case got == want:
		return
	case size == 0:
		rule = Emptied
	default:
		rule = k.altered(ctx, name, want)
	}
	k.Lock()
	defer k.Unlock()
	if rule == Missing {
		k.lost[want] = append(k.lost[want], name)
		return
	}
	k.fault(rule, name, other)
}

func (k *checking) digest(ctx context.Context, name string) (d Digest, size int64, err error) {
	f, err := k.open(ctx, name)
	if err != nil {
		return d, 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, canceled{ctx, f})
	return Digest(h.Sum(nil)), size, err
}

// altered says what programs on the way do to texts: FTP in ASCII mode changes line ends, editors
// add a mark or save in another encoding.
func (k *checking) altered(ctx context.Context, name string, want Digest) string {
	data, err := k.read(ctx, name, alterLimit)
	if err != nil {
		return Changed
	}
	was := func(data []byte) bool { return sha256.Sum256(data) == want }
	unmarked, marked := bytes.CutPrefix(data, []byte("\ufeff"))
	plain := bytes.ReplaceAll(unmarked, []byte("\r\n"), []byte("\n"))
	windows := bytes.ReplaceAll(plain, []byte("\n"), []byte("\r\n"))
	switch {
	case marked && was(unmarked):
		return Mark
	case was(plain) || was(windows):
		return LineEnds
	}
	text, _ := encoding.GB18030(data)
	plain = []byte(strings.ReplaceAll(text, "\r\n", "\n"))
	if was([]byte(text)) || was(plain) {
		return Recoded
	}
	return Changed
}
