package personal

import "strings"

// provinces are the short names that a plate begins with.
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

func isProvince(r rune) bool { return strings.ContainsRune(provinces, r) }

// chinaPatterns are China's kinds that are no numbers alone.
func chinaPatterns() []pattern {
	return []pattern{
		{Passport, digits, strings.Split("E护通证pe", ""), passport, compactUpper, isPassport},
		{Plate, plate, strings.Split(provinces, ""), plateForm, compactUpper, isPlate},
		{WeChat, chat, strings.Split("微薇威vVwW", ""), weChat, strings.ToLower, isWeChat},
		{Address, room, strings.Split("室房户栋幢座楼苑园寓村舍区院", ""), address, compact, isHome},
		{Name, blame, strings.Split(blameWords, "|"), blamed, compact, isName},
		{Name, blame, strings.Split(blameWords, "|"), blamedBefore, compact, isName},
	}
}

// passport is an ordinary passport: E and 8 digits, or E, a letter and 7; before, G and 8. Service,
// diplomatic and Hong Kong's and Macau's documents have other letters.
var passport = lazily(`(?:^|[^A-Za-z0-9/_-])(` +
	`[EeGgDdSsPpHhMmCcKk][ -]?[A-Za-z]?[ -]?[0-9](?:[ \v-]?[0-9]){6,9})`)

// isPassport needs a word before it of any but the usual form.
func isPassport(m match) bool {
	v := compactUpper(strings.ReplaceAll(m.found, string(softEnd), ""))
	if next := m.after; next != "" && (isASCIIAlnum(rune(next[0])) || next[0] == '-') {
		return false
	}
	n := number{before: m.before, after: m.after}
	named := passportWord().MatchString(m.near(maxContext/2, 0))
	usual := passportForm().MatchString(v) && !strings.ContainsAny(m.found, " \v-")
	return named && anyPassport().MatchString(v) || usual && !n.isReference() && !n.isAmount()
}

var (
	passportWord = lazily(`(?i)护照|通行证|回乡证|出入境证|passport`)
	passportForm = lazily(`^E([0-9]{8}|[A-HJ-NP-Z][0-9]{7})$`)
	anyPassport  = lazily(`^([EGDSP][0-9]{8}|[EDSP][A-Z][0-9]{7}|[CHMK][A-Z]?[0-9]{7,10})$`)
)

// plateForm is a licence plate by GA 36: the province, a letter, five signs, or six of a car
// without exhaust. Letters I and O are not used.
var plateForm = lazily(`([` + provinces + `][ ]?[A-HJ-NP-Za-hj-np-z](?:[ ]?[·•.・-]?[ ]?)` +
	`[A-HJ-NP-Za-hj-np-z0-9]{4,6}[警学挂港澳领试超]?)`)

func isPlate(m match) bool {
	v := []rune(compactUpper(m.found))
	if next := m.after; next != "" && (isASCIIAlnum(rune(next[0])) ||
		(next[0] == '-' || next[0] == '.') && len(next) > 1 && isDigit(next[1])) {
		return false
	}
	rest := string(v[2:])
	return plateEnd().MatchString(rest) && !plateStandard().MatchString(string(v[1:]))
}

var (
	// plateEnd has the usual five signs with at most two letters, four before a Chinese sign, or the
	// six of a new-energy car.
	plateEnd = lazily(`^([0-9]{5}|[A-Z][0-9]{4}|[0-9][A-Z][0-9]{3}|[0-9]{2}[A-Z][0-9]{2}|` +
		`[0-9]{3}[A-Z][0-9]|[0-9]{4}[A-Z]|[A-Z]{2}[0-9]{3}|[A-Z][0-9]{3}[A-Z]|[A-Z][0-9][A-Z][0-9]{2}|` +
		`[A-Z][0-9]{2}[A-Z][0-9]|[0-9]{3}[A-Z]{2}|[0-9][A-Z]{2}[0-9]{2}|[0-9]{2}[A-Z]{2}[0-9]|` +
		`[0-9][A-Z][0-9]{2}[A-Z]|[0-9]{2}[A-Z][0-9][A-Z]|[0-9][A-Z][0-9][A-Z][0-9]|` +
		`[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]|[A-Z0-9]{4,5}[警学挂港澳领试超])$`)
	plateStandard = lazily(`^(GB|DB|JG|JT|SL|HJ|CJ|GA|QB|TB|YY|NY|LY|DL|SH|SY)[0-9]`)
)

