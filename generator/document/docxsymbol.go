package document

import (
	"strconv"
	"strings"
)

// symbols are signs of Word's symbol fonts that notices use, by the last two digits of their code.
var symbols = map[string]string{"WingdingsFE": "☑", "WingdingsFC": "✓", "WingdingsA8": "☐",
	"WingdingsFD": "☒", "WingdingsFB": "✗", "Wingdings6C": "●", "Wingdings6E": "■",
	"Wingdings75": "◆", "WingdingsD8": "➢", "Wingdings6F": "□",
	"Wingdings 252": "☑", "Wingdings 2A3": "☐",
	"Wingdings 250": "✓", "Wingdings 2054": "☒", "SymbolB7": "•", "SymbolB3": "≥", "SymbolA3": "≤",
	"SymbolB4": "×", "SymbolB0": "°"}

// symbol is a sign of a font without letters; 〓 where its meaning is not known.
func symbol(font, code string) string {
	code = strings.ToUpper(code)
	if len(code) == 4 && code[:2] == "F0" {
		code = code[2:]
	}
	if sign, ok := symbols[font+code]; ok {
		return sign
	}
	if n, err := strconv.ParseUint(code, 16, 16); err == nil && n >= 0x2000 && n < 0xd800 {
		return string(rune(n))
	}
	return "〓"
}
