package form

import (
	"errors"
	"io/fs"
	"net/http"

	"gongshi/generator/source"
)

// empty says whether the source holds no register, nor the beginning of one.
func (f *Form) empty() bool {
	_, err := f.options.Folder.Root().Lstat(source.ConfigFile)
	return errors.Is(err, fs.ErrNotExist) && len(f.targets()) == 0
}

// start offers a register where there is none: imported, or new.
func (f *Form) start(w http.ResponseWriter, _ *http.Request, p page) {
	switch {
	case !f.empty():
		redirect(w, "")
		return
	case p.sent == nil:
		f.offer(w, http.StatusOK, "")
		return
	}
	files, err := f.options.Site.Starter()
	if err == nil {
		err = f.options.Folder.Commit(files)
	}
	if err != nil {
		f.offer(w, http.StatusConflict, f.say("unsaved", f.reason(err)))
		return
	}
	redirect(w, "")
}

// offer asks for a file to be imported; where there is no register, it offers a new one too.
func (f *Form) offer(w http.ResponseWriter, status int, problem string) {
	data := map[string]any{"Title": f.say("import"), "Problem": problem, "Empty": f.empty()}
	if f.empty() {
		data["Title"], data["Dir"] = f.say("start"), f.options.Folder.Dir()
	}
	f.page(w, status, "import.html", data)
}
