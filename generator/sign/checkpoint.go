package sign

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the state of a log: C2SP tlog-checkpoint, a signed note.
type Checkpoint struct {
	Origin string // of the log, the same for ever
	tlog.Tree
}

// ErrNoCheckpoint says that a text is no checkpoint.
var ErrNoCheckpoint = errors.New("this is no checkpoint")

// Origin names the log of a register, by the register's identity.
func Origin(identity string) string {
	sum := sha256.Sum256([]byte(identity))
	return "gongshi/" + hex.EncodeToString(sum[:16])
}

func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.N, c.Hash)
}

// ReadCheckpoint reads the text of a checkpoint; whose it is, its signatures tell: see
// [openCheckpoint].
func ReadCheckpoint(signed []byte) (Checkpoint, error) {
	var c Checkpoint
	text, _, cut := strings.Cut(string(signed), "\n\n")
	lines := strings.SplitN(text, "\n", 4)
	if !cut || len(lines) < 3 || lines[0] == "" {
		return c, ErrNoCheckpoint
	}
	n, err := strconv.ParseInt(lines[1], 10, 64)
	hash, wrong := tlog.ParseHash(lines[2])
	if err != nil || wrong != nil || n < 0 || strconv.FormatInt(n, 10) != lines[1] {
		return c, ErrNoCheckpoint
	}
	return Checkpoint{lines[0], tlog.Tree{N: n, Hash: hash}}, nil
}

// openCheckpoint reads a checkpoint that a key has signed under the name of its log.
func openCheckpoint(signed []byte, key PublicKey) (Checkpoint, error) {
	c, err := ReadCheckpoint(signed)
	if err != nil {
		return c, err
	}
	verifier, err := verifierOf(c.Origin, key)
	if err == nil {
		_, err = note.Open(signed, note.VerifierList(verifier))
	}
	return c, err
}

// rawKey gives the 32 bytes of an ed25519 key.
func rawKey(key PublicKey) (ed25519.PublicKey, error) {
	parsed, err := ssh.ParsePublicKey(key.Marshal()) // an agent's is another type
	if err != nil {
		return nil, err
	}
	if c, ok := parsed.(ssh.CryptoPublicKey); ok {
		if raw, ok := c.CryptoPublicKey().(ed25519.PublicKey); ok {
			return raw, nil
		}
	}
	return nil, ErrOtherKind
}

func verifierOf(name string, key PublicKey) (note.Verifier, error) {
	raw, err := rawKey(key)
	if err != nil {
		return nil, err
	}
	text, err := note.NewEd25519VerifierKey(name, raw)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(text)
}

// noteSigner signs notes with a key that may lie in an agent.
type noteSigner struct {
	note.Verifier // of its name
	sign          func(text []byte) ([]byte, error)
}

func (s noteSigner) Sign(text []byte) ([]byte, error) { return s.sign(text) }

func rawSignature(key Key, data []byte) ([]byte, error) {
	made, err := key.Sign(rand.Reader, data)
	if err != nil {
		return nil, err
	}
	return made.Blob, nil
}

// signed signs a checkpoint under the name of its log.
func (c Checkpoint) signed(key Key) ([]byte, error) {
	verifier, err := verifierOf(c.Origin, key.PublicKey())
	if err != nil {
		return nil, err
	}
	sign := func(text []byte) ([]byte, error) { return rawSignature(key, text) }
	return note.Sign(&note.Note{Text: c.text()}, noteSigner{verifier, sign})
}

// A cosigner is another office, that has seen a checkpoint: C2SP tlog-cosignature, version 1. What
// it signs is the checkpoint and a time.
type cosigner struct {
	name string
	raw  ed25519.PublicKey
	at   *time.Time // of the signature that was verified
}

const (
	cosignatureKind = 4
	cosignerPrefix  = "gongshi.cosigner/"
)

func cosignerOf(key PublicKey) (cosigner, error) {
	raw, err := rawKey(key)
	sum := sha256.Sum256(key.Marshal())
	name := cosignerPrefix + base64.RawURLEncoding.EncodeToString(sum[:])
	return cosigner{name, raw, &time.Time{}}, err
}

func (c cosigner) Name() string { return c.name }

func (c cosigner) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(c.name+"\n\x04"), c.raw...))
	return binary.BigEndian.Uint32(sum[:])
}

func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	at := int64(binary.BigEndian.Uint64(signature))
	*c.at = time.Unix(at, 0)
	return ed25519.Verify(c.raw, cosigned(text, at), signature[8:])
}

func cosigned(text []byte, at int64) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", at, text)
}

// Cosign adds the signature of another office to a checkpoint, and keeps those that it has.
func Cosign(signed []byte, key Key, at time.Time) ([]byte, error) {
	if _, err := ReadCheckpoint(signed); err != nil {
		return nil, err
	}
	n, err := note.Open(signed, note.VerifierList())
	if unknown, is := errors.AsType[*note.UnverifiedNoteError](err); is {
		n, err = unknown.Note, nil
	}
	if err != nil {
		return nil, err
	}
	who, err := cosignerOf(key.PublicKey())
	if err != nil {
		return nil, err
	}
	return note.Sign(n, noteSigner{who, func(text []byte) ([]byte, error) {
		made, err := rawSignature(key, cosigned(text, at.Unix()))
		return append(binary.BigEndian.AppendUint64(nil, uint64(at.Unix())), made...), err
	}})
}

// cosignedAt says when the holder of a key has co-signed a checkpoint; false where it has not.
func cosignedAt(signed []byte, key PublicKey) (time.Time, bool) {
	who, err := cosignerOf(key)
	if err == nil {
		_, err = note.Open(signed, note.VerifierList(who))
	}
	return *who.at, err == nil
}
