package form

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/document"
	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/personal"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// mostImports is how many files may wait to be confirmed.
const mostImports = 4

// incoming is a file that was read and is not yet a part of the register. It is in memory alone:
// what is answered is in its page, and goes over the text again.
type incoming struct {
	id, name string
	input    *importer.Input
	report   bool           // it adds to what is there
	saved    int            // the number of its save, once it was imported
	done     map[string]any // what its page shows then
}

// asking is a question with the inputs that answer it.
type asking struct {
	notice.Asked
	Inputs []*input
	Open   bool // not answered
	said   string
	given  bool
}

// importing takes a file, asks what it leaves open, and writes it once that is confirmed.
func (f *Form) importing(w http.ResponseWriter, r *http.Request, p page) {
	i := slices.IndexFunc(f.imports, func(in *incoming) bool { return in.id == p.rest })
	switch {
	case p.rest == "" && p.sent == nil:
		f.offer(w, http.StatusOK, "")
	case p.rest == "":
		f.takeFile(w, r.Context(), p.files["file"], p.sent.Get("kind"))
	case i < 0:
		f.refuse(w, http.StatusNotFound, "import-gone")
	case f.imports[i].done != nil:
		f.page(w, http.StatusOK, "imported.html", f.imports[i].done)
	case f.imports[i].report:
		f.report(w, r.Context(), f.imports[i], p.sent)
	default:
		f.understood(w, r.Context(), f.imports[i], p.sent)
	}
}

