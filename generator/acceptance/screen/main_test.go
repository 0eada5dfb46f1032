package screen

import (
	"testing"

	"gongshi/generator/acceptance/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }
