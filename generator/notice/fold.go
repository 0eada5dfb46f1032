package notice

import "strings"

// pairs are the traditional characters of the words that this package looks for, each before its
// simplified one. Both have three bytes in UTF-8, so that an offset in the one text holds in the
// other.
const pairs = "針针對对關关於于問问題题進进展展況况時时間间長长期期堅坚實实責责聯联繫系絡络電电話话" +
	"郵邮編编碼码審审計计議议個个項项現现將将報报導导領领組组織织總总結结開开啟启動动後后據据" +
	"點点類类數数監监黨党員员務务處处線线會会單单辦办內内財财產产業业規规標标準准達达歲岁從从" +
	"續续約约給给與与並并執执行行為为無无號号僅仅餘余萬万億亿體体風风險险違违紀纪證证據据環环" +
	"節节漸渐終终驗验確确認认訴诉訪访詢询聽听說说請请讓让識识護护轉转載载輕轻較较輔辅輪轮連连" +
	"運运過过還还邊边遠远適适遷迁選选遲迟針针鋪铺錯错鍵键閉闭陸陆陽阳際际隨随難难電电預预頭头" +
	"額额顯显養养馬马駐驻齊齐龍龙徑径歸归殘残歷历決决沒没治治潛潜滯滞漏漏災灾獎奖獲获當当異异" +
	"離离種种稅税積积窮穷競竞筆笔簡简籌筹糾纠純纯細细統统經经維维網网緊紧練练縣县績绩縮缩繼继" +
	"羅罗職职肅肃臨临舉举舊旧華华蓋盖薦荐虛虚補补複复視视親亲觀观訂订記记設设許许評评試试該该" +
	"詳详誤误調调談谈論论諮咨謀谋講讲譽誉讀读變变負负販贩貫贯費费資资質质購购贊赞趨趋跡迹踐践" +
	"軍军輯辑農农遺遗鄉乡醫医釋释銷销鋒锋錄录鎮镇門门閣阁闆板隊队階阶隱隐雙双雜杂霧雾靜静韻韵順顺須须頒颁頓顿頻频飯饭驅驱驟骤麗丽黃黄"

var simplified = func() *strings.Replacer {
	runes := []rune(pairs)
	var from []string
	for i := 0; i+1 < len(runes); i += 2 {
		from = append(from, string(runes[i]), string(runes[i+1]))
	}
	return strings.NewReplacer(from...)
}()

// fold gives a text as it is looked at: in simplified characters. No offset changes.
func fold(text string) string { return simplified.Replace(text) }
