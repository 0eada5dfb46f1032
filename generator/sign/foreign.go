package sign

import (
	"context"
	"path"
	"slices"
	"strings"
)

// What a deployment keeps beside the site at its target; the room deploy writes them.
const (
	DeployedFile  = ".gongshi-deploy.json"
	DeployingFile = ".gongshi-deploy.journal"
)

// foreign names what is in a copy and not in its sums; what is missing may be among it under
// another name: in other letters, in another encoding, in another folder.
func (k *checking) foreign(ctx context.Context) error {
	names, ok, err := k.list()
	if !ok {
		k.remark(Unlisted, "")
	}
	slices.Sort(names)
	proving := k.proving(ctx)
	for _, name := range names {
		if _, known := k.sums[name]; known || proving[name] ||
			name == DeployedFile || name == DeployingFile {
			continue
		}
		rule := Foreign
		if isLitter(name) {
			rule = Litter
		}
		if len(k.lost) > 0 {
			if was := k.formerly(ctx, name); was != "" {
				k.fault(Renamed, was, name)
				continue
			}
		}
		k.fault(rule, name, "")
	}
	for _, names := range k.lost {
		for _, name := range names {
			k.fault(Missing, name, "")
		}
	}
	return err
}

// proving gives the names of the proof: of the log those that its checkpoint counts.
func (k *checking) proving(ctx context.Context) map[string]bool {
	names := map[string]bool{SumsFile: true, SignatureFile: true}
	signed, err := k.read(ctx, CheckpointFile, proofLimit)
	if err != nil {
		return names
	}
	names[CheckpointFile] = true
	c, _ := ReadCheckpoint(signed)
	for _, t := range tilesOf(min(c.N, mostEntries)) {
		names[path.Join(LogDir, tilePath(t))] = true
	}
	return names
}

// formerly gives the name under which a file is missing.
func (k *checking) formerly(ctx context.Context, name string) string {
	digest, _, err := k.digest(ctx, name)
	names := k.lost[digest]
	if err != nil || len(names) == 0 {
		return ""
	}
	n := max(0, slices.IndexFunc(names, func(was string) bool {
		return strings.EqualFold(path.Base(was), path.Base(name))
	}))
	was := names[n]
	if names = slices.Delete(names, n, n+1); len(names) == 0 {
		delete(k.lost, digest)
	} else {
		k.lost[digest] = names
	}
	return was
}

// isLitter knows what systems leave in folders and zips.
func isLitter(name string) bool {
	base := strings.ToLower(path.Base(name))
	return strings.HasPrefix(base, "._") || strings.HasPrefix(name, "__MACOSX/") ||
		slices.Contains([]string{".ds_store", "thumbs.db", "desktop.ini"}, base)
}
