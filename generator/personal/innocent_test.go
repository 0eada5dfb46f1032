package personal

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// clerk writes as offices do.
type clerk struct{ maker }

func (c clerk) amount() string {
	return fmt.Sprintf("%s%s", c.of(c.digits(2), c.digits(4), "1"+c.digits(10), "3.5", "13,800,138,000",
		"13800138000.00", c.digits(3)+"."+c.digits(2)), c.of("万元", "元", "亿元", "亩", "平方米", "万股", "吨"))
}

func (c clerk) date() string {
	y, m, d := 2015+c.IntN(12), 1+c.IntN(12), 1+c.IntN(28)
	return c.of(fmt.Sprintf("%d年%d月%d日", y, m, d), fmt.Sprintf("%d-%02d-%02d", y, m, d),
		fmt.Sprintf("%d.%d.%d", y, m, d), fmt.Sprintf("%d年%d月", y, m), fmt.Sprintf("%d%02d%02d", y, m, d),
		"二〇二三年十二月三十一日", fmt.Sprintf("%d年以来", y))
}

// creditCode is one of GB 32100: 18 signs, the last of which is a check.
func (c clerk) creditCode() string {
	const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	code := c.of("91", "12", "11", "51", "52", "93") + c.of("350500", "350503", "110105", "440300")
	for range 9 {
		if c.IntN(3) > 0 {
			code += c.digits(1)
			continue
		}
		code += string(signs[c.IntN(len(signs))])
	}
	sum, weight := 0, 1
	for _, r := range code {
		sum += strings.IndexRune(signs, r) * weight
		weight = weight * 3 % 31
	}
	return code + string(signs[(31-sum%31)%31])
}

func (c clerk) number() string {
	return c.of("泉国资〔2023〕"+c.digits(2)+"号", "闽委办发〔2021〕"+c.digits(1)+"号", "国发[2019]12号文",
		"合同编号：HT-2023-"+c.digits(8), "合同编号QZ"+c.digits(13), "合同号1"+c.of("3", "5", "8")+c.digits(9),
		"项目编号：3505"+c.digits(11), "招标编号：[350503]FJXS[GK]2023"+c.digits(3), "发票号码"+c.digits(8),
		"凭证号2023-"+c.digits(4), "工单编号："+c.digits(16), "流水号62"+c.digits(15),
		"统一社会信用代码"+c.creditCode(), "统一社会信用代码："+c.creditCode(), "组织机构代码00"+c.digits(6)+"-7",
		"闽ICP备15"+c.digits(6)+"号", "闽公网安备3505"+c.digits(10)+"号", "政府网站标识码3505"+c.digits(6),
		"GB/T 22239-2019", "闽B2-2005"+c.digits(4), "DB35/T 1844—2019", "新GB50016标准",
		"案号（2023）闽0503民初"+c.digits(4)+"号")
}

func (c clerk) reach() string {
	return c.of("0595-2800"+c.digits(4), "（0595）2238"+c.digits(4), "12345热线", "12388举报电话", "059522"+c.digits(6),
		"400-820-8820", "96166", "0595-28008990转8001", "qzgzw@quanzhou.gov.cn", "邮编362000",
		"https://gzw.quanzhou.gov.cn/zwgk/t20230413_58773450012.htm", "微信公众号：quanzhouguozi",
		"微信公众号“泉州国资”", "泉州市丰泽区东海街道市行政中心交通科研楼B栋5层502室", "市行政中心A栋318室（信访接待室）",
		"东海大厦12楼1203室", "http://www.ccgp.gov.cn/cggg/dfgg/202304/t20230413_19710138000.html")
}

func (c clerk) organ() string {
	return c.of("市国资委", "市委巡察组", "县纪委监委", "预算科", "国库支付中心", "市属国有企业", "机关党委", "驻委纪检监察组",
		"泉州水务集团有限公司", "金融控股集团", "温泉管理处", "林业局", "陈埭镇政府", "石狮市财政局", "黄塘溪项目部", "周边乡镇",
		"中级法院", "方圆公司", "高新区管委会", "安溪县")
}

