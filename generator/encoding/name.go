package encoding

// Name is what a character is called, in Chinese and in English as Unicode has it.
type Name struct{ ZH, EN string }

// Name is what an odd character is called, or its kind where that says more.
func (o Odd) Name() Name {
	switch r := o.Char; {
	case names[r] != Name{}:
		return names[r]
	case o.Rule == "character-private":
		return Name{"自造字", "private-use character"}
	case 0x2f00 <= r && r <= 0x2fdf:
		return Name{"康熙部首", "Kangxi radical"}
	case r < 0x2f00:
		return Name{"部首符号", "CJK radical"}
	}
	return Name{"兼容汉字", "compatibility ideograph"}
}

// names are of those that cannot be seen.
var names = map[rune]Name{
	0x00ad: {"软连字符", "soft hyphen"},
	0x061c: {"阿拉伯文方向符", "Arabic letter mark"},
	0x180e: {"蒙古文元音分隔符", "Mongolian vowel separator"},
	0x200b: {"零宽空格", "zero width space"},
	0x200c: {"零宽不连字符", "zero width non-joiner"},
	0x200d: {"零宽连字符", "zero width joiner"},
	0x200e: {"从左到右标记", "left-to-right mark"},
	0x200f: {"从右到左标记", "right-to-left mark"},
	0x202a: {"从左到右嵌入符", "left-to-right embedding"},
	0x202b: {"从右到左嵌入符", "right-to-left embedding"},
	0x202c: {"方向结束符", "pop directional formatting"},
	0x202d: {"从左到右强制符", "left-to-right override"},
	0x202e: {"从右到左强制符", "right-to-left override"},
	0x2060: {"词连接符", "word joiner"},
	0x2066: {"从左到右隔离符", "left-to-right isolate"},
	0x2067: {"从右到左隔离符", "right-to-left isolate"},
	0x2068: {"自动方向隔离符", "first strong isolate"},
	0x2069: {"隔离结束符", "pop directional isolate"},
	0xfeff: {"零宽不换行空格", "zero width no-break space"},
	0xfffd: {"替换符", "replacement character"},
}
