package register

import "cmp"

// Contact is how to reach a body. Phone has its area code: 0595-28008990.
type Contact struct {
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Address  string `json:"address,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Hours    string `json:"hours,omitempty"`
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
