package privacy

import (
	"errors"
	"io/fs"
	"strings"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// theme looks into what is published of the site's own layouts/, i18n/ and static/, and adds the
// files to those that are known; not into pictures and fonts.
func (r *reading) theme(now map[string]stamped) error {
	look := func(file string, d fs.DirEntry) error {
		name, static := strings.CutPrefix(file, source.StaticDir+"/")
		if !d.Type().IsRegular() || static && !source.Publishable(name, r.register.Config.Static) {
			return nil // which the register has reported
		}
		if static {
			r.report(file, "", inName(file))
		}
		if isPicture(file) || strings.HasPrefix(register.TypeOf(file).MIME, "font/") {
			return nil
		}
		s, all, err := r.attachment(file)
		if err == nil {
			now[file] = s
			r.report(file, "", all)
		}
		return err
	}
	return errors.Join(source.Walk(r.fsys, source.StaticDir, look),
		source.Walk(r.fsys, source.LayoutsDir, look), source.Walk(r.fsys, source.I18nDir, look))
}
