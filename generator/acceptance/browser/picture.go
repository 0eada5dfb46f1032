package browser

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// colours are enough for text of several colours on several tints, and its smooth edges.
const colours = 32

// apart is how far two colours of a palette are from each other at least: the sum of the squares of
// their differences, 0 to 255 for each of red, green and blue.
const apart = 60

// Picture is a screenshot of the page that a tab shows, as a PNG file of few bytes. Sizes are CSS
// pixels. Letters differ between machines, so the bytes do, too.
func Picture(t testing.TB, ctx context.Context, width, height int) []byte {
	t.Helper()
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height),
			DeviceScaleFactor: 1, Mobile: width == PhoneWidth})
	if err != nil {
		t.Fatal(err)
	}
	// Twice, until what came with the new size is drawn.
	Ask[bool](t, ctx, `document.fonts.ready.then(() => new Promise((done) =>
		requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`)
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	if err != nil {
		t.Fatal(err)
	}
	full, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		t.Fatal(err)
	}
	few := image.NewPaletted(full.Bounds(), palette(full))
	draw.Draw(few, few.Bounds(), full, full.Bounds().Min, draw.Src)
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, few); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// palette gives the colours that most of a picture has and that can be told apart.
func palette(picture image.Image) color.Palette {
	counts := map[color.RGBA]int{}
	area := picture.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			counts[color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA)]++
		}
	}
	often := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(order(a), order(b)))
	})
	var chosen color.Palette
	for _, c := range often {
		alike := slices.ContainsFunc(chosen, func(other color.Color) bool {
			return distance(c, other.(color.RGBA)) < apart
		})
		if !alike && len(chosen) < colours {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

func order(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

func distance(a, b color.RGBA) int {
	red, green, blue := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return red*red + green*green + blue*blue
}
