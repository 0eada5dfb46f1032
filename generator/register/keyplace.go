package register

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"gongshi/generator/source"
)

// keyPlace is where the values of a TOML text stand, by their keys in lower case, those in tables
// with the tables' names before them: government.icp. The decoder takes no notice of case.
type keyPlace map[string]place

// of gives the place of a key's value, else that of the table which should have it, else the
// text's beginning.
func (k keyPlace) of(key string) place {
	for key = strings.ToLower(key); key != ""; {
		if at, ok := k[key]; ok {
			return at
		}
		key = key[:max(strings.LastIndex(key, "."), 0)]
	}
	return place{1, 1}
}

// ConfigPlace is where the value of a key stands in config.toml, as for problems.
func ConfigPlace(data []byte, key string) (line, column int) {
	s := &textFile{file: source.ConfigFile}
	if text, ok := s.decode(data); ok {
		if text, ok = s.labels(text); ok {
			at := s.written(keyPlaces(text).of(key))
			return at.line, at.column
		}
	}
	return 1, 1
}

func keyPlaces(text string) keyPlace {
	places := keyPlace{}
	var note func(above string, n *unstable.Node)
	note = func(above string, n *unstable.Node) {
		key, value := above+dotted(n.Key()), n.Value()
		places[key] = placeAt(text, int(value.Raw.Offset))
		if value.Kind == unstable.InlineTable {
			for children := value.Children(); children.Next(); {
				note(key+".", children.Node())
			}
		}
	}
	var p unstable.Parser
	p.Reset([]byte(text))
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind == unstable.KeyValue {
			note(table, e)
			continue
		}
		key := e.Key()
		table = dotted(key) + "."
		if first := e.Child(); first.Valid() {
			places[strings.TrimSuffix(table, ".")] = placeAt(text, int(first.Raw.Offset))
		}
	}
	return places
}

// dotted is a key as it is written without spaces and quotes.
func dotted(parts unstable.Iterator) string {
	var key []string
	for parts.Next() {
		key = append(key, string(parts.Node().Data))
	}
	return strings.ToLower(strings.Join(key, "."))
}
