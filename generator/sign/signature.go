package sign

import (
	"bytes"
	"crypto/rand"
	"crypto/sha512"
	"encoding/pem"
	"errors"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Namespace keeps a signature over a site from being taken for one over anything else.
const Namespace = "gongshi"

const (
	pemType    = "SSH SIGNATURE"
	magic      = "SSHSIG"
	hashName   = "sha512"
	sigVersion = 1
)

// The reasons why a signature proves nothing.
var (
	ErrNoSignature    = errors.New("this is no signature of ssh-keygen's")
	ErrNamespace      = errors.New("the signature is for something else")
	ErrOtherKind      = errors.New("the signature is not made with an ed25519 key")
	ErrWrongSignature = errors.New("the signature is of something else")
)

// sshSignature is the blob of OpenSSH's PROTOCOL.sshsig.
type sshSignature struct {
	Magic     [len(magic)]byte
	Version   uint32
	PublicKey string
	Namespace string
	Reserved  string
	Hash      string
	Signature string
}

// message is what is signed: not the bytes, but their digest with its purpose.
func message(data []byte) []byte {
	sum := sha512.Sum512(data)
	return ssh.Marshal(struct {
		Magic                           [len(magic)]byte
		Namespace, Reserved, Hash, Data string
	}{[len(magic)]byte([]byte(magic)), Namespace, "", hashName, string(sum[:])})
}

// signatureOver signs bytes as `ssh-keygen -Y sign -n gongshi` does.
func signatureOver(data []byte, key Key) ([]byte, error) {
	made, err := key.Sign(rand.Reader, message(data))
	if err != nil {
		return nil, err
	}
	blob := ssh.Marshal(sshSignature{[len(magic)]byte([]byte(magic)), sigVersion,
		string(key.PublicKey().Marshal()), Namespace, "", hashName, string(ssh.Marshal(made))})
	return pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: blob}), nil
}

// verifySignature gives the key that a signature over bytes was made with; also with
// [ErrWrongSignature], since somebody may then compare it.
func verifySignature(data, signature []byte) (ssh.PublicKey, error) {
	block, _ := pem.Decode(signature)
	var s sshSignature
	if block == nil || block.Type != pemType || !isPlain(block, signature) ||
		ssh.Unmarshal(block.Bytes, &s) != nil ||
		string(s.Magic[:]) != magic || s.Version != sigVersion {
		return nil, ErrNoSignature
	}
	var made ssh.Signature
	key, err := ssh.ParsePublicKey([]byte(s.PublicKey))
	if err != nil || ssh.Unmarshal([]byte(s.Signature), &made) != nil {
		return nil, ErrNoSignature
	}
	switch {
	case key.Type() != ssh.KeyAlgoED25519 || made.Format != ssh.KeyAlgoED25519:
		return nil, ErrOtherKind
	case s.Namespace != Namespace || s.Reserved != "":
		return nil, ErrNamespace
	case s.Hash != hashName || key.Verify(message(data), &made) != nil:
		return key, ErrWrongSignature
	}
	return key, nil
}

// isPlain says whether a text is a block and nothing else, however its lines are wrapped.
func isPlain(block *pem.Block, text []byte) bool {
	unwrapped := func(text []byte) string { return strings.Join(strings.Fields(string(text)), "") }
	return unwrapped(pem.EncodeToMemory(block)) == unwrapped(text) &&
		bytes.HasSuffix(text, []byte("\n"))
}
