package importer

import (
	"context"

	"gongshi/generator/document"
	"gongshi/generator/office"
	"gongshi/generator/source"
)

// Input is a file that came from outside, as it was read.
type Input struct {
	*document.Source
	Ledger *office.Workbook // where it is one that gongshi has written, else nil
}

// Open reads a file of any format: a spreadsheet, or what [document.Read] reads. The error is
// [*document.Unreadable] or the context's.
func Open(ctx context.Context, name string, data []byte, tools document.Tools) (*Input, error) {
	if len(data) > document.Limit || !office.Reads(name, data) {
		s, err := document.Read(ctx, name, data, tools)
		return &Input{Source: s}, err
	}
	book, err := office.Open(name, data)
	if err != nil {
		return nil, err
	}
	if book.IsLedger() {
		return &Input{&document.Source{Name: name, Remarks: book.Remarks}, book}, nil
	}
	source, err := book.Source()
	return &Input{Source: source}, err
}

// Report looks what the file adds to a register as a later report, or as the ledger that it is.
func (in *Input) Report(folder *source.Folder, o ReportOptions) (*Report, error) {
	if in.Ledger != nil {
		return NewLedger(folder, o, in.Ledger)
	}
	return NewReport(folder, o, in.Source)
}