// weChat is a name in WeChat: 6 to 20 letters, digits, hyphens and underscores, or a number.
var weChat = lazily(`(?i)(?:微信|薇信|威信|v信|\bvx|\bwx|wechat|weixin)(?:号码|号|账号|帐号|名|[ ]?id|昵称)?` +
	`[ ]?(?:[:：]|[是为]|\(|（|添加)?[ ]?([a-z0-9][a-z0-9_-]{5,19})`)

// isWeChat leaves out words of English, and what is called a number's or a public account's.
func isWeChat(m match) bool {
	before := m.near(24, 0)
	named := chatName().MatchString(before)
	return !strings.Contains(before, "公众") && (named || strings.ContainsAny(m.found, "0123456789_")) &&
		!strings.HasPrefix(m.after, "@")
}

var (
	chatName = lazily(`(?i)(信|vx|wx|wechat|weixin)((号码|号|账号|帐号|[ ]?id)|` +
		`(名|昵称)?[ ]?([:：]|[是为]|\(|（|添加))`)
	latinChat = lazily(`(?i)^(wx|vx|wechat|weixin)`)
)

// address is a place with a house and a room: a room is called so, or stands behind a house's
// number or name.
var address = lazily(`(` + place + `(?:` + house + `(?:[0-9A-Za-z一二三四五六七八九十]{1,3} ?(?:单元|门|梯) ?)?` +
	`(?:[0-9一二三四五六七八九十]{1,3} ?(?:楼|层) ?)?(?:` + roomNumber + ` ?(?:号?房(?:间|号)?|室|户))|` +
	`[0-9]{1,3} ?(?:号楼|栋|幢|座) ?(?:[0-9]{1,2} ?单元 ?)?[0-9]{3,4}|` +
	`(?:小区|花园|家园|苑|公寓|新村|宿舍|家属院) ?[0-9]{1,3}(?: ?[-#] ?[0-9]{1,2})?(?: ?[-#] ?[0-9]{3,4})))` +
	`(?:[^0-9]|$)`)

const (
	place = `(?:[\p{Han}]{1,12}(?:省|市|区|县|镇|乡|街道|路|街|巷|弄|里|村|小区|社区|花园|家园|` +
		`苑|公寓|新村|宿舍|城|府|庭|湾|园|居|邸|庄|大院))?[\p{Han}A-Za-z]{0,8}?[ ]?` +
		`(?:[0-9]{1,5}(?:-[0-9]{1,3})?号院?[ ]?)?(?:[\p{Han}]{0,8}[ ]?)?`
	house = `(?:[A-Za-z]?[0-9]{1,4}|[A-Za-z]|[一二三四五六七八九十]{1,3}) ?(?:号楼|栋|幢|座|号|楼) ?`

	roomNumber = `(?:[A-Za-z]?[0-9]{2,4}(?:-[0-9]{1,4})?|[一二三四五六七八九〇零十]{3,4})`
)

// isHome leaves out where people work.
func isHome(m match) bool {
	if roomless().MatchString(m.found) && unitBehind().MatchString(m.after) {
		return false // 3号楼1200平方米
	}
	near := m.near(90, 30)
	if i := strings.LastIndexFunc(m.before, isMark); i >= 0 {
		near = m.before[max(i, len(m.before)-90):] + m.found + m.after[:min(len(m.after), 30)]
	}
	return homeWord().MatchString(near) || !workWord().MatchString(near)
}

var (
	roomless   = lazily(`[0-9]$`)
	unitBehind = lazily(`^[ ]?(?:平|米|㎡|元|万|人|户|间|套|年|个|台|次|件|亩|教|会|办|型|%)`)
	homeWord   = lazily(`住|户籍|家庭|小区|花园|家园|苑|公寓|新村|宿舍|家属|单元`)
	workWord   = lazily(`办公|大厦|大楼|中心|写字|机关|政府|广场|会议|园区|产业|科技|研发|教学|实验|医院|学校|大学|` +
		`学院|中学|小学|法院|检察|酒店|宾馆|银行|公司|单位|窗口|大厅|接待|来信|来访|信访|受理|仓库|厂|商铺|` +
		`店|委员会|纪委|国资委|局|办事处|报告厅|档案|值班|机房`)
)
