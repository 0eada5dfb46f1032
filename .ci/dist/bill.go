package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
)

// The bill of materials is CycloneDX 1.6, as JSON: https://cyclonedx.org/docs/1.6/json. It has
// neither a serial number nor a timestamp, both optional, since they would differ between two
// makings of one release.
type bom struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component  component  `json:"component"`
	Properties []property `json:"properties"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Hashes     []hash     `json:"hashes,omitempty"`
	Licences   []licence  `json:"licenses"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"` // in hexadecimal
}

type licence struct {
	License struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// bill says what a binary is made of and how it was built. own is the program itself.
func bill(own part, info *debug.BuildInfo, parts []part, binary []byte) ([]byte, error) {
	b := bom{Format: "CycloneDX", Spec: "1.6", Version: 1}
	b.Metadata.Component = own.component("application")
	sum := fmt.Sprintf("%x", sha256.Sum256(binary))
	b.Metadata.Component.Hashes = []hash{{"SHA-256", sum}}
	b.Metadata.Properties = []property{{"gongshi:go", info.GoVersion}}
	for _, s := range info.Settings {
		b.Metadata.Properties = append(b.Metadata.Properties, property{"gongshi:" + s.Key, s.Value})
	}
	for _, p := range parts {
		b.Components = append(b.Components, p.component("library"))
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return out.Bytes(), err
}

func (p part) component(kind string) component {
	address := purl(p.name, p.version)
	c := component{Type: kind, Ref: address, Name: p.name, Version: p.version, PURL: address}
	for _, id := range p.ids() {
		var l licence
		l.License.ID = id
		c.Licences = append(c.Licences, l)
	}
	if p.sum != "" {
		// It is no hash of any file, but of a list of all files' hashes: what go.sum and
		// sum.golang.org have.
		c.Properties = []property{{"gongshi:go.sum", p.sum}}
	}
	return c
}

// ids are the licences that a part names, each once.
func (p part) ids() []string {
	var ids []string
	for _, t := range p.texts {
		ids = append(ids, t.ids...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// purl is the address of a Go module among all packages of all languages:
// https://github.com/package-url/purl-spec.
func purl(name, version string) string {
	// In a path + is itself, but the scanners that read these addresses take it for a space.
	return "pkg:golang/" + name + "@" + strings.ReplaceAll(url.PathEscape(version), "+", "%2B")
}
