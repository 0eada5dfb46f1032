package register

// The kinds of a site's own values, see presentable.
const (
	kindNone = iota // what cannot be packed: the file will be read again
	kindText
	kindFlag
	kindInt64
	kindUint64
	kindFloat
	kindList
	kindMap
)

func kindOf(value any) int {
	switch value.(type) {
	case string:
		return kindText
	case bool:
		return kindFlag
	case int64:
		return kindInt64
	case uint64:
		return kindUint64
	case float64:
		return kindFloat
	case []any:
		return kindList
	case map[string]any:
		return kindMap
	}
	return kindNone
}

// valueTo is one of a site's own values.
func valueTo(c coder, value *any, depth int) {
	kind := kindOf(*value)
	if depth == 0 {
		kind = kindNone
	}
	c.number(&kind)
	switch kind {
	case kindText:
		lend(value, c.text)
	case kindFlag:
		lend(value, c.flag)
	case kindFloat:
		lend(value, c.float)
	case kindInt64:
		lend(value, c.long)
	case kindUint64:
		lend(value, func(n *uint64) {
			whole := int64(*n)
			c.long(&whole)
			*n = uint64(whole)
		})
	case kindList:
		lend(value, func(items *[]any) {
			list(c, items, func(item *any) { valueTo(c, item, depth-1) })
		})
	case kindMap:
		lend(value, func(values *map[string]any) { mapTo(c, values, depth-1) })
	default:
		c.unable()
	}
}

// lend lends the value of an interface out.
func lend[T any](value *any, to func(*T)) {
	v, _ := (*value).(T)
	to(&v)
	*value = v
}
