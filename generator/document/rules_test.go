package document

// Whys are all reasons.
func Whys() []Why {
	return []Why{Chrome, Script, Comment, Header, Deleted, Hidden, Struck, Markup, Repeated, PageNumber}
}

// RemarkRules are all of them.
func RemarkRules() []RemarkRule {
	return []RemarkRule{RemarkEncoding, RemarkWrapped, RemarkImages, RemarkEmbedded,
		RemarkConverted, RemarkAlike, RemarkBeside}
}

// UnreadableRules are all of them.
func UnreadableRules() []UnreadableRule {
	return []UnreadableRule{FormatUnknown, EncodingUnknown, FileLarge, FileDamaged, Encrypted,
		NoDocument, NoText, SourceLong,
		ZipEntries, ZipRatio, ZipName, ZipTwice, PartLarge, PartDeep, PartFull,
		PartDTD, ConverterMissing, ConverterBroken, ConverterFailed, ConverterSlow}
}
