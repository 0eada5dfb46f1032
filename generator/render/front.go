package render

import (
	"bytes"
	"fmt"

	"github.com/pelletier/go-toml/v2"
)

// frontLines is how many lines the front matter takes: the body begins on the next one.
const frontLines = 7

// contentFile is a page as Hugo reads it: TOML front matter, a line for each key, then the body.
// It is TOML since Hugo makes a float of every number in JSON: 1 would not equal 1, and 2097152
// would be printed as 2.097152e+06.
func contentFile(p Page) ([]byte, error) {
	params, err := decodeParams(p.Params)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = toml.NewEncoder(&b).SetTablesInline(true).Encode(map[string]any{
		"url": p.URL, "layout": layoutPrefix + p.Layout, "title": p.Title,
		// Of all keys Hugo overwrites this one in the params, with its own.
		"draft": params["draft"] == true,
		// In here, a key such as date, aliases or url means nothing to Hugo.
		"params": params,
	})
	return fmt.Appendf(nil, "+++\n%s+++\n%s", b.Bytes(), p.Body), err
}