func (f *Form) takeFile(w http.ResponseWriter, ctx context.Context, file upload,
	kind string) {
	name := path.Base(strings.ReplaceAll(file.name, `\`, "/"))
	if file.name == "" {
		f.offer(w, http.StatusUnprocessableEntity, f.say("import-none"))
		return
	}
	input, err := importer.Open(ctx, name, file.data, document.Installed())
	if u, is := errors.AsType[*document.Unreadable](err); is {
		text, fix := u.Sentences(f.options.Language)
		f.offer(w, http.StatusUnprocessableEntity, name+f.say("colon")+text+f.say("semicolon")+fix)
		return
	}
	if err != nil {
		f.offer(w, http.StatusInternalServerError, f.say("system", f.reason(err)))
		return
	}
	in := &incoming{id: rand.Text(), name: name, input: input,
		report: kind == "report" || input.Ledger != nil}
	switch {
	case in.report && f.empty():
		f.offer(w, http.StatusUnprocessableEntity, f.say("report-empty"))
		return
	case !in.report && len(notice.Understand(input.Source).Findings) == 0:
		f.offer(w, http.StatusUnprocessableEntity, f.say("import-nothing", name))
		return
	}
	f.imports = append(f.imports, in)
	f.imports = f.imports[max(0, len(f.imports)-mostImports):]
	redirect(w, "import/"+in.id)
}

// understood shows what a file says and asks what it leaves open; what was sent answers that. Once
// all is answered, or the rest is put off, it is written.
func (f *Form) understood(w http.ResponseWriter, ctx context.Context, in *incoming,
	sent url.Values) {
	n := notice.Understand(in.input.Source)
	questions, wrong := f.answer(n, sent)
	plan, err := f.plan(n)
	data := map[string]any{"Title": f.say("import-of", in.name), "Action": Prefix + "import/" + in.id}
	open := slices.ContainsFunc(questions, func(q *asking) bool { return q.Open })
	status := http.StatusOK
	switch {
	case err != nil:
		status, data["Note"] = http.StatusConflict, f.say("unsaved", f.reason(err))
	case plan.Known && plan.Partial():
		status, data["Note"] = http.StatusConflict, f.say("import-part", plan.Covered, plan.Findings)
	case sent == nil:
	case wrong, open && (plan.Known || sent.Get("do") != "later"):
		status, data["Note"] = http.StatusUnprocessableEntity, f.say("import-open")
		data["Later"] = !wrong && !plan.Known // what is empty would take the place of what is there
	default:
		if err = f.write(in, plan, n); err == nil {
			in.done = f.imported(ctx, in, n, plan)
			redirect(w, "import/"+in.id)
			return
		}
		status, data["Note"] = http.StatusConflict, f.say("unsaved", f.reason(err))
	}
	f.describeImport(data, n, plan, questions)
	data["Rest"] = sent.Get("rest")
	f.page(w, status, "questions.html", data)
}

// asks are the questions of a notice, and those for summaries that it gives nothing for.
func (f *Form) asks(n *notice.Import) []notice.Asked {
	all := n.Asked(f.options.Language)
	for _, finding := range importer.Unsummarised(n) {
		all = append(all, notice.Asked{Rule: "summary-missing", Finding: finding,
			Sentence: f.say("summary-missing", finding.Title), Paragraph: n.Account(finding),
			Fields: []notice.Field{{Key: "summary"}}})
	}
	return all
}

// answer gives the import what was sent, and says whether some of it cannot be an answer. A status
// that was given may leave more open: then that is asked behind the rest.
func (f *Form) answer(n *notice.Import, sent url.Values) (questions []*asking, wrong bool) {
	used := map[string]bool{} // names of inputs
	for pass := range 2 {
		for _, a := range f.asks(n) {
			if a.Rule == "rest-against" || slices.ContainsFunc(questions, func(q *asking) bool {
				return q.Rule == a.Rule && q.Finding == a.Finding && q.said == a.Sentence
			}) {
				continue
			}
			q := &asking{Asked: a, said: a.Sentence}
			q.Sentence, q.Paragraph = personal.Mask(q.Sentence), personal.Mask(q.Paragraph)
			questions = append(questions, q)
			for _, field := range a.Fields {
				name := "f" + strconv.Itoa(slices.Index(n.Findings, a.Finding)) + "." + field.Key
				if !used[name] {
					q.Inputs = append(q.Inputs, f.asked(name, field, sent))
				}
				used[name] = true
			}
		}
		for _, q := range questions {
			wrong = !f.give(n, q, sent) || wrong
		}
		if rest := sent.Get("rest"); pass == 0 && slices.Contains(notice.RestStatuses(), rest) {
			n.Answer(register.Status(rest))
		}
	}
	left := f.asks(n)
	for _, q := range questions {
		i := slices.IndexFunc(left, func(a notice.Asked) bool {
			return a.Finding == q.Finding && slices.Equal(answersOf(a), answersOf(q.Asked))
		})
		if i >= 0 && len(q.Inputs) > 0 && left[i].Rule == "rest-against" {
			q.Inputs[0].Problems = []string{f.say("answer-against")}
		}
		q.Open = sent != nil && len(q.Inputs) > 0 && !q.Optional && i >= 0
	}
	return questions, wrong
}

// formOf is what an answer has to look like.
var formOf = map[string]string{"completed": "date", "deadline": "day", "phone": "phone"}

// give takes what was sent for a question, once; false where it cannot be an answer.
func (f *Form) give(n *notice.Import, q *asking, sent url.Values) bool {
	right := true
	for _, in := range q.Inputs {
		value := in.Value
		if in.Unstated && value == "" {
			value = register.NotStated
		}
		value = cmp.Or(register.CanonicalText(formOf[in.Key], value), value)
		if !q.given && sent.Has(in.Name) && !n.Give(q.Asked, in.Key, value) {
			in.Problems, right = []string{f.say("answer-" + in.Key)}, false
		}
	}
	q.given = true
	return right
}

func answersOf(a notice.Asked) []string {
	var keys []string
	for _, field := range a.Fields {
		keys = append(keys, field.Key)
	}
	return keys
}

// asked gives the input that answers a question.
func (f *Form) asked(name string, field notice.Field, sent url.Values) *input {
	in := &input{Name: name, Key: field.Key, Label: f.labelOf(field.Key), Kind: "text",
		Value: field.Likely, MayLack: field.MayLack}
	if in.Unstated = field.Likely == register.NotStated; in.Unstated {
		in.Value = ""
	}
	if sent.Has(name) {
		in.Value, in.Unstated = sent.Get(name), sent.Get(unstatedName+name) == "true"
	}
	switch field.Key {
	case "status":
		in.Kind = "choice"
		in.Options = f.statuses(in.Value)
	case "reason", "next", "summary":
		in.Kind = "lines"
	case "phone":
		in.Help = f.say("phone-help")
	case "completed", "deadline":
		in.Help = f.say("date-help")
	}
	return in
}

func (f *Form) statuses(value string) []option {
	all := []option{{Label: f.say("choose-none"), Chosen: value == ""}}
	for _, s := range register.Statuses() {
		all = append(all, option{Value: string(s), Label: s.Label(f.options.Language),
			Chosen: string(s) == value})
	}
	return all
}

// labelOf is what a key is called, of whatever text it is.
func (f *Form) labelOf(key string) string {
	for _, of := range []string{"finding", "inspection", "contact"} {
		for _, k := range register.Keys(of) {
			if k.Name == key {
				return k.Label(f.options.Language)
			}
		}
	}
	return key
}

// plan looks what a notice becomes. An inspection of the same year with another title and another
// body is another one.
func (f *Form) plan(n *notice.Import) (*importer.Plan, error) {
	plan, err := importer.New(f.options.Folder, "", n)
	for next := 2; err == nil && plan.Known && plan.Title != n.Inspection.Title &&
		plan.Body != n.Inspection.Body; next++ {
		slug := strings.TrimSuffix(plan.Slug, "-"+strconv.Itoa(next-1))
		plan, err = importer.New(f.options.Folder, slug+"-"+strconv.Itoa(next), n)
	}
	return plan, err
}

// write puts the import into the register in one transaction.
func (f *Form) write(in *incoming, plan *importer.Plan, n *notice.Import) error {
	if err := f.locked(in, plan); err != nil {
		return err
	}
	var report bytes.Buffer
	n.Report(&report, f.options.Language)
	_, _ = plan.KeepReport([]byte(personal.Mask(report.String()))) // for those who look it up
	return nil
}

// locked writes while no other import does; it can be undone as a save can.
func (f *Form) locked(in *incoming, plan interface {
	Write() error
	Transaction() []source.File
},
) error {
	unlock, err := importer.Lock(f.options.Folder)
	if err != nil {
		return err
	}
	defer unlock()
	if err := plan.Write(); err != nil {
		return err
	}
	whole, _ := targetOf(source.ContentDir + "/_index.md")
	f.remember(&save{target: whole, name: in.name, files: plan.Transaction()})
	in.saved = f.saves[len(f.saves)-1].number
	return nil
}
