package nasty

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// spoken gives what a page says: its text, without its scripts, and each string of the data that
// it carries for machines.
func spoken(t *testing.T, name string, page *html.Node) []string {
	t.Helper()
	var b strings.Builder
	var said []string
	for n := range page.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		if n.Parent.DataAtom != atom.Script {
			b.WriteString(n.Data)
			continue
		}
		strings, err := jsonStrings([]byte(n.Data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		said = append(said, strings...)
	}
	return append(said, b.String())
}

// readers give the texts in a file for machines, by its name's end. Each is another program's way
// of reading it.
func readers() map[string]func([]byte) ([]string, error) {
	return map[string]func([]byte) ([]string, error){
		".json": jsonStrings, ".csv": csvCells, ".xml": xmlTexts, ".ics": foldedLines,
		".vcf": foldedLines, ".js": scriptStrings, ".xlsx": workbookTexts,
	}
}

func jsonStrings(data []byte) ([]string, error) {
	var said []string
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return said, nil
		}
		if err != nil {
			return nil, err
		}
		if s, ok := token.(string); ok {
			said = append(said, s)
		}
	}
}

// scriptStrings reads a script that assigns one value, which is JSON.
func scriptStrings(data []byte) ([]string, error) {
	_, value, _ := strings.Cut(string(data), "=")
	return jsonStrings([]byte(strings.TrimRight(value, ";\n")))
}

func csvCells(data []byte) ([]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	var cells []string
	for _, row := range rows {
		cells = append(cells, row...)
	}
	return cells, err
}

// workbookTexts are those of the sheet.
func workbookTexts(data []byte) ([]string, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	sheet, err := fs.ReadFile(z, "xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, err
	}
	return xmlTexts(sheet)
}

func xmlTexts(data []byte) ([]string, error) {
	var said []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return said, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.CharData:
			said = append(said, string(token))
		case xml.StartElement:
			for _, a := range token.Attr {
				said = append(said, a.Value)
			}
		}
	}
}

// foldedLines reads the lines of calendars and cards: RFC 5545, 3.1 and 3.3.11.
func foldedLines(data []byte) ([]string, error) {
	text := strings.ReplaceAll(string(data), "\r\n ", "")
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		return nil, errors.New("a line ends without CR")
	}
	text = strings.NewReplacer(`\\`, `\`, `\,`, `,`, `\;`, `;`, `\n`, "\n").Replace(text)
	return strings.Split(text, "\r\n"), nil
}

func TestNastyTextsAreWholeInFilesForMachines(t *testing.T) {
	dir := site.Build(t, nastyRegister(t))
	texts := nastyTexts()
	least := map[string]int{"data/findings.json": 40, "data/findings.csv": 40,
		"data/findings.xlsx": 40, "feed.json": 20, "feed.xml": 20, "deadlines.ics": 20,
		"data/search.js": 40}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, file)
		name = filepath.ToSlash(name)
		read := readers()[path.Ext(name)]
		if err != nil || read == nil || strings.HasPrefix(name, "assets/") {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		said, err := read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		found := map[string]int{}
		for _, text := range said {
			for key, n := range whole(t, name, text, texts) {
				found[key] += n
			}
		}
		if found["title"] < least[name] {
			t.Errorf("%s holds %d titles, not %d", name, found["title"], least[name])
		}
		delete(least, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range least {
		t.Errorf("there is no %s", name)
	}
}
