package register

import (
	"cmp"
	"strings"
)

// Contact is how to reach a body. Phone has its area code: 0595-28008990; several have 、 between
// them.
type Contact struct {
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Address  string `json:"address,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Hours    string `json:"hours,omitempty"`
}

// Phones gives the telephone numbers one by one.
func (c Contact) Phones() []string {
	if c.Phone == "" {
		return nil
	}
	return strings.Split(c.Phone, phoneAnd)
}

// Or fills what c leaves open from d.
func (c Contact) Or(d Contact) Contact {
	return Contact{
		Phone:    cmp.Or(c.Phone, d.Phone),
		Email:    cmp.Or(c.Email, d.Email),
		Address:  cmp.Or(c.Address, d.Address),
		Postcode: cmp.Or(c.Postcode, d.Postcode),
		Hours:    cmp.Or(c.Hours, d.Hours),
	}
}
