package sign

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"time"

	"golang.org/x/crypto/ssh"
)

// proof holds the sums against their signature, and both against the log.
func (k *checking) proof(ctx context.Context, sums []byte) {
	signature, err := k.read(ctx, SignatureFile, proofLimit)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNoFile) {
		if k.Key != "" || k.Since != nil || k.Cosigner != nil {
			k.fault(SignatureMissing, SignatureFile, "")
		}
		k.remark(Unsigned, "")
		return
	}
	if err != nil {
		k.fault(Unread, SignatureFile, err.Error())
		return
	}
	key, err := verifySignature(sums, signature)
	if key != nil {
		k.report.Signer = ssh.FingerprintSHA256(key)
	}
	switch {
	case errors.Is(err, ErrOtherKind):
		k.fault(SignatureKind, SignatureFile, "")
	case errors.Is(err, ErrNamespace):
		k.fault(SignatureOther, SignatureFile, "")
	case errors.Is(err, ErrWrongSignature):
		k.fault(SignatureWrong, SignatureFile, "")
	case err != nil:
		k.fault(SignatureBroken, SignatureFile, "")
	case k.Key == "":
		k.remark(KeyUnknown, k.report.Signer)
	case k.Key != k.report.Signer:
		k.fault(KeyOther, SignatureFile, k.report.Signer)
	}
	if err == nil {
		k.history(ctx, key, sums)
	}
}

// history finds this release in the log, and proves that the log only grew.
func (k *checking) history(ctx context.Context, key PublicKey, sums []byte) {
	signed, err := k.read(ctx, CheckpointFile, proofLimit)
	if errors.Is(err, fs.ErrNotExist) {
		k.fault(LogMissing, CheckpointFile, "")
		return
	}
	if err != nil {
		k.fault(Unread, CheckpointFile, err.Error())
		return
	}
	c, err := openCheckpoint(signed, key)
	switch {
	case errors.Is(err, ErrNoCheckpoint):
		k.fault(LogBroken, CheckpointFile, err.Error())
		return
	case err != nil:
		k.fault(LogOther, CheckpointFile, "")
		return
	}
	t := tiles{ctx, func(ctx context.Context, name string) ([]byte, error) {
		return k.read(ctx, name, proofLimit)
	}}
	digest := sha256.Sum256(sums)
	at, entry, err := t.find(c.Tree, hex.EncodeToString(digest[:]))
	k.report.Releases = c.N
	switch {
	case err != nil:
		k.fault(LogBroken, LogDir, err.Error())
	case at < 0:
		k.fault(LogAbsent, LogDir, "")
	default:
		k.report.Number, k.report.Entry = at+1, &entry
		if at+1 < c.N {
			k.remark(Later, "")
		}
	}
	k.since(t, c)
	k.cosigned(signed)
}

func (k *checking) since(t tiles, now Checkpoint) {
	if k.Since == nil {
		return
	}
	earlier, err := ReadCheckpoint(k.Since)
	if err != nil {
		k.fault(SinceBroken, "", "")
		return
	}
	if err := t.extends(now.Tree, earlier.Tree); err != nil || earlier.Origin != now.Origin {
		k.fault(Rewritten, LogDir, "")
	}
}

func (k *checking) cosigned(signed []byte) {
	if k.Cosigner == nil {
		return
	}
	at, is := cosignedAt(signed, k.Cosigner)
	if !is {
		k.fault(Uncosigned, CheckpointFile, "")
		return
	}
	k.report.Cosigned = at.UTC().Format(time.RFC3339)
}