func (c clerk) discipline() string {
	return c.of("给予党内警告处分3人", "对相关责任人给予政务记过处分", "对2名干部采取留置措施", "保护举报人合法权益",
		"举报人信息不得泄露", "严重违纪的给予开除党籍处分", "对严重失职的给予处分", "立案审查12件，留置1人", "给予处分，并通报曝光",
		"组织处理5人，诫勉谈话8人", "给予主要负责人党内严重警告处分", "对施工单位负责人立案查处", "受到处分的干部要加强教育",
		"免去其职务", "举报人来信来电须登记", "对金融机构给予警告", "对高度重视整改的给予表扬", "举报人方面，做好保密",
		"对项目经理给予记过处分", "受处分人员", "将江苏、温州等地企业立案", "举报人：（略）", "处分决定执行到位")
}

func (c clerk) sentence() string {
	o := c.organ
	return c.of(
		o()+"于"+c.date()+"印发《"+c.of("关于加强国有资产管理的通知", "经费管理办法", "投资监督管理办法")+"》（"+c.number()+"）。",
		c.date()+"，"+o()+"收回资金"+c.amount()+"，完成"+c.digits(2)+"."+c.digits(1)+"%。",
		"一是"+c.discipline()+"。", "二是督促"+o()+"整改，"+c.discipline()+"；",
		"三是"+o()+"与"+o()+"签订协议（"+c.number()+"），金额"+c.amount()+"。\n",
		"联系电话："+c.reach()+"，"+c.of("地址", "网址", "来访地点")+"："+c.reach()+"。",
		o()+"建立台账，涉及"+c.digits(3)+"户、"+c.amount()+"，"+c.number()+"。",
		"\n- "+c.date()+"："+c.number()+"，"+c.amount()+"\n",
		"\n| "+o()+" | "+c.digits(4)+" | "+c.amount()+" | "+c.date()+" |\n",
		"同比增长"+c.digits(2)+"%，由"+c.digits(5)+"."+c.digits(2)+"万元增加到"+c.digits(5)+"."+c.digits(2)+"万元。",
		"第"+c.digits(1)+"会议室召开"+c.digits(2)+"次会议，"+c.of("车牌管理", "公务用车", "护照集中保管")+c.digits(2)+"本。")
}

// Two million characters in which nobody is named.
func TestOfficeChineseHoldsNothingPersonal(t *testing.T) {
	c := clerk{maker{rand.New(rand.NewPCG(2, 14))}}
	alarms, characters := 0, 0
	for characters < 2_000_000 {
		var b strings.Builder
		for range 60 {
			b.WriteString(c.sentence())
		}
		text := b.String()
		characters += len([]rune(text))
		for _, h := range Find(text) {
			if alarms++; alarms < 40 {
				t.Errorf("%s %q in …%s…", h.Kind, h.Value,
					strings.ToValidUTF8(text[max(0, h.Start-60):min(len(text), h.End+30)], ""))
			}
		}
	}
	t.Logf("%d alarms in %d characters", alarms, characters)
}

// The project's own texts: its register, its examples, its documentation.
func TestOwnTextsHoldNothingPersonal(t *testing.T) {
	files := 0
	for _, dir := range []string{"../../content", "../../cmd/gongshi/starter", "../../docs",
		"../testdata", "../../i18n", "../../config.toml", "../notice/testdata"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) == ".png" {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			files++
			for _, h := range Find(string(data)) {
				if h.Kind == Email && strings.Contains(string(data), "email: "+h.Value) ||
					strings.Contains(string(data), "邮箱："+h.Value) {
					continue // an office's own, in its contact
				}
				t.Errorf("%s: %s %q", name, h.Kind, h.Value)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 {
		t.Errorf("only %d files", files)
	}
}

func BenchmarkFindInOfficeChinese(b *testing.B) {
	c := clerk{maker{rand.New(rand.NewPCG(2, 14))}}
	var text strings.Builder
	for text.Len() < 1<<20 {
		text.WriteString(c.sentence())
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		Find(text.String())
	}
}
