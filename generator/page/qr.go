package page

import (
	"fmt"
	"math"
	"strconv"

	"rsc.io/qr/coding"
)

// QR is the code of a page's address, for paper. Layouts draw Path with a stroke one unit wide.
type QR struct {
	Text  string `json:"text"`  // the whole address, ASCII
	Width int    `json:"width"` // on paper, in millimetres
	Box   string `json:"box"`   // for viewBox: the modules, and the quiet zone around them
	Path  string `json:"path"`  // the dark modules, row by row
}

// Cheap cameras read modules of 0.4 mm from office paper; around the code ISO/IEC 18004 asks for
// four light ones.
const (
	quietZone   = 4   // modules
	codeWidth   = 18  // millimetres, at least
	moduleWidth = 0.4 // millimetres, at least
)

// codes holds the plans of codes, by version and level: making one takes longer than a code.
type codes map[codeSize]*coding.Plan

type codeSize struct {
	coding.Version
	coding.Level
}

func (c codes) plan(of codeSize) (plan *coding.Plan, err error) {
	if plan = c[of]; plan == nil {
		plan, err = coding.NewPlan(of.Version, of.Level, 0)
		c[of] = plan
	}
	return plan, err
}

// of gives the smallest code that holds an address, with the highest level of error correction
// that this size has room for. It is nil for an address longer than 2,953 bytes, which no code holds.
func (c codes) of(address string) *QR {
	data := coding.String(address)
	fits := func(v coding.Version, l coding.Level) bool { return data.Bits(v) <= 8*v.DataBytes(l) }
	version, level := coding.Version(coding.MinVersion), coding.L
	for ; !fits(version, level); version++ {
		if version == coding.MaxVersion {
			return nil
		}
	}
	for level < coding.H && fits(version, level+1) {
		level++
	}
	plan, err := c.plan(codeSize{version, level})
	if err != nil {
		return nil
	}
	code, err := plan.Encode(data)
	if err != nil {
		return nil
	}
	size := code.Size + 2*quietZone
	return &QR{
		Text:  address,
		Width: max(codeWidth, int(math.Ceil(float64(size)*moduleWidth))),
		Box:   fmt.Sprintf("-%d -%[1]d %d %[2]d", quietZone, size),
		Path:  strokes(code),
	}
}

// strokes draws each row along its middle. Outlines take a sixth more bytes; dashes take fewer, but
// PostScript allows eleven of them.
func strokes(code *coding.Code) string {
	path := []byte("M0 .5")
	step := func(command byte, by int) {
		path = strconv.AppendInt(append(path, command), int64(by), 10)
	}
	penX, penY := 0, 0
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			start := x
			for code.Black(x, y) {
				x++
			}
			if x > start {
				step('m', start-penX)
				step(' ', y-penY)
				step('h', x-start)
				penX, penY = x, y
			}
		}
	}
	return string(path)
}
