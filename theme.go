// Package gongshi holds the face that every site has until it brings its own: the layouts, the
// styles and scripts, and the words, as they were when the binary was built.
//
// It holds no code. What becomes of these files is decided in generator/render, and a site's own
// file of the same path is used in place of the one in here.
package gongshi

import "embed"

// Theme is a root with the folders layouts, static and i18n. Without "all:" the names that begin
// with _ would be left out, and the partials with them.
//
//go:embed all:layouts all:static all:i18n
var Theme embed.FS
