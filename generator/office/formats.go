package office

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"gongshi/generator/document"
)

// general marks a style that shows numbers as they are.
const general = "general"

// formats are those of numbers, by the styles of cells: the letters of y, m and d that a format
// shows, general, or empty for any other.
type formats struct {
	styles   []string
	struck   []bool // by the styles of cells: a line goes through all text
	date1904 bool
	shown    int // numbers that excelize has to write
}

// builtIn are the formats of dates that every workbook has, by number (ECMA-376 part 1, 18.8.30),
// from 27 on as Chinese Excel shows them; 0 and 49 are those of all and of texts.
var builtIn = map[int]string{0: general, 49: general, 14: "ymd", 15: "ymd", 16: "md", 17: "ym",
	22: "ymd", 27: "ym", 28: "md", 29: "md", 30: "ymd", 31: "ymd", 36: "ym", 50: "ym", 51: "md",
	52: "ym", 53: "md", 54: "md", 57: "ym", 58: "md"}

// readFormats reads the formats that a workbook's styles name. excelize looks for a cell's format in
// all of them and takes it apart anew, so that they are as few and as short as Excel's own may be.
func readFormats(styles []byte) (formats, error) {
	const mostFormats, longest = 1000, 255
	var f formats
	own, inCells := map[int]string{}, false
	var fonts []bool // struck out
	return f, walk("xl/styles.xml", styles, func(token xml.Token) error {
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "cellXfs" {
			inCells = false
		}
		t, _ := token.(xml.StartElement)
		id, _ := strconv.Atoi(attr(t, "numFmtId"))
		switch {
		case t.Name.Local == "numFmt":
			own[id] = lettersOf(attr(t, "formatCode"))
			if len(own) > mostFormats || utf8.RuneCountInString(attr(t, "formatCode")) > longest {
				return unreadable(document.PartFull, "numFmts", mostFormats)
			}
		case t.Name.Local == "font":
			fonts = append(fonts, false)
		case t.Name.Local == "strike" && len(fonts) > 0:
			fonts[len(fonts)-1] = attr(t, "val") == "" || isOn(attr(t, "val"))
		case t.Name.Local == "cellXfs":
			inCells = true
		case t.Name.Local == "xf" && inCells:
			shown, known := own[id]
			if !known {
				shown = builtIn[id]
			}
			font, _ := strconv.Atoi(attr(t, "fontId"))
			f.styles = append(f.styles, shown)
			f.struck = append(f.struck, font >= 0 && font < len(fonts) && fonts[font])
		}
		return nil
	})
}

// literal is what a format shows as it is, and what it says of colours and countries.
var literal = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

// lettersOf gives which of y, m and d a format shows; empty of one that shows none.
func lettersOf(format string) string {
	format, _, _ = strings.Cut(strings.ToLower(literal.ReplaceAllString(format, "")), ";")
	shown := ""
	for _, letter := range []string{"y", "m", "d"} {
		if strings.Contains(format, letter) {
			shown += letter
		}
	}
	switch {
	case format == general:
		return general
	case shown == "m": // minutes
		return ""
	}
	return shown
}

// number gives a number as its style shows it, and of a date the day, as precise as the style shows
// it; no text of one that excelize has to write.
func (f *formats) number(value string, style int) (text, day string) {
	shown := general
	if style < len(f.styles) {
		shown = f.styles[style]
	}
	n, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		return value, ""
	case shown == "":
		return "", ""
	case shown == general:
		const digits = 15 // of Excel's numbers
		return strconv.FormatFloat(n, 'G', digits, 64), ""
	}
	const last = 2_958_465 // 9999-12-31
	if n < 0 || n > last {
		return value, ""
	}
	t, err := excelize.ExcelDateToTime(n, f.date1904)
	if err != nil {
		return value, ""
	}
	if shown == "md" || shown == "d" { // what year was meant, nobody can see
		return t.Format("1月2日"), ""
	}
	day = t.Format(map[string]string{"ymd": "2006-01-02", "yd": "2006-01-02", "ym": "2006-01",
		"y": "2006"}[shown])
	return day, day
}
