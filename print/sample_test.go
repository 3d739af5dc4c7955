package print

import (
	"fmt"

	"songbai/domain/date"
	"songbai/domain/money"
)

const (
	digestA = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
	digestB = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"
)

var (
	itemNames = []string{"遗体接运", "遗体消毒", "遗体冷藏", "告别厅", "遗体火化", "骨灰盒", "骨灰寄存"}
	names     = []string{"王𬱖", "欧阳㛃芳", "陈䶮", "李𠮷", "张建国", "阿卜杜拉·买买提·艾合买提江·吐尔逊·穆罕默德·阿不力克木·伊敏江·艾则孜·玉素甫江·热合曼"}
	towns     = []string{"英城街道", "大站镇", "连江口镇", "九龙镇", "横石塘镇"}
	classes   = [][2]string{{"城乡居民", "一(一)"}, {"低保对象", "一(一)、四"}, {"无人认领遗体", "一(四)"}, {"特困（五保）", "一(一)、四"}}
	funds     = []string{"县级财政预算", "城乡低保资金", "县级财政预算", "特困供养资金"}
)

func mark() Mark { return Mark{Digest: digestA, Position: "449999-000000018273", Hash: digestB} }

func day(s string) *date.Day { d := date.MustDay(s); return &d }

// sampleLine is a funeral whose sums add up; every ninth is struck when
// strike is set.
func sampleLine(i int, strike bool) SettlementLine {
	prices := []money.Amount{45000, 8000, 30000, 20000, 90000, 20000, 12000}
	l := SettlementLine{
		Seq: i + 1, Slip: fmt.Sprintf("48210375%04d", i), Name: names[i%len(names)], ID: fmt.Sprintf("4499991950010%05d", 10000+i),
		Sex: []string{"男", "女"}[i%2], Age: fmt.Sprint(60 + i%40), Town: towns[i%len(towns)],
		Class: classes[i%4][0], Clause: classes[i%4][1], Fund: funds[i%4],
		DeathDay: day("2026-11-03"), DeathPaper: fmt.Sprintf("4499992026110300%06d", i), CremationDay: day("2026-11-05"),
		Certificate: fmt.Sprintf("火化2026%06d", 100+i), Handler: names[(i+4)%5], HandlerID: "449999198001010011",
		Relation: []string{"子", "女", "配偶", "外甥女"}[i%4], Phone: fmt.Sprintf("139%08d", i*7919), Attachments: 4 + i%3,
	}
	for k, p := range prices {
		it := ItemSum{Charged: p, Waived: p, Price: p, Unit: "具", Quantity: "1"}
		if (i+k)%5 == 0 {
			it = ItemSum{}
		}
		if k == 3 && i%3 == 0 {
			it.Waived /= 2
		}
		l.Items = append(l.Items, it)
		l.Charged += it.Charged
		l.Waived += it.Waived
	}
	l.FamilyPays = l.Charged - l.Waived
	if strike && i%9 == 7 {
		l.Struck, l.StruckClause = "死亡证明编号与火化证登记不一致，殡仪馆未在期限内答复", "五(一)"
	}
	return l
}

func sampleList(n int, strike bool) SettlementList {
	v := SettlementList{
		Title: "示范市城乡居民殡葬基本服务费用结算清册", Text: "盖章文本", Number: "QC-449999-2026-0011", Maker: "示范市殡仪馆", Payer: "示范市财政局",
		Period: "2026年11月", Round: 1, Items: itemNames, Mark: mark(), Submitted: digestB,
		Boxes: []Box{
			{Title: "殡仪馆", Text: "以上费用属实，已先行垫付，请予核销。", Seal: "（盖章）", Signers: []Signer{{"填报人", "林晓"}, {"负责人", ""}}, Day: day("2026-12-02")},
			{Title: "民政局审核意见", Text: "经逐行审核，同意按本清册核销。", Seal: "（公章）", Signers: []Signer{{"审核人", "周宁"}, {"负责人", ""}}, Day: day("2026-12-04")},
			{Title: "财政局审定意见", Seal: "（公章）", Signers: []Signer{{"审定人", ""}, {"负责人", ""}}},
		},
	}
	byFund := map[string]int{}
	for i := range n {
		l := sampleLine(i, strike)
		v.Lines = append(v.Lines, l)
		if l.Struck != "" {
			continue
		}
		v.Total.add(l.Sums)
		k, ok := byFund[l.Fund]
		if !ok {
			k = len(v.Funds)
			byFund[l.Fund] = k
			v.Funds = append(v.Funds, FundSum{Name: l.Fund})
		}
		v.Funds[k].Fen += l.Waived
		v.Funds[k].Count++
	}
	return v
}
