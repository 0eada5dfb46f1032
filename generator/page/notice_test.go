package page

import (
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// twoFolders is base with a second category, whose only finding names a file as bills does.
var twoFolders = strings.Replace(base, "next: Hire.", `next: Hire.
measures:
  - text: See [the list](list.txt).
evidence:
  - title: The list
    file: list.txt`, 1) + `
-- content/audit/money/list.txt --
bills
-- content/audit/people/_index.md --
---
title: People
weight: 1
---
People *first*.
-- content/audit/people/list.txt --
posts
-- content/audit/people/posts.md --
---
title: Posts
number: "3"
weight: 1
summary: Posts are filled.
status: completed
basis: inferred
evidence:
  - title: The list
    file: list.txt
---
Filled, **“all”**of them: [the list](list.txt).
`

// planSmall plans pages as if one page showed only so many findings whole.
func planSmall(t *testing.T, r *register.Register, whole int) map[string]Page {
	t.Helper()
	today, err := register.ParseDay("2024-01-01")
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlanner(r.AsOf(today), register.Files{
		"content/audit/money/list.txt":  {URL: "files/1.txt"},
		"content/audit/people/list.txt": {URL: "files/2.txt"},
	})
	p.whole = whole
	pages, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	byURL := map[string]Page{}
	for _, page := range pages {
		byURL[page.URL] = page
	}
	return byURL
}

// ids gives the findings that a page of a notice shows whole.
func ids(n Notice) []string {
	var ids []string
	for _, c := range n.Chapters {
		for _, s := range c.Passages {
			for _, i := range s.Items {
				ids = append(ids, i.ID)
			}
		}
	}
	return ids
}

func TestNoticeHoldsEveryFindingWholeInItsOrder(t *testing.T) {
	page := planSmall(t, read(t, twoFolders), 3)["audit/notice.html"]
	n := params[Notice](t, page)
	if got := ids(n); !slices.Equal(got, []string{"bills", "rent", "posts"}) || !n.Whole {
		t.Fatalf("findings %q, whole %v", got, n.Whole)
	}
	bills := n.Chapters[0].Passages[0]
	if bills.Title != "Spending" || bills.ID != "money_spending" || len(n.Chapters) != 2 ||
		n.Chapters[0].Passages[1].Title != "" {
		t.Errorf("chapters %+v", n.Chapters)
	}
	posts := n.Chapters[1].Passages[0].Items[0]
	if posts.Body != "Filled, **“all”**\\ of them: [the list](list.txt).\n" {
		t.Errorf("body %q", posts.Body)
	}
	if len(n.Unfinished) != 1 || n.Unfinished[0].ID != "bills" || n.AsOf != "2024-01-01" {
		t.Errorf("unfinished %+v as of %q", n.Unfinished, n.AsOf)
	}
}

func TestNoticeTellsFilesOfOneNameApart(t *testing.T) {
	n := params[Notice](t, planSmall(t, read(t, twoFolders), 3)["audit/notice.html"])
	for _, want := range []Destination{
		{"list.txt", "../files/1.txt", "bills", "The list.txt"},
		{"list.txt", "../files/2.txt", "posts", "The list.txt"},
	} {
		if !slices.Contains(n.Links, want) {
			t.Errorf("no %v in %v", want, n.Links)
		}
	}
}

func TestNoticeOfTooManyFindingsIsSplit(t *testing.T) {
	pages := planSmall(t, read(t, twoFolders), 1)
	contents := params[Notice](t, pages["audit/notice.html"])
	if contents.Whole || len(ids(contents)) > 0 || len(contents.Chapters) != 2 ||
		contents.Chapters[1].URL != "audit/notice_people.html" {
		t.Errorf("contents %+v", contents.Chapters)
	}
	for url, want := range map[string]string{
		"audit/notice_money.html": "bills", "audit/notice_money_2.html": "rent",
		"audit/notice_people.html": "posts",
	} {
		n := params[Notice](t, pages[url])
		if got := ids(n); !slices.Equal(got, []string{want}) ||
			n.Contents != "audit/notice.html" {
			t.Errorf("%s: findings %q, contents %q", url, got, n.Contents)
		}
	}
	first := params[Notice](t, pages["audit/notice_money.html"])
	if first.Pager.Next != "audit/notice_money_2.html" || first.Pager.Pages != 2 {
		t.Errorf("pager %+v", first.Pager)
	}
}

func TestNoticeHoldsNoDayWhereNothingDependsOnIt(t *testing.T) {
	text := strings.NewReplacer("report_every: P3M\n", "", "status: in-progress",
		"status: closed", "  date: 2023-12-31\n", "", "deadline:\n", "", "next: Hire.\n", "").
		Replace(base)
	updates, rest, _ := strings.Cut(text, "updates:")
	text = updates + rest[strings.Index(rest, "---\n"):]
	n := params[Notice](t, plan(t, read(t, text), "2024-01-01")["audit/notice.html"])
	if n.AsOf != "" {
		t.Errorf("as of %q", n.AsOf)
	}
}
