package policy

// ShortForm is one id that a pack may name without writing out what it means.
type ShortForm struct {
	Part, ID string
	What     string // the condition of a refusal or class, the unit of an item, the kind of a paper, the level of a fund; "" when the pack writes it
	Words           // the words; for an assumption its question
	More     Words  // the cure of a refusal, the choice of an assumption
}

// KnownTable lists everything that short forms take from here, part by part, in
// the order of the ids.
func KnownTable() (out []ShortForm) {
	add := func(part, id, what string, w, more Words) { out = append(out, ShortForm{part, id, what, w, more}) }
	for _, id := range sortedKeys(refusalWords) {
		s := refusalWords[id]
		add("refusals", id, s.when, Words{s.zh, s.en}, Words{s.cureZh, s.cureEn})
	}
	for _, r := range []*Refusal{&notCovered, &badHandler} {
		add("refusals of the program", r.Code, "", r.Words, r.Cure)
	}
	for _, id := range sortedKeys(classWords) {
		s := classWords[id]
		add("classes", id, s.when, Words{s.zh, s.en}, Words{})
	}
	for _, id := range sortedKeys(itemWords) {
		s := itemWords[id]
		add("items", id, s.unit, Words{s.zh, s.en}, Words{})
	}
	for _, id := range sortedKeys(fundWords) {
		s := fundWords[id]
		add("funds", id, s.level, Words{s.zh, s.en}, Words{})
	}
	for _, id := range sortedKeys(paperWords) {
		s := paperWords[id]
		add("papers", id, s.kind, Words{s.zh, s.en}, Words{})
	}
	for _, id := range sortedKeys(assumptionWords) {
		s := assumptionWords[id]
		add("assumptions", id, "", Words{s[0], s[1]}, Words{s[2], s[3]})
	}
	return out
}
