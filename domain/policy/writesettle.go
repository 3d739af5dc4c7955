package policy

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// usualSettlement is what is usual where a text does not say how a home is paid:
// key, value and the words of the assumption.
var usualSettlement = []struct{ key, value, zh, en string }{
	{"cycle", "month", "按月结算", "by the month"},
	{"month_by", "cremation", "按火化日归月", "a case belongs to the month of the cremation"},
	{"payee", "home", "拨付殡仪馆", "the home is paid"},
	{"pay_day", "10", "次期首月 10 日前拨付", "by the 10th after the period"},
	{"pay_day_off", "before", "遇休息日提前", "before a day off"},
	{"path", "home bureau finance", "殡仪馆报、民政审、财政拨", "the home submits, civil affairs checks, finance pays"},
	{"proof", "settlement_list", "附结算清册", "the settlement list is the proof"},
}

// settlement fills what the text does not state. When it states a part, the
// assumption names the rest only.
func (w *writer) settlement(n *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	var filled []string
	for _, u := range usualSettlement {
		if value(n, u.key) != nil {
			continue
		}
		filled = append(filled, u.key)
		if u.key != "path" && u.key != "proof" {
			putText(n, u.key, u.value)
			continue
		}
		list := listAt(n)
		for _, s := range strings.Fields(u.value) {
			list.Content = append(list.Content, scalarAt(n, s))
		}
		put(n, u.key, list)
	}
	if len(filled) > 0 {
		w.assumed = append(w.assumed, "settlement")
	}
	if len(filled) < len(usualSettlement) {
		w.settled = filled
	}
	w.rows(n, "capitation", "amount", textAt(n, "clause"))
}

// settledWords says the assumption on a settlement that is stated in part.
func settledWords(keys []string) [4]string {
	var zh, en []string
	for _, u := range usualSettlement {
		for _, k := range keys {
			if k == u.key {
				zh, en = append(zh, u.zh), append(en, u.en)
			}
		}
	}
	return [4]string{"结算办法没有写全", "the way of settling is not stated in full", strings.Join(zh, "，"), strings.Join(en, "; ")}
}
