package register

import (
	"math"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// ownKey is what a key of the site's own looks like, at every depth: layouts see keys in lower
// case.
var ownKey = regexp.MustCompile(`^[a-z0-9_]+$`)

// takeOwn gives the keys that begin with x_.
func (s *textFile) takeOwn() Own {
	m, ok := s.root.(*ast.MappingNode)
	if !ok {
		return nil
	}
	var own Own
	for _, v := range m.Values {
		key := v.Key.GetToken().Value
		if !strings.HasPrefix(key, "x_") {
			continue
		}
		var value any
		if err := yaml.NodeToValue(v.Value, &value); err != nil || !ownKey.MatchString(key) ||
			!presentable(value) {
			s.report(s.place(v.Key), "own-value", key)
			continue
		}
		if own == nil {
			own = Own{}
		}
		own[key] = value
	}
	return own
}

// presentable says whether a layout gets a value as it was written: numbers that are numbers, and
// no null, which would come out as an empty list.
func presentable(value any) bool {
	switch v := value.(type) {
	case string, bool, int64:
		return true
	case uint64:
		return v <= math.MaxInt64
	case float64:
		return !math.IsNaN(v) && !math.IsInf(v, 0)
	case []any:
		for _, item := range v {
			if !presentable(item) {
				return false
			}
		}
		return true
	case map[string]any:
		for key, item := range v {
			if !ownKey.MatchString(key) || !presentable(item) {
				return false
			}
		}
		return true
	}
	return false
}
