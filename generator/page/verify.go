package page

import "gongshi/generator/register"

// Verify is verify.html, which checks a copy of the site in the browser. Nothing on it depends on
// whether the site is signed.
type Verify struct {
	Frame
	Key string `json:"key,omitempty"` // the fingerprint of the office's key
}

func (p *Planner) planVerify() {
	page := Page{URL: register.VerifyURL, Layout: "verify"}
	key := p.snapshot.Config.Sign.Key
	p.add(page, keyOf(key), func(page Page) any { return Verify{p.frame(page, p.home()), key} })
}
