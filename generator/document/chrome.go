package document

import (
	"strings"
	"unicode/utf8"
)

// What web sites put around and into a text. People copy it into Word files too, so every format
// is rid of it. A notice's own sentences end like sentences and are longer: see [chromeLength].

// chromeLength is the longest text, in characters, that can be chrome: footers are the longest.
const chromeLength = 200

const button = `(打\s?印(本页|此页|本文|文章|页面)?|关\s?闭(窗口|本页|页面|此页)?|返回(顶部|首页|列表|上一?页)?|回到?顶部|` +
	`收藏(本页|本文)?|加入收藏|设为首页|网站地图|无障碍(浏览|阅读)?|长者(模式|专区)|分享|转发|下载|我要纠错|纠错|` +
	`字[号体](大小)?|放大|缩小|默认|简体(版|中文)?|繁[体體](版|中文)?|手机版|English|Print( this page)?|Close( window)?|` +
	`Share( this page)?|Back to top|Skip to (main )?content|(列印|友善列印|關閉視窗|回上一?頁|回首頁|字級))`

const share = `(微信(好友)?|朋友圈|(新浪|腾讯)?微博|QQ\s?(空间|好友)?|人人网?|豆瓣|抖音|今日头条|更多|复制链接|` +
	`Facebook|Twitter|LINE|Email)`

// chromeLines are blocks that are chrome from end to end.
var chromeLines = pattern(`(?i)^(` + strings.Join([]string{
	`.{0,6}(您|你|当前|目前)?(现在)?(的|所在的?)?位置(是|为)?\s*[：:].*`, // breadcrumbs
	`[【\[]?(您|你)(现在)?所?在(的)?位置.*`,
	`(网站)?首页\s*[>＞»›/→-].*`,
	`(Home|首頁)\s*[>＞»›/→].*`,
	`(上|下)一?(篇|条|頁|页|則|则)(文章|新闻|信息)?\s*[：:].*`, // neighbours
	`(previous|next)( article| page| post)?\s*[:：].*`,
	`([【\[(（|｜/、：:\s]*(` + button + `|` + share + `)(大|中|小|到|至|[A+\-]|[】\])）|｜/、：:\s])*)+`,
	`A[+-]?\s*A[+-]?(\s*A[+-]?)?|大\s+中\s+小`,
	`分享(到|至)?\s*[：:].{0,30}`,
	`.{0,12}(扫一扫|扫码|扫描).{0,12}(手机|微信|打开|分享|关注|二维码).{0,12}`,
	`(相关|推荐|热点|热门|延伸)(链接|阅读|文章|新闻|稿件|信息|推荐)\s*[：:]?`,
	`(责任)?编辑\s*[：:].{0,12}`,
	`(浏览|阅读|点击|访问)(次数|量|数)\s*[：:]\s*\d*\s*次?|阅读\s*\d+`,
	`微信扫一扫|(长按|点击|扫码)?关注(该|本)?公众号|预览时标签不可点|继续滑动看下一个|(轻触|点击)?阅读原文|在看|点赞|已?喜欢此内容的人还喜欢`,
	`.*(版权所有|Copyright|©|ICP备|ICP證|公网安备|网站标识码).*`, // footers
}, `|`) + `)$`)

// chromeWords are chrome within a line that also tells when and by whom a page was published.
var chromeWords = pattern(`(?i)(字[号体](大小)?\s*[：:]?\s*` +
	`[【\[(（]?\s*(特大|超大|大|默认)[\s|｜/、]*中[\s|｜/、]*小\s*[】\])）]?` +
	`|[【\[(（]\s*` + button + `\s*[】\])）]` +
	`|(浏览|阅读|点击|访问)(次数|量|数)\s*[：:]?\s*\d*\s*次?` +
	`|打印(本页|此页)?\s*[|｜]?\s*关闭(窗口|本页)?|分享到\s*[：:]?(\s*` + share + `)*)`)

// published are lines that chromeWords may stand in.
var published = pattern(`(时间|日期)\s*[：:]|来源\s*[：:]|\d{4}-\d{1,2}-\d{1,2}`)

// pageNumber is a page's number, where a printed page was made text. A number alone may be data.
var pageNumber = pattern(`^([-—–－―]+\s*\d{1,4}\s*[-—–－―]+|` +
	`第\s?\d{1,4}\s?页\s*[,，/]?\s*(共\s?\d{1,4}\s?页)?|Page \d{1,4} of \d{1,4})$`)

// withoutChrome parts a tidy text into what is left of it and what was chrome.
func withoutChrome(text string) (rest string, chrome []string) {
	if text == "" || utf8.RuneCountInString(text) > chromeLength {
		return text, nil
	}
	if chromeLines().MatchString(text) {
		return "", []string{text}
	}
	if !published().MatchString(text) {
		return text, nil
	}
	chrome = chromeWords().FindAllString(text, -1)
	if chrome == nil {
		return text, nil
	}
	return tidy(chromeWords().ReplaceAllString(text, " ")), chrome
}
