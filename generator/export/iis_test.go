package export

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// iis is what may stand in web.config, by the path of an element: its attributes, those that name
// it among its like first. It is written after IIS's own schema (IIS_schema.xml) and holds only
// sections that a site's folder may set by default: handlers, modules and httpCompression are
// locked there, rewrite is not part of IIS, and any of these would be an error 500 for all pages.
// No IIS is asked.
var iis = map[string][]string{
	"defaultDocument":             {"", "enabled"},
	"defaultDocument/files/clear": {""},
	"defaultDocument/files/add":   {"value"},
	"directoryBrowse":             {"", "enabled"},
	"httpErrors":                  {"", "errorMode", "existingResponse"},
	"httpErrors/remove":           {"statusCode subStatusCode"},
	"httpErrors/error":            {"statusCode subStatusCode", "path", "responseMode"},
	"security/requestFiltering/hiddenSegments/remove":   {"segment"},
	"security/requestFiltering/hiddenSegments/add":      {"segment"},
	"security/requestFiltering/denyUrlSequences/remove": {"sequence"},
	"security/requestFiltering/denyUrlSequences/add":    {"sequence"},
	"httpProtocol/customHeaders/remove":                 {"name"},
	"httpProtocol/customHeaders/add":                    {"name", "value"},
	"urlCompression":                                    {"", "doStaticCompression"},
	"staticContent/remove":                              {"fileExtension"},
	"staticContent/mimeMap":                             {"fileExtension", "mimeType"},
	"staticContent/clientCache":                         {"", "cacheControlMode", "cacheControlMaxAge", "cacheControlCustom"},
}

// element is one of web.config, with the path of its location and of those around it.
type element struct {
	location, path string
	attributes     map[string]string
}

// elementsOf gives the elements of a web.config within system.webServer that have attributes or
// nothing inside.
func elementsOf(t *testing.T, text string) (elements []element) {
	t.Helper()
	var path []string
	location := ""
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return elements
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			attributes := map[string]string{}
			for _, a := range token.Attr {
				attributes[a.Name.Local] = a.Value
			}
			if token.Name.Local == "location" {
				location = attributes["path"]
				continue
			}
			path = append(path, token.Name.Local)
			if len(path) > 2 && (len(attributes) > 0 || token.Name.Local == "clear") {
				if path[0] != "configuration" || path[1] != "system.webServer" {
					t.Errorf("%q", path)
				}
				elements = append(elements,
					element{location, strings.Join(path[2:], "/"), attributes})
			}
		case xml.EndElement:
			if token.Name.Local == "location" {
				location = ""
			} else {
				path = path[:len(path)-1]
			}
		}
	}
}

func TestIISKnowsAllThatItsSettingsHold(t *testing.T) {
	for _, language := range register.Languages() {
		text := string(Hosting(register.Config{Language: language}, inline)["web.config"])
		if !strings.HasPrefix(text, `<?xml version="1.0" encoding="utf-8"?>`+"\n") {
			t.Errorf("begins with %.40q", text)
		}
		there := map[string]bool{} // what is there already is an error, unless it is removed first
		for _, e := range elementsOf(t, text) {
			allowed, known := iis[e.path]
			if !known {
				t.Errorf("%s is not known", e.path)
				continue
			}
			keys := strings.Fields(allowed[0])
			for name := range e.attributes {
				if !slices.Contains(append(keys, allowed[1:]...), name) {
					t.Errorf("%s has no %s", e.path, name)
				}
			}
			i := strings.LastIndex(e.path, "/")
			collection, verb := e.path[:max(i, 0)], e.path[i+1:]
			key := e.location + "|" + collection
			for _, k := range keys {
				key += "|" + e.attributes[k]
			}
			switch {
			case len(keys) == 0 || collection == "defaultDocument/files" ||
				e.location == ".well-known" && verb == "add": // nobody else has these
			case verb == "remove":
				there[key] = false
			default:
				if is, removed := there[key]; is || !removed {
					t.Errorf("%s: %v is not removed first", e.path, e.attributes)
				}
				there[key] = true
			}
		}
	}
}

func TestIISServesASiteAsTheOthersDo(t *testing.T) {
	got := map[string]string{} // by location, path and the first key
	text := string(Hosting(register.Config{Language: "zh"}, inline)["web.config"])
	for _, e := range elementsOf(t, text) {
		key := e.location + "|" + e.path
		switch e.path {
		case "staticContent/mimeMap":
			got[key+"|"+e.attributes["fileExtension"]] = e.attributes["mimeType"]
		case "httpErrors/error":
			got[key+"|"+e.attributes["statusCode"]+"."+e.attributes["subStatusCode"]] =
				e.attributes["path"] + " " + e.attributes["responseMode"]
		case "httpProtocol/customHeaders/add":
			got[key+"|"+e.attributes["name"]] = e.attributes["value"]
		case "staticContent/clientCache":
			got[key] = e.attributes["cacheControlMode"] + " " + e.attributes["cacheControlMaxAge"] +
				" " + e.attributes["cacheControlCustom"]
		default:
			for _, value := range e.attributes {
				got[key+"|"+value] = value
			}
		}
	}
	want := map[string]string{
		"|httpErrors/error|404.":                                                    "404.html File",
		"|httpErrors/error|403.":                                                    "404.html File",
		"|httpErrors/error|403.14":                                                  "404.html File",
		"|directoryBrowse|false":                                                    "false",
		"|defaultDocument/files/add|index.html":                                     "index.html",
		"|urlCompression|true":                                                      "true",
		"|security/requestFiltering/denyUrlSequences/add|/.":                        "/.",
		"|security/requestFiltering/hiddenSegments/add|.git":                        ".git",
		"|security/requestFiltering/hiddenSegments/add|.gongshi":                    ".gongshi",
		".well-known|security/requestFiltering/denyUrlSequences/add|/.well-known/.": "/.well-known/.",
		"|staticContent/clientCache":                                                "DisableCache  ",
		"assets|staticContent/clientCache":                                          "UseMaxAge 365.00:00:00 public, immutable",
		"files|staticContent/clientCache":                                           "UseMaxAge 365.00:00:00 public, immutable",
		"files|staticContent/mimeMap|.csv":                                          "text/csv",
		"feed.xml|staticContent/mimeMap|.xml":                                       "application/atom+xml; charset=utf-8",
		"feed.json|staticContent/mimeMap|.json":                                     "application/feed+json; charset=utf-8",
	}
	for _, h := range headers(inline) {
		want["|httpProtocol/customHeaders/add|"+h.Name] = h.Value
	}
	for _, kind := range register.FileTypes() {
		want["|staticContent/mimeMap|"+kind.Ext] = kind.ContentType()
	}
	for key, value := range want {
		if got[key] != value {
			t.Errorf("%s: %q, want %q", key, got[key], value)
		}
	}
}
