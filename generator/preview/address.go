package preview

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longest is how many bytes a request's target may have: an id has at most 64 characters, but a
// Chinese file name is nine bytes a character when it is escaped.
const longest = 2048

// asWritten are the characters of a path, beside letters and digits, that browsers leave as they
// are; mayHide those that may also, or must, stand there escaped. Whatever else comes
// escaped (a dot, a slash, a letter, a percent sign) does so to get past somebody.
const (
	asWritten = "-._~/!$&'()+,;=@"
	mayHide   = "!$&'()+,;=@ []^`{}"
)

// devices are names that Windows gives to devices, in any folder and with any extension.
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const devices = " CON PRN AUX NUL CONIN$ CONOUT$ " +
	"COM0 COM1 COM2 COM3 COM4 COM5 COM6 COM7 COM8 COM9 COM¹ COM² COM³ " +
	"LPT0 LPT1 LPT2 LPT3 LPT4 LPT5 LPT6 LPT7 LPT8 LPT9 LPT¹ LPT² LPT³ "

// clean reads the path of a request's target as it came over the wire and gives the name of a file
// in the tree: index.html for "/", a/index.html for "/a/". False where no built file can have such
// a name on any system; names are read once and never mended.
func clean(path string) (string, bool) {
	if len(path) > longest || !strings.HasPrefix(path, "/") {
		return "", false
	}
	name, ok := unescape(path[1:])
	if !ok {
		return "", false
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	for segment := range strings.SplitSeq(name, "/") {
		if !buildable(segment) {
			return "", false
		}
	}
	return name, true
}

// unescape undoes one round of percent-encoding, and only of characters that need it.
func unescape(raw string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c != '%' {
			if !isWord(c) && !strings.Contains(asWritten, string(rune(c))) {
				return "", false
			}
			b.WriteByte(c)
			continue
		}
		if i+2 >= len(raw) {
			return "", false
		}
		v, err := strconv.ParseUint(raw[i+1:i+3], 16, 8)
		if err != nil || v < utf8.RuneSelf && !strings.Contains(mayHide, string(rune(v))) {
			return "", false
		}
		b.WriteByte(byte(v))
		i += 2
	}
	return b.String(), utf8.ValidString(b.String())
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// buildable says whether a file or folder of the tree can have a name. Those that begin with a dot
// are never published; those that end with a dot or a space are another file's on Windows.
func buildable(segment string) bool {
	if segment == "" || segment[0] == '.' || strings.HasSuffix(segment, ".") ||
		strings.HasSuffix(segment, " ") {
		return false
	}
	stem, _, _ := strings.Cut(segment, ".")
	return !strings.Contains(devices, " "+strings.ToUpper(strings.TrimRight(stem, " "))+" ")
}

// expects says whether a query holds nothing but parameters that are known, each with a value;
// build is the preview's own, by which a style sheet is fetched anew.
func (s *Server) expects(query string) bool {
	if len(query) > longest {
		return false
	}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, given := strings.Cut(pair, "=")
		if !given || strings.ContainsAny(value, "?=/\\:") {
			return false
		}
		if name != "build" && !slices.Contains(s.options.Queries, name) {
			return false
		}
	}
	return true
}
