package metadata_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color/palette"
	"image/gif"
	"strings"
	"testing"

	"gongshi/generator/metadata"
)

// chunked is a chunk of RIFF.
func chunked(kind, body string) string {
	size := binary.LittleEndian.AppendUint32(nil, uint32(len(body)))
	return kind + string(size) + body + strings.Repeat("\x00", len(body)%2)
}

// riff is a WebP of chunks.
func riff(chunks ...string) string {
	body := "WEBP" + strings.Join(chunks, "")
	return "RIFF" + chunked("", body)
}

const flagsXMPAndEXIF = "\x0c\x00\x00\x00\x0f\x00\x00\x07\x00\x00"

func TestWebPIsCleanedOfAllButThePicture(t *testing.T) {
	shown, err := base64.StdEncoding.DecodeString("LwAAABAHEBERiIj+BwA=")
	if err != nil {
		t.Fatal(err)
	}
	picture := chunked("VP8L", string(shown))
	if found, err := metadata.Find([]byte(riff(picture))); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	whole := riff(chunked("VP8X", flagsXMPAndEXIF), picture, chunked("EXIF", string(tiff(1))),
		chunked("XMP ", "<x>张三</x>"), chunked("note", "a")) + "more"
	found, err := metadata.Find([]byte(whole))
	want := "作者姓名、拍摄地点"
	if said := metadata.Describe(found, "zh"); err != nil || !strings.HasPrefix(said, want) {
		t.Errorf("%s, %v", said, err)
	}
	copied, err := metadata.Clean([]byte(whole))
	flags := "\x00" + flagsXMPAndEXIF[1:]
	if clean := riff(chunked("VP8X", flags), picture); err != nil || string(copied) != clean {
		t.Errorf("%q, %v", copied, err)
	}
	turned, err := metadata.Clean([]byte(riff(chunked("VP8X", flagsXMPAndEXIF), picture,
		chunked("EXIF", string(tiff(6))))))
	if err != nil || !bytes.Contains(turned, []byte("EXIF")) || bytes.Contains(turned, []byte("abc")) {
		t.Errorf("%q, %v", turned, err)
	}
	for _, damaged := range []string{whole[:40], riff("VP8X\x01\x00\x00\x00a\x00"), riff("EXIF")} {
		if _, err := metadata.Find([]byte(damaged)); err == nil {
			t.Errorf("%q is read", damaged)
		}
	}
}

func TestGIFIsCleanedOfAllButThePicture(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 40, 30), palette.Plan9)
	for i := range frame.Pix {
		frame.Pix[i] = uint8(i * i)
	}
	var b bytes.Buffer
	moving := &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{3, 3}}
	if err := gif.EncodeAll(&b, moving); err != nil {
		t.Fatal(err)
	}
	picture := strings.TrimSuffix(b.String(), ";")
	whole := picture + "!\xfe\x06" + "张三" + "\x00" + "!\xff\x0bXMP DataXMP\x01a\x00" + ";more"
	if found, err := metadata.Find(b.Bytes()); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	if found, err := metadata.Find([]byte(whole)); err != nil || len(found) != 3 {
		t.Errorf("%v, %v", found, err)
	}
	if copied, err := metadata.Clean([]byte(whole)); err != nil || !bytes.Equal(copied, b.Bytes()) {
		t.Errorf("%d bytes of %d, %v", len(copied), b.Len(), err)
	}
	for _, damaged := range []string{"GIF89a", picture[:200], picture + "!\xfe\x06", picture + "a"} {
		if _, err := metadata.Find([]byte(damaged)); err == nil {
			t.Errorf("%.40q is read", damaged)
		}
	}
}
