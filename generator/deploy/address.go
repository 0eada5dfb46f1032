package deploy

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// Setting is what a target needs of the machine.
type Setting struct {
	Env   func(name string) string // keys, and where they lie
	Home  string                   // of the user; empty where unknown
	Base  string                   // that a relative folder is in; empty: the working directory
	Apart []string                 // folders that a target must share nothing with
	// PlainHTTP allows http:// to another machine: what is deployed is public, but whoever listens
	// can change it.
	PlainHTTP bool
	transport http.RoundTripper // of tests, which have no name service; nil else
}

// AddressError says that a target makes no sense as it is written, or lacks its keys. Nothing in it
// can be a secret.
type AddressError struct {
	Rule string
	Args []any
}

func (e *AddressError) Error() string { return e.Rule }

// Open takes the address of a target apart: s3://bucket/prefix?endpoint=…, rsync:user@host:/path,
// sftp:user@host:/path or a folder. It connects to nothing. The error is an *AddressError, a
// *ProgramError or the system's.
func Open(address string, s Setting) (*Target, error) {
	kind, rest, is := strings.Cut(address, ":")
	switch {
	case strings.TrimSpace(address) == "" || strings.ContainsFunc(address, isControl):
		return nil, &AddressError{"deploy-kind", nil}
	case kind == "s3":
		return s.openBucket(address)
	case kind == "rsync" || kind == "sftp":
		return s.openProgram(kind, rest)
	case is && len(kind) > 1 && !strings.ContainsAny(kind, `/\`): // C:\site is a folder
		return nil, &AddressError{"deploy-kind", nil}
	}
	return s.openFolder(address)
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// bucket is an object store, as its address says.
type bucket struct {
	name, prefix string // the prefix ends with a slash where there is one
	host         string // of the endpoint, with its port
	secure       bool
	region       string
	virtual      bool // the bucket's name is in the host's
}

const defaultEndpoint = "https://s3.amazonaws.com"

func (s Setting) parseBucket(address string) (b bucket, err error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Fragment != "" || u.Opaque != "":
		return b, &AddressError{"deploy-s3-form", nil}
	case u.User != nil:
		return b, &AddressError{"deploy-key-in-address", nil}
	}
	options, err := url.ParseQuery(u.RawQuery)
	for name, values := range options {
		if !slices.Contains(register.DeployOptions(), name) || len(values) != 1 || values[0] == "" {
			known := strings.Join(register.DeployOptions(), ", ")
			return b, &AddressError{"deploy-option", []any{known}}
		}
	}
	if err != nil {
		return b, &AddressError{"deploy-s3-form", nil}
	}
	b.name, b.prefix = u.Host, strings.Trim(u.Path, "/")
	if b.prefix != "" && (path.Clean(b.prefix) != b.prefix || strings.HasPrefix(b.prefix, "..")) {
		return b, &AddressError{"deploy-s3-form", nil}
	}
	if b.prefix != "" {
		b.prefix += "/"
	}
	if err := b.parseEndpoint(options.Get("endpoint"), s.PlainHTTP); err != nil {
		return b, err
	}
	if b.region = options.Get("region"); b.region == "" {
		b.region = regionOf(b.host)
	}
	switch style := options.Get("style"); style {
	case "", "virtual", "path":
		b.virtual = style == "virtual" || style == "" && providerOf(b.host) != nil
	default:
		return b, &AddressError{"deploy-style", nil}
	}
	return b, nil
}

func (b *bucket) parseEndpoint(endpoint string, plain bool) error {
	if endpoint == "" {
		endpoint = defaultEndpoint
	}
	if !strings.Contains(endpoint, "://") {
		endpoint = "https://" + endpoint
	}
	u, err := url.Parse(endpoint)
	switch {
	case err == nil && u.User != nil:
		return &AddressError{"deploy-key-in-address", nil}
	case err != nil || u.Host == "" || u.RawQuery != "" || strings.Trim(u.Path, "/") != "" ||
		u.Scheme != "https" && u.Scheme != "http":
		return &AddressError{"deploy-endpoint", nil}
	case u.Scheme == "http" && !plain && !isLoopback(u.Hostname()):
		return &AddressError{"deploy-plain", []any{u.Host}}
	}
	b.host, b.secure = u.Host, u.Scheme == "https"
	return nil
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// provider is one whose hosts are known: they all want the bucket's name in the host's.
type provider struct {
	hosts  []string       // suffixes
	region *regexp.Regexp // of a host's name; nil where requests need not name one
	keys   [][3]string    // of the environment: id, secret and token
}

// The names that the providers' own tools read keys from. AWS's are everybody's: see keysOf.
func providers() []provider {
	return []provider{
		{[]string{".amazonaws.com", ".amazonaws.com.cn"},
			regexp.MustCompile(`^s3[.-]((?:[a-z]+-)+\d+)\.amazonaws`), nil},
		{[]string{".aliyuncs.com"},
			regexp.MustCompile(`^(oss-[a-z0-9-]+?)(?:-internal)?\.aliyuncs`),
			[][3]string{{"OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"},
				{"ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
					"ALIBABA_CLOUD_SECURITY_TOKEN"}}},
		{[]string{".myqcloud.com", ".tencentcos.cn"},
			regexp.MustCompile(`^cos\.([a-z0-9-]+)\.`), [][3]string{{"TENCENTCLOUD_SECRET_ID",
				"TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SESSION_TOKEN"}}},
		{[]string{".myhuaweicloud.com", ".myhuaweicloud.cn"},
			regexp.MustCompile(`^obs\.([a-z0-9-]+)\.`), [][3]string{
				{"OBS_ACCESS_KEY_ID", "OBS_SECRET_ACCESS_KEY", "OBS_SECURITY_TOKEN"},
				{"HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"}}},
	}
}

// providerOf gives the provider of an endpoint; nil for a server of one's own.
func providerOf(host string) *provider {
	name := hostname(host)
	for _, p := range providers() {
		for _, suffix := range p.hosts {
			if strings.HasSuffix(name, suffix) {
				return &p
			}
		}
	}
	return nil
}

// regionOf is what an endpoint says of its region, else what most servers of one's own have.
func regionOf(host string) string {
	if p := providerOf(host); p != nil {
		if m := p.region.FindStringSubmatch(hostname(host)); m != nil {
			return m[1]
		}
	}
	return "us-east-1"
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}
