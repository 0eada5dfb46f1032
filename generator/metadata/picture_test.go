package metadata_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"gongshi/generator/metadata"
)

// traces are what a test puts into a picture.
type traces struct {
	exif    []byte
	texts   []string // of PNG: keyword, zero, text
	comment string
	trailer string
	more    []segment
}

type segment struct {
	mark byte
	body string
}

// tiff makes EXIF, little-endian, with its directories one behind the other.
func tiff(orientation uint16) []byte {
	le := binary.LittleEndian
	out := []byte("II*\x00\x08\x00\x00\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		out = le.AppendUint16(out, tag)
		out = le.AppendUint16(out, kind)
		out = le.AppendUint32(out, count)
		out = le.AppendUint32(out, value)
	}
	const gps, thumbnail = 8 + 2 + 5*12 + 4, 8 + 2 + 5*12 + 4 + 2 + 2*12 + 4
	out = le.AppendUint16(out, 5)
	entry(0x010f, 2, 4, 0x00636261)
	entry(0x0112, 3, 1, uint32(orientation))
	entry(0x0132, 2, 4, 0x00303232)
	entry(0x013b, 2, 4, 0x0061617a)
	entry(0x8825, 4, 1, gps)
	out = le.AppendUint32(out, thumbnail)
	out = le.AppendUint16(out, 2)
	entry(0, 1, 4, 0x00000302)
	entry(2, 5, 3, 0)
	out = le.AppendUint32(out, 0)
	out = le.AppendUint16(out, 0)
	return le.AppendUint32(out, 0)
}

func everything() traces {
	return traces{exif: tiff(6), comment: "张三", trailer: "MotionPhoto", texts: []string{
		"Author\x00San Zhang", "Software\x00x"}, more: []segment{{0xe1,
		"http://ns.adobe.com/xap/1.0/\x00<x/>"}, {0xed, "Photoshop 3.0\x008BIM"}, {0xe0, "JFXX\x00\x10"},
		{0xe2, "ICC_PROFILE\x00\x01\x01profile"}}}
}

func drawn() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for x := range 40 {
		for y := range 30 {
			m.Set(x, y, color.NRGBA{uint8(x * 6), uint8(y * 8), uint8(x * y), 255})
		}
	}
	return m
}

func jpegWith(t testing.TB, with traces) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawn(), nil); err != nil {
		t.Fatal(err)
	}
	out := bytes.Clone(b.Bytes()[:2])
	add := func(mark byte, body string) {
		out = append(out, 0xff, mark)
		out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
		out = append(out, body...)
	}
	add(0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")
	if with.exif != nil {
		add(0xe1, "Exif\x00\x00"+string(with.exif))
	}
	if with.comment != "" {
		add(0xfe, with.comment)
	}
	for _, s := range with.more {
		add(s.mark, s.body)
	}
	return append(append(out, b.Bytes()[2:]...), with.trailer...)
}

func pngWith(t testing.TB, with traces) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, drawn()); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 12 + 13
	out := bytes.Clone(b.Bytes()[:head])
	add := func(kind, body string) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		start := len(out)
		out = append(append(out, kind...), body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
	}
	add("gAMA", "\x00\x00\xb1\x8f")
	add("tIME", "\x07\xea\x01\x01\x00\x00\x00")
	if with.exif != nil {
		add("eXIf", string(with.exif))
	}
	for _, text := range with.texts {
		add("tEXt", text)
	}
	if with.comment != "" {
		add("iTXt", "Comment\x00\x00\x00\x00\x00"+with.comment)
		add("prVW", "preview")
	}
	return append(append(out, b.Bytes()[head:]...), with.trailer...)
}

func samePixels(t testing.TB, a, b []byte) {
	t.Helper()
	one, _, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for x := range one.Bounds().Dx() {
		for y := range one.Bounds().Dy() {
			if one.At(x, y) != two.At(x, y) {
				t.Fatalf("another pixel at %d, %d", x, y)
			}
		}
	}
}

func TestPicturesAreCleanedWithoutLoss(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"jpeg": {jpegWith(t, everything()), "an author's name, where it was taken (GPS), the camera, " +
			"when it was taken, a text that is not shown, data of picture programs, a thumbnail, " +
			"data after the file's end"},
		"png": {pngWith(t, everything()), "an author's name, where it was taken (GPS), the camera, " +
			"when it was taken, a text that is not shown, data of picture programs, a thumbnail, " +
			"data after the file's end"},
		"jpeg's EXIF":   {jpegWith(t, traces{exif: []byte("what")}), "data of picture programs"},
		"jpeg's own":    {jpegWith(t, traces{}), ""},
		"png's own":     {pngWith(t, traces{texts: []string{"Software\x00x"}}), ""},
		"jpeg's bottom": {append(jpegWith(t, traces{}), 0, 0), ""},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := metadata.Find(c.data)
			if got := metadata.Describe(found, "en"); got != c.want || err != nil {
				t.Errorf("found %q, %v", got, err)
			}
			clean, err := metadata.Clean(c.data)
			if err != nil || (clean == nil) != (c.want == "") {
				t.Fatalf("%d bytes, %v", len(clean), err)
			}
			if clean == nil {
				return
			}
			samePixels(t, c.data, clean)
			if again, err := metadata.Clean(clean); again != nil || err != nil {
				t.Errorf("cleaned twice: %v", err)
			}
			for _, secret := range []string{"San Zhang", "张三", "MotionPhoto", "Photoshop", "preview"} {
				if strings.Contains(string(clean), secret) {
					t.Errorf("%q is left", secret)
				}
			}
		})
	}
}

// A picture of a telephone often lies on its side, and EXIF alone says so.
func TestTheWayUpAndTheColoursStay(t *testing.T) {
	const upright = "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
	for _, data := range [][]byte{jpegWith(t, everything()), pngWith(t, everything())} {
		clean, err := metadata.Clean(data)
		if err != nil || !bytes.Contains(clean, []byte(upright)) {
			t.Errorf("%v: %q", err, clean[:min(len(clean), 200)])
		}
		if bytes.HasPrefix(data, []byte("\xff\xd8")) && !bytes.Contains(clean, []byte("profile")) {
			t.Error("the profile of colours is gone")
		}
	}
	clean, err := metadata.Clean(jpegWith(t, traces{exif: tiff(1)}))
	if err != nil || bytes.Contains(clean, []byte("Exif")) {
		t.Errorf("of an upright picture: %v", err)
	}
}
