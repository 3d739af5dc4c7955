package policy

import "strings"

// ReasonsZh says stored reason codes ("quantity,cap") in Chinese.
func ReasonsZh(codes string) string {
	var out []string
	for _, code := range strings.Split(codes, ",") {
		for _, w := range reasonWords {
			if w.name == code {
				out = append(out, w.zh)
			}
		}
	}
	return strings.Join(out, "、")
}

// ReasonsEn says stored reason codes in English.
func ReasonsEn(codes string) string {
	var out []string
	for _, code := range strings.Split(codes, ",") {
		for _, w := range reasonWords {
			if w.name == code {
				out = append(out, w.en)
			}
		}
	}
	return strings.Join(out, ", ")
}
