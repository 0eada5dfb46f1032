package notice_test

import (
	"strings"
	"testing"
	"time"

	"gongshi/generator/document"
	"gongshi/generator/notice"
)

// The longest notices have 200 kB. What is longer, or was made to be slow, is read all the same.
func TestALongTextIsUnderstoodInTime(t *testing.T) {
	for name, line := range map[string]string{
		"beginnings": "1. 甲\n", "clauses": "一是开会；1、发文，整改情况：", "brackets": "（（【整改",
		"dates": "2023年2月30日", "cells": "问题 | 整改情况 | 状态\n", "spaces": "　 一、 ",
		"findings": "1.关于档案不全的问题\n整改情况：一是补。二是查。\n",
	} {
		s := &document.Source{Name: "notice.txt"}
		for n, text := range strings.Split(strings.Repeat(line, 200_000/len(line)), "\n") {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			b := document.Block{Text: text, Place: document.Place{Unit: document.Line, Number: n + 1}}
			if strings.Contains(text, " | ") {
				b.Cells, b.Table = strings.Split(text, " | "), 1
			}
			s.Blocks = append(s.Blocks, b)
		}
		begun := time.Now()
		i := notice.Understand(s)
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s: %d blocks, %d findings in %v", name, len(s.Blocks), len(i.Findings), took)
		} else {
			t.Logf("%s: %d blocks, %d findings in %v", name, len(s.Blocks), len(i.Findings), took)
		}
	}
}
