package deploy

import (
	"os"
	"path/filepath"

	"github.com/minio/minio-go/v7/pkg/credentials"
)

// ownServerKeys are the names that MinIO's tools read.
func ownServerKeys() [][3]string {
	return [][3]string{{"MINIO_ACCESS_KEY", "MINIO_SECRET_KEY", ""},
		{"MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD", ""}}
}

// keysOf finds the keys for an endpoint: under its provider's own names in the environment, under
// those of AWS, then in the file that AWS's tools keep. No other provider's keys are sent to it.
func (s Setting) keysOf(host string) (credentials.Value, error) {
	names := ownServerKeys()
	if p := providerOf(host); p != nil {
		names = p.keys
	}
	names = append(names, [3]string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
		"AWS_SESSION_TOKEN"})
	for _, n := range names {
		v := credentials.Value{AccessKeyID: s.Env(n[0]), SecretAccessKey: s.Env(n[1]),
			SignerType: credentials.SignatureV4}
		if n[2] != "" {
			v.SessionToken = s.Env(n[2])
		}
		switch {
		case v.AccessKeyID != "" && v.SecretAccessKey != "":
			return v, nil
		case v.AccessKeyID != "" || v.SecretAccessKey != "":
			return v, &AddressError{"deploy-half-key", []any{n[0], n[1]}}
		}
	}
	file := s.Env("AWS_SHARED_CREDENTIALS_FILE")
	if file == "" && s.Home != "" {
		file = filepath.Join(s.Home, ".aws", "credentials")
	}
	missing := &AddressError{"deploy-keyless", []any{names[0][0], names[0][1]}}
	if _, err := os.Stat(file); err != nil {
		return credentials.Value{}, missing
	}
	profile := s.Env("AWS_PROFILE")
	if profile == "" {
		profile = "default"
	}
	v, err := credentials.NewFileAWSCredentials(file, profile).GetWithContext(nil)
	if err != nil || v.AccessKeyID == "" || v.SecretAccessKey == "" {
		return v, &AddressError{"deploy-key-file", []any{file, profile}}
	}
	return v, nil
}
