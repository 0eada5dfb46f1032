package sign

import (
	"context"
	"io"
	"strings"
)

// A bundle has sums of all its files, and the site in a folder of its own: the proof is the site's.
const withinDir = "site/"

// within is a folder of a copy.
type within struct {
	Copy
	dir string
}

func (w within) open(ctx context.Context, name string) (io.ReadCloser, error) {
	return w.Copy.open(ctx, w.dir+name)
}

// enter goes on with the site of a bundle, and gives its sums, once those of the bundle are known to
// say the same of the same files; nil where the copy is no bundle.
func (k *checking) enter(ctx context.Context) []byte {
	if _, is := k.sums[withinDir+SumsFile]; !is {
		return nil
	}
	if _, own := k.sums[SignatureFile]; own {
		return nil
	}
	data, err := k.read(ctx, withinDir+SumsFile, sumsLimit)
	sums, broken := ParseSums(data)
	if err != nil || broken != nil {
		return nil // which has been said
	}
	for name, digest := range sums {
		if k.sums[withinDir+name] != digest {
			k.fault(Changed, withinDir+name, "")
		}
	}
	for name := range k.sums {
		inside, is := strings.CutPrefix(name, withinDir)
		if _, known := sums[inside]; is && !known && !IsProof(inside) {
			k.fault(Foreign, name, "")
		}
	}
	k.Copy = within{k.Copy, withinDir}
	return data
}
