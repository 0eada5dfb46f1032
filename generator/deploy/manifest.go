package deploy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"gongshi/generator/sign"
)

// What a deployment leaves beside the site. Both are public, as all that lies there: they name
// nothing but files of the site.
const (
	ManifestFile = sign.DeployedFile
	JournalFile  = sign.DeployingFile
)

// manifestVersion also stands for types and cache headers: where they change, all files have to be
// put anew, and this counts on.
const manifestVersion = 1

// manifest says what a target holds of ours.
type manifest struct {
	Version  int               `json:"version"`
	Register string            `json:"register"` // identity
	Title    string            `json:"title"`
	Files    map[string]string `json:"files"` // SHA-256, in hexadecimal; empty where in doubt
}

// journal is of a deployment that has begun.
type journal struct {
	By       string   `json:"by"`       // see [Site.owner]
	Since    string   `json:"since"`    // RFC 3339
	Register string   `json:"register"` // as in the manifest
	Title    string   `json:"title"`
	Files    []string `json:"files"` // there as they were, as they will be, or not at all
}

func manifestOf(s Site) manifest {
	m := manifest{manifestVersion, s.Identity, s.Title, map[string]string{}}
	for name, digest := range s.digests {
		m.Files[name] = digest.text()
	}
	return m
}

func journalOf(s Site, now time.Time, files []string) []byte {
	data, _ := json.Marshal(journal{s.owner(), now.UTC().Format(time.RFC3339), s.Identity, s.Title,
		files}) // no other types
	return data
}

// bytes is the manifest as text: a line for each file, so that people can read it.
func (m manifest) bytes() []byte {
	data, _ := json.MarshalIndent(m, "", " ") // maps and texts
	return append(data, '\n')
}

// readManifest gives nil where there is none, or none that can be read: then nothing is known to be
// ours. One of another version names our files, and tells nothing of how they were put.
func readManifest(ctx context.Context, p place) (*manifest, error) {
	data, err := p.read(ctx, ManifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m := &manifest{}
	if json.Unmarshal(data, m) != nil || m.Version == 0 || m.Files == nil {
		return nil, nil
	}
	for name := range m.Files {
		if !deployable(name) {
			return nil, nil
		}
		if m.Version != manifestVersion {
			m.Files[name] = ""
		}
	}
	return m, nil
}

// readJournal gives nil where there is none. One that was cut off was written by a deployment that
// had put nothing yet.
func readJournal(ctx context.Context, p place) (*journal, error) {
	data, err := p.read(ctx, JournalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	j := &journal{}
	if err == nil && json.Unmarshal(data, j) != nil {
		j = &journal{}
	}
	j.Files = slices.DeleteFunc(j.Files, func(name string) bool { return !deployable(name) })
	return j, err
}

// write puts a file that lies nowhere.
func (d *deployment) write(ctx context.Context, name string, data []byte) error {
	from, end, err := held(name, data)
	if err != nil {
		return err
	}
	defer end()
	return d.put(ctx, from, []string{name}, func(string) {})
}

// deployable says whether a name can be a file of a site: somebody may have edited the manifest.
func deployable(name string) bool {
	return fs.ValidPath(name) && name != "." && name != ManifestFile && name != JournalFile &&
		!strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// doubting is the manifest with some files in doubt.
func (m manifest) doubting(names []string) manifest {
	m.Files = maps.Clone(m.Files)
	for _, name := range names {
		m.Files[name] = ""
	}
	return m
}

// doubtful are the files of a site of which it is not known what the target holds, sorted.
func (m manifest) doubtful(s Site) []string {
	var names []string
	for name, digest := range m.Files {
		if _, is := s.digests[name]; is && digest == "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// is says whether the manifest is that of a site.
func (m manifest) is(s Site) bool {
	now := manifestOf(s)
	return m.Version == now.Version && m.Title == now.Title && maps.Equal(m.Files, now.Files)
}

// Digest is that of a file's bytes.
type Digest [sha256.Size]byte

func (d Digest) text() string { return hex.EncodeToString(d[:]) }
