//go:build !unix

package main

import "runtime/metrics"

// peak gives what the Go runtime has asked the system for, in bytes: of that it gives little back.
func peak() int64 {
	all := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(all)
	if all[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(all[0].Value.Uint64())
}
