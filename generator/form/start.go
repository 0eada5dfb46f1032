package form

import (
	"errors"
	"io/fs"
	"net/http"

	"gongshi/generator/source"
)

// empty says whether the source holds no register, nor the beginning of one.
func (f *Form) empty() bool {
	for _, name := range []string{source.ConfigFile, source.ContentDir} {
		if _, err := f.options.Folder.Root().Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}

// start offers a register where there is none: imported, or new.
func (f *Form) start(w http.ResponseWriter, _ *http.Request, p page) {
	data := map[string]any{"Title": f.say("start"), "Dir": f.options.Folder.Dir(), "Empty": true}
	if !f.empty() {
		redirect(w, "")
		return
	}
	if p.sent == nil {
		f.page(w, http.StatusOK, "import.html", data)
		return
	}
	files, err := f.options.Site.Starter()
	if err == nil {
		err = f.options.Folder.Commit(files)
	}
	if err != nil {
		data["Problem"] = f.say("unsaved", f.reason(err))
		f.page(w, http.StatusConflict, "import.html", data)
		return
	}
	redirect(w, "")
}
