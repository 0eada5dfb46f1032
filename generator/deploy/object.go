package deploy

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"gongshi/generator/register"
	"gongshi/generator/sign"
)

// RefusedError is what an object store answers that it does not do.
type RefusedError struct {
	Reason Reason
	Answer string // its own words
	status int    // of HTTP
}

func (e *RefusedError) Error() string { return e.Answer }

// Reason is why an object store refuses.
type Reason string

// The reasons that somebody can do something about.
const (
	Denied   Reason = "denied"    // the keys are wrong, or may not do it
	Clock    Reason = "clock"     // of this machine is wrong
	NoBucket Reason = "no-bucket" // of that name
	Other    Reason = "refused"
)

// retries is how often a request is sent, in all: some three seconds, and for each file.
const retries = 6

// largest is what a store takes in one request, by which a file is there whole or not at all.
const largest = 5 << 30

// objects is a place in an object store.
type objects struct {
	*minio.Client
	bucket
	secrets []string
}

func (s Setting) openBucket(address string) (*Target, error) {
	b, err := s.parseBucket(address)
	if err != nil {
		return nil, err
	}
	keys, err := s.keysOf(b.host)
	if err != nil {
		return nil, err
	}
	lookup := minio.BucketLookupPath
	if b.virtual {
		lookup = minio.BucketLookupDNS
	}
	client, err := minio.New(b.host, &minio.Options{Secure: b.secure, Region: b.region,
		BucketLookup: lookup, MaxRetries: retries, Transport: s.transport,
		Creds: credentials.NewStatic(keys.AccessKeyID,
			keys.SecretAccessKey, keys.SessionToken, credentials.SignatureV4)})
	if err != nil {
		return nil, &AddressError{"deploy-endpoint", nil}
	}
	o := &objects{client, b, []string{keys.SecretAccessKey, keys.AccessKeyID, keys.SessionToken}}
	return &Target{o, "s3://" + b.name + "/" + b.prefix}, nil
}

// why puts an answer into words of ours. Secrets that a server sends back are left out.
func (o *objects) why(err error) error {
	if err == nil {
		return nil
	}
	answer := minio.ToErrorResponse(err)
	switch answer.Code {
	case "NoSuchKey":
		return fs.ErrNotExist
	case "PreconditionFailed", "ConditionalRequestConflict":
		return fs.ErrExist
	case "NoSuchBucket":
		return o.refused(NoBucket, err)
	case "RequestTimeTooSkewed", "RequestExpired":
		return o.refused(Clock, err)
	case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled":
		return o.refused(Denied, err)
	}
	if answer.StatusCode == 0 { // it has not answered
		return &hiddenError{err, o.without(err.Error())}
	}
	return o.refused(Other, err)
}

func (o *objects) refused(r Reason, err error) error {
	answer := minio.ToErrorResponse(err)
	text := fmt.Sprintf("%d %s: %s", answer.StatusCode, answer.Code, answer.Message)
	return &RefusedError{r, o.without(strings.TrimSpace(text)), answer.StatusCode}
}

func (o *objects) without(text string) string {
	for _, secret := range o.secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}

// hiddenError is an error without the secrets that its text held.
type hiddenError struct {
	error
	text string
}

func (e *hiddenError) Error() string { return e.text }
func (e *hiddenError) Unwrap() error { return e.error }

func (o *objects) read(ctx context.Context, name string) ([]byte, error) {
	object, err := o.GetObject(ctx, o.name, o.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, o.why(err)
	}
	defer object.Close()
	data, err := io.ReadAll(object)
	return data, o.why(err)
}

func (o *objects) vacant(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for found := range o.ListObjectsIter(ctx, o.name,
		minio.ListObjectsOptions{Prefix: o.prefix, Recursive: true, MaxKeys: 2}) {
		if found.Err != nil {
			return false, o.why(found.Err)
		}
		if found.Key != o.prefix { // by which consoles show a folder
			return false, nil
		}
	}
	return true, nil
}

func (o *objects) put(ctx context.Context, from tree, names []string, done func(string)) error {
	return each(ctx, names, func(ctx context.Context, name string) error {
		return o.putOne(ctx, from, name, minio.PutObjectOptions{})
	}, done)
}

// putOne sends a file in one request of known size, with its MD5 for the server to check. Aliyun
// knows no signature over parts of a body, nor aws-chunked: the body is not signed. Multipart
// uploads would leave parts behind that nobody sees and somebody pays for.
func (o *objects) putOne(ctx context.Context, from tree, name string,
	options minio.PutObjectOptions) error {
	file, err := from.open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() > largest {
		return &RefusedError{Other, fmt.Sprintf("%s: %d GB", name, info.Size()>>30), 0}
	}
	options.ContentType = contentType(name)
	options.CacheControl = register.CacheControl(name)
	options.DisableContentSha256, options.SendContentMd5 = true, true
	options.DisableMultipart = true
	_, err = o.PutObject(ctx, o.name, o.prefix+name, file, info.Size(), options)
	return o.why(err)
}

// contentType is what the store says of a file.
func contentType(name string) string {
	switch {
	case name == ManifestFile || name == JournalFile:
		return register.ContentType("x.json")
	case name == sign.SumsFile || name == sign.CheckpointFile:
		return register.ContentType("x.txt")
	}
	return register.ContentType(name)
}

func (o *objects) claim(ctx context.Context, from tree, name string) error {
	var only minio.PutObjectOptions
	only.SetMatchETagExcept("*")
	err := o.putOne(ctx, from, name, only)
	refused, is := errors.AsType[*RefusedError](err)
	if !is || !slices.Contains([]int{http.StatusBadRequest, http.StatusMethodNotAllowed,
		http.StatusNotImplemented}, refused.status) {
		return err
	}
	// A store that knows no conditions says so in one of these ways.
	return o.putOne(ctx, from, name, minio.PutObjectOptions{})
}

func (o *objects) remove(ctx context.Context, names []string) error {
	if len(names) == 0 {
		return nil
	}
	keys := make(chan minio.ObjectInfo)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(keys)
		for _, name := range names {
			select {
			case keys <- minio.ObjectInfo{Key: o.prefix + name}:
			case <-ctx.Done():
				return
			}
		}
	}()
	var first error
	for failed := range o.RemoveObjects(ctx, o.name, keys, minio.RemoveObjectsOptions{}) {
		if err := o.why(failed.Err); first == nil && !errors.Is(err, fs.ErrNotExist) {
			first = err
		}
	}
	return errors.Join(first, context.Cause(ctx))
}

// same compares MD5, which is what a store says of a file that came in one request, unless it
// encrypts it with keys of its own; then it is put once more.
func (o *objects) same(ctx context.Context, from tree, names []string) (map[string]bool, error) {
	all, err := o.list(ctx)
	if err != nil {
		return nil, err
	}
	same := map[string]bool{}
	for _, name := range names {
		is, there := all[name]
		if !there {
			continue
		}
		file, err := from.open(name)
		if err != nil {
			return nil, err
		}
		h := md5.New()
		_, err = io.Copy(h, file)
		_ = file.Close()
		if err != nil {
			return nil, err
		}
		if hex.EncodeToString(h.Sum(nil)) == is.tag {
			same[name] = true
		}
	}
	return same, nil
}
