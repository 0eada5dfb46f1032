package sign

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// KindError is the type of a key that a site is not signed with.
type KindError string

func (k KindError) Error() string { return "a key of the type " + string(k) }

// The reasons why a file or an agent gives no key.
var (
	ErrNoPrivateKey = errors.New("this is no private key in OpenSSH's form")
	ErrPublicKey    = errors.New("this is the public half of a key")
	ErrOpenKey      = errors.New("others can read the key")
	ErrPassphrase   = errors.New("the passphrase is another one")
	ErrNoAgent      = errors.New("no ssh-agent answers")
	ErrNotInAgent   = errors.New("the agent does not have the key")
)

// IsFingerprint says whether a text has the form in which ssh-keygen names a key: SHA256:…
func IsFingerprint(text string) bool {
	digits, is := strings.CutPrefix(text, "SHA256:")
	sum, err := base64.RawStdEncoding.Strict().DecodeString(digits)
	return is && err == nil && len(sum) == 32
}

// NewKey makes an ed25519 key: its two files have OpenSSH's form. Without a passphrase the private
// one is not encrypted.
func NewKey(comment string, passphrase []byte) (private, public []byte, fingerprint string,
	err error) {
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, "", err
	}
	var block *pem.Block
	if len(passphrase) > 0 {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(key, comment, passphrase)
	} else {
		block, err = ssh.MarshalPrivateKey(key, comment)
	}
	if err != nil {
		return nil, nil, "", err
	}
	half, err := ssh.NewPublicKey(pub)
	if err != nil {
		return nil, nil, "", err
	}
	public = fmt.Appendf(nil, "%s %s\n", strings.TrimSpace(string(ssh.MarshalAuthorizedKey(half))),
		comment)
	return pem.EncodeToMemory(block), public, ssh.FingerprintSHA256(half), nil
}

// keyLimit is far more than any key has, in bytes.
const keyLimit = 1 << 16

func readKeyFile(file string) ([]byte, fs.FileMode, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, &fs.PathError{Op: "read", Path: file, Err: fs.ErrInvalid}
	}
	data, err := io.ReadAll(io.LimitReader(f, keyLimit))
	return data, info.Mode(), err
}

// ReadKey reads a private key from a file; ask is called for the passphrase where it has one. The
// errors are those above, a [KindError], that of ask or the system's.
func ReadKey(file string, ask func() ([]byte, error)) (Key, error) {
	data, mode, err := readKeyFile(file)
	if err != nil {
		return nil, err
	}
	if key, _, _, _, err := ssh.ParseAuthorizedKey(data); err == nil && key != nil {
		return nil, ErrPublicKey
	}
	key, err := ssh.ParsePrivateKey(data)
	locked, is := errors.AsType[*ssh.PassphraseMissingError](err)
	if is && locked.PublicKey != nil && locked.PublicKey.Type() != ssh.KeyAlgoED25519 {
		return nil, KindError(locked.PublicKey.Type())
	}
	if err != nil && !is {
		if strings.Contains(err.Error(), ssh.KeyAlgoSKED25519) || bytesHold(data, "sk-ssh") {
			return nil, KindError(ssh.KeyAlgoSKED25519)
		}
		return nil, ErrNoPrivateKey
	}
	if runtime.GOOS != "windows" && mode.Perm()&0o077 != 0 {
		return nil, ErrOpenKey
	}
	if is {
		passphrase, err := ask()
		if err != nil {
			return nil, err
		}
		if key, err = ssh.ParsePrivateKeyWithPassphrase(data, passphrase); err != nil {
			return nil, ErrPassphrase
		}
	}
	if kind := key.PublicKey().Type(); kind != ssh.KeyAlgoED25519 {
		return nil, KindError(kind)
	}
	return key, nil
}

// bytesHold says whether the body of a key names a type.
func bytesHold(data []byte, kind string) bool {
	block, _ := pem.Decode(data)
	return block != nil && strings.Contains(string(block.Bytes), kind)
}

// ErrNoPublicKey says that a file is no public key.
var ErrNoPublicKey = errors.New("this is no public key in OpenSSH's form")

// ReadPublicKey reads a file that ends with .pub: one line of OpenSSH's.
func ReadPublicKey(file string) (PublicKey, error) {
	data, _, err := readKeyFile(file)
	if err != nil {
		return nil, err
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey(data)
	if err != nil {
		return nil, ErrNoPublicKey
	}
	if kind := key.Type(); kind != ssh.KeyAlgoED25519 {
		return nil, KindError(kind)
	}
	return key, nil
}

// AgentKey gives the key with a fingerprint that an agent holds, at the address that
// SSH_AUTH_SOCK names. close lets go of the agent.
func AgentKey(address, fingerprint string) (key Key, close func() error, err error) {
	connection, err := dialAgent(address)
	if err != nil {
		return nil, nil, ErrNoAgent
	}
	keys, err := agent.NewClient(connection).Signers()
	if err != nil {
		_ = connection.Close()
		return nil, nil, ErrNoAgent
	}
	err = ErrNotInAgent
	for _, key := range keys {
		if ssh.FingerprintSHA256(key.PublicKey()) != fingerprint {
			continue
		}
		if kind := key.PublicKey().Type(); kind != ssh.KeyAlgoED25519 {
			err = KindError(kind)
			break
		}
		return key, connection.Close, nil
	}
	_ = connection.Close()
	return nil, nil, err
}
