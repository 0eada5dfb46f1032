// Package sign lets anyone check that a site is what its office published: [Sums] are the digests
// of its files, as sha256sum reads them; the signature over them is an SSHSIG, as ssh-keygen reads
// it; a transparency log (C2SP tlog-tiles) holds one entry for each signed release, so that none
// can be taken back unseen. [Prove] adds all of that to a site that is built, [Release] signs one,
// [Check] verifies one that lies in a folder, in a zip or on a server.
//
// What is kept of it lies in record/ of the source, and is the only copy: the sums that were signed
// last, the signature over them, and of the log its entries, a line each, and its checkpoint.
// Everything else that is published of the log follows from its entries.
//
// The package does not know what a register is, nor what the files of a site say. It signs with
// Ed25519 alone, and has no cryptography of its own. It keeps no keys.
package sign
