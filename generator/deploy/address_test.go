package deploy

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAddressesOfObjectStores(t *testing.T) {
	for address, want := range map[string]bucket{
		"s3://b": {"b", "", "s3.amazonaws.com", true, "us-east-1", true},
		"s3://b/p/q/?endpoint=https://oss-cn-hangzhou.aliyuncs.com": {"b", "p/q/",
			"oss-cn-hangzhou.aliyuncs.com", true, "oss-cn-hangzhou", true},
		"s3://b?endpoint=oss-cn-hangzhou-internal.aliyuncs.com": {"b", "",
			"oss-cn-hangzhou-internal.aliyuncs.com", true, "oss-cn-hangzhou", true},
		"s3://b?endpoint=cos.ap-guangzhou.myqcloud.com": {"b", "",
			"cos.ap-guangzhou.myqcloud.com", true, "ap-guangzhou", true},
		"s3://b?endpoint=obs.cn-north-4.myhuaweicloud.com": {"b", "",
			"obs.cn-north-4.myhuaweicloud.com", true, "cn-north-4", true},
		"s3://b?endpoint=s3.eu-west-1.amazonaws.com": {"b", "", "s3.eu-west-1.amazonaws.com", true,
			"eu-west-1", true},
		"s3://b?endpoint=minio.example.org:9000": {"b", "", "minio.example.org:9000", true,
			"us-east-1", false},
		"s3://b?endpoint=http://127.0.0.1:9000&region=x&style=virtual": {"b", "", "127.0.0.1:9000",
			false, "x", true},
		"s3://b?endpoint=http://[::1]:9000": {"b", "", "[::1]:9000", false, "us-east-1", false},
		"s3://b/整改?endpoint=e.org":          {"b", "整改/", "e.org", true, "us-east-1", false},
	} {
		if b, err := (Setting{}).parseBucket(address); err != nil || b != want {
			t.Errorf("%s: %+v %v", address, b, err)
		}
	}
}

// No refusal repeats what may be a secret.
func TestAddressesThatAreRefused(t *testing.T) {
	for address, want := range map[string]string{
		"":                                      "deploy-kind",
		" ":                                     "deploy-kind",
		"/srv\n/www":                            "deploy-kind",
		"https://hush@host/path":                "deploy-kind",
		"user@host:/path":                       "deploy-kind",
		"ftp:host":                              "deploy-kind",
		"s3:bucket":                             "deploy-s3-form",
		"s3://":                                 "deploy-s3-form",
		"s3://b#hush":                           "deploy-s3-form",
		"s3://b/../c":                           "deploy-s3-form",
		"s3://b/a//c":                           "deploy-s3-form",
		"s3://%zzhush":                          "deploy-s3-form",
		"s3://id:hush@bucket/":                  "deploy-key-in-address",
		"s3://hush@bucket/":                     "deploy-key-in-address",
		"s3://b?endpoint=https://id:hush@host":  "deploy-key-in-address",
		"s3://b?secret=hush":                    "deploy-option",
		"s3://b?hush":                           "deploy-option",
		"s3://b?endpoint=":                      "deploy-option",
		"s3://b?region=a&region=b":              "deploy-option",
		"s3://b?style=hush":                     "deploy-style",
		"s3://b?endpoint=https://h/hush":        "deploy-endpoint",
		"s3://b?endpoint=ftp://h":               "deploy-endpoint",
		"s3://b?endpoint=http://example.org":    "deploy-plain",
		"s3://b?endpoint=http://localhost.evil": "deploy-plain",
		"rsync:relative":                        "deploy-remote-form",
		"rsync:":                                "deploy-remote-form",
		"rsync:-e sh:/x":                        "deploy-remote-form",
		"rsync:-oProxyCommand=hush:/x":          "deploy-remote-form",
		"rsync:-u@host:/x":                      "deploy-remote-form",
		"rsync:u@-oProxyCommand=hush:/x":        "deploy-remote-form",
		"rsync:host:/$(hush)":                   "deploy-remote-form",
		"rsync:host:/a;hush":                    "deploy-remote-form",
		"rsync:host:":                           "deploy-remote-form",
		"rsync:u:hush@host:/x":                  "deploy-key-in-address",
		"rsync://u:hush@host/x":                 "deploy-key-in-address",
		"rsync://host":                          "deploy-remote-form",
		"sftp:/local":                           "deploy-remote-form",
		"sftp:host:/a\"b":                       "deploy-remote-form",
		"sftp://host/x":                         "deploy-remote-form",
		"s3://bucket?endpoint=http://127.0.0.1:1": "deploy-keyless",
	} {
		_, err := Open(address, Setting{Env: func(string) string { return "" }})
		e, is := errors.AsType[*AddressError](err)
		if !is || e.Rule != want {
			t.Errorf("%q: %v, want %s", address, err, want)
			continue
		}
		for _, arg := range e.Args {
			if text, _ := arg.(string); strings.Contains(text, "hush") {
				t.Errorf("%q is repeated: %s", address, text)
			}
		}
	}
}

func TestKeysComeFromTheEnvironmentOrAFile(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, ".aws", "credentials")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	text := "[default]\naws_access_key_id = fileID\naws_secret_access_key = fileSecret\n[half]\naws_access_key_id = x\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	const oss, own = "oss-cn-hangzhou.aliyuncs.com", "minio.example.org:9000"
	type env = map[string]string
	for _, c := range []struct {
		host string
		env  env
		want string // id, secret and token, or the rule
	}{
		{oss, env{"OSS_ACCESS_KEY_ID": "a", "OSS_ACCESS_KEY_SECRET": "b", "OSS_SESSION_TOKEN": "c",
			"AWS_ACCESS_KEY_ID": "d", "AWS_SECRET_ACCESS_KEY": "e"}, "a b c"},
		{oss, env{"AWS_ACCESS_KEY_ID": "d", "AWS_SECRET_ACCESS_KEY": "e"}, "d e "},
		{oss, env{"TENCENTCLOUD_SECRET_ID": "t", "TENCENTCLOUD_SECRET_KEY": "u"}, "fileID fileSecret "},
		{own, env{"OSS_ACCESS_KEY_ID": "a", "OSS_ACCESS_KEY_SECRET": "b"}, "fileID fileSecret "},
		{own, env{"MINIO_ACCESS_KEY": "m", "MINIO_SECRET_KEY": "n"}, "m n "},
		{own, env{"AWS_ACCESS_KEY_ID": "d"}, "deploy-half-key"},
		{own, env{"AWS_SECRET_ACCESS_KEY": "d"}, "deploy-half-key"},
		{own, env{"AWS_PROFILE": "half"}, "deploy-key-file"},
		{own, env{"AWS_PROFILE": "none"}, "deploy-key-file"},
		{own, env{"AWS_SHARED_CREDENTIALS_FILE": "/nowhere"}, "deploy-keyless"},
	} {
		s := Setting{Env: func(name string) string { return c.env[name] }, Home: home}
		v, err := s.keysOf(c.host)
		got := v.AccessKeyID + " " + v.SecretAccessKey + " " + v.SessionToken
		if e, is := errors.AsType[*AddressError](err); is {
			got = e.Rule
		}
		if got != c.want {
			t.Errorf("%s %v: %s", c.host, c.env, got)
		}
	}
}
