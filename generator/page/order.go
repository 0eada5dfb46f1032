package page

import (
	"cmp"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// Order is one way in which a list is put, each a page of its own.
type Order struct {
	By      string `json:"by"` // number or deadline: i18n order_…
	URL     string `json:"url"`
	Current bool   `json:"current"` // of the page that this is on
}

type order struct {
	by       string
	url      string
	findings []*register.Finding
}

// orders gives a list in the notice's order and, where there is something to choose between, by
// deadline. Ids hold no _, so no other page can have the second address.
//
// The order by deadline is that of the dates themselves, so that it holds on every day: the
// earliest promise that is still open first; then what is done, and last what has no date.
func (p *Planner) orders(url string, findings []*register.Finding) []order {
	orders := []order{{"number", url, findings}}
	due := 0
	for _, f := range findings {
		if p.snapshot.State(f).Due != 0 {
			due++
		}
	}
	if due < 2 {
		return orders
	}
	sorted := slices.Clone(findings)
	rank := func(f *register.Finding) (int, register.Day) {
		switch due := p.snapshot.State(f).Due; {
		case due == 0:
			return 2, due
		case f.Status == register.Completed:
			return 1, due
		default:
			return 0, due
		}
	}
	slices.SortStableFunc(sorted, func(a, b *register.Finding) int {
		x, due := rank(a)
		y, other := rank(b)
		return cmp.Or(x-y, int(due-other))
	})
	url = strings.TrimSuffix(url, ".html") + "_deadline.html"
	return append(orders, order{"deadline", url, sorted})
}

// views gives the orders as one of their pages links to them; none where there is no choice.
func (o order) views(orders []order) []Order {
	if len(orders) < 2 {
		return nil
	}
	var views []Order
	for _, other := range orders {
		views = append(views, Order{other.by, other.url, other.by == o.by})
	}
	return views
}

// canonical is the address of the list that this one only puts in another order; empty for the
// notice's order itself.
func (o order) canonical(orders []order) string {
	if o.by == orders[0].by {
		return ""
	}
	return orders[0].url
}
