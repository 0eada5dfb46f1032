package personal

// blameWords are the words of discipline beside which a name is a question.
const blameWords = `留置|处分|举报人|检举人|控告人|投诉人|信访人|双规|双开|开除|立案|免职|撤职|警告|记过`

// blameBefore gives the characters that make the end of one of the words of a last one.
func blameBefore(last rune) string {
	switch last {
	case '分':
		return "处"
	case '置':
		return "留"
	case '人':
		return "报举告诉访"
	case '规', '开':
		return "双"
	case '除':
		return "开"
	case '案':
		return "立"
	case '职':
		return "免撤"
	case '告':
		return "警"
	case '过':
		return "记"
	}
	return ""
}

// surnames are the most frequent ones, without those that begin usual words of officials too often.
const surnames = `欧阳|司马|上官|诸葛|司徒|皇甫|[王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏` +
	`卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江顾侯邵孟龙段雷钱汤尹黎易乔贺赖龚庞樊兰殷施陶洪` +
	`翟颜倪严牛温芦季俞鲁葛伍马高方于白万程邢裴翁甄靳霍虞柳骆舒祝阮蓝闵童]`

const (
	fullName = `((?:` + surnames + `)\p{Han}{1,2}?)`
	title    = `(?:同志|先生|女士|等|（[^）]{1,20}）|\([^)]{1,20}\))?`
)

var (
	// blamed is a name behind the word, or between a preposition and what was done.
	blamed = lazily(`(?:(?:举报人|检举人|控告人|投诉人|信访人)(?:姓名)?[ ]?[:：是为]?[ ]?|` +
		`(?:对|给予|将|免去|追究|查处|开除|其中|责任人|当事人)[ ]?(?:原?[\p{Han}]{0,10}(?:长|书记|主任|员|经理|主席|人))?)` +
		fullName + title + `(?:(?:予以|作出|给予|采取|进行|被|受到|党内|政务|行政|记过|警告|撤职|开除|降级|留置|立案|反映|` +
		`举报|实名|来信|来电|的?处分)|[，。；、,;. ）)\n]|$)`)
	// blamedBefore is a name before what somebody did, or what happened to them.
	blamedBefore = lazily(`(?:^|[，。；、：:,;\s（(]|长|书记|主任|经理|主席)` + fullName + title +
		`(?:(?:因[^，。；\n]{0,16})?(?:受到?|被|已被|予以|给予)(?:[^，。；\n]{0,14})(?:` + blameWords + `)|` +
		`违反|严重违|涉嫌|利用职|收受|挪用|贪污)`)
)

// isName leaves out words that begin as a name does, and what is far from any word of discipline.
func isName(m match) bool {
	if notNames().MatchString(m.found) {
		return false
	}
	near := m.near(45, maxContext)
	return blameAny().MatchString(near)
}

var (
	blameAny = lazily(blameWords)
	notNames = lazily(`^(?:严重|严肃|严格|严厉|严禁|严控|严防|江苏|江河|江海|江边|江南|江北|` +
		`金融|金额|金属|金库|金牌|金银|黄金|黄牛|黄色|黄牌|林业|林场|林地|` +
		`林区|石油|石材|石狮|石化|石料|田地|田间|毛利|毛坯|钱款|程序|温泉|` +
		`温州|温馨|周边|周期|周年|陈述|陈旧|许可|许多|许诺|何种|何时|何人|` +
		`何处|施工|施行|施加|施救|张贴|龙头|龙岩|段落|段位|顾问|顾客|顾及|` +
		`季度|季节|杜绝|夏季|夏天|康复|康养|易地|易发|易于|陆续|贺卡|贺信|` +
		`余额|余款|余名|钟点|叶片|雷区|汪洋|黎明|苏州|兰州|郑州|徐州|韩国|` +
		`谢绝|曾经|曾因|曾被|曾任|曾在|侯任|胡乱|唐代|宋代|乔迁|梁柱|董事|` +
		`陶瓷|颜色|牛羊|范围|范例|洪水|洪灾|汤池|罗列|马上|马路|马拉|高度|` +
		`高新|高级|高效|高质|高标|高层|高校|高速|高风|高压|高中|高等|高位|` +
		`高管|高价|高温|方面|方案|方式|方法|方向|方针|于是|于法|于本|于上|` +
		`于下|于今|于其|于事|于该|白酒|白色|万元|万人|万户|万亩|万名|万千|` +
		`万方|程度|程式|蓝天|蓝色|蓝图|祝贺|舒适|童车|柳州|霍乱)|` +
		`[的了在和与及或被由受因为人员者位等其予以级处分给对某]$`)
)

// patterns are those of all countries.
func patterns() []pattern { return append([]pattern{emails()}, chinaPatterns()...) }
