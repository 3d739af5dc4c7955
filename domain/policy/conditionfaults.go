package policy

import (
	"regexp"
	"strings"
)

// celPatterns turn the checker's English into Chinese.
var celPatterns = []struct {
	re *regexp.Regexp
	zh string
}{
	{regexp.MustCompile(`^undeclared reference to '([^']*)'.*did you mean '([^']*)'.*`), "没有名为“$1”的事实，是不是“$2”"},
	{regexp.MustCompile(`^undeclared reference to '([^']*)'.*`), "没有名为“$1”的事实"},
	{regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '\((?:place, [^']*|[^']*, place)\)'.*`), "地点不能用“$1”比较，请写成如 within(household, \"county\")"},
	{regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '([^']*)'.*`), "运算“$1”不能用于 $2"},
	{regexp.MustCompile(`(?s)^Syntax error: token recognition error at: '(.*)'.*`), "语法错误：不认识“$1”（相等写 ==，且写 &&，或写 ||，事实用英文名）"},
	{regexp.MustCompile(`(?s)^Syntax error: missing '(.*)' at '.*'.*`), "语法错误：缺少“$1”"},
	{regexp.MustCompile(`(?s)^Syntax error: (?:extraneous|mismatched) input '<EOF>'.*`), "语法错误：没有写完"},
	{regexp.MustCompile(`(?s)^Syntax error: (?:extraneous|mismatched) input '(and|or|not|AND|OR|NOT)'.*`), "语法错误：不认识“$1”（且写 &&，或写 ||，非写 !）"},
	{regexp.MustCompile(`(?s)^Syntax error: (?:extraneous|mismatched) input '(.*?)'.*`), "语法错误：“$1”放错了地方"},
	{regexp.MustCompile(`(?s)^Syntax error: (.*)`), "语法错误：$1"},
	{regexp.MustCompile(`^type '([^']*)' does not support field selection.*`), "“$1”类的事实没有下级字段"},
	{regexp.MustCompile(`^expected type '([^']*)' but found '([^']*)'.*`), "这里应是 $1，却是 $2"},
}

var celOperator = regexp.MustCompile(`'(_?[^'a-z ]+_?)'`)

// celPlain writes operators as people write them and leaves out lists of tokens.
func celPlain(en string) string {
	en, _, _ = strings.Cut(en, " expecting {")
	if strings.Contains(en, "(place, ") || strings.Contains(en, ", place)") {
		en += "; a place is compared as in within(household, \"county\")"
	}
	return celOperator.ReplaceAllStringFunc(en, func(op string) string { return strings.ReplaceAll(op, "_", "") })
}

func celMessage(en string) string {
	en = celPlain(en)
	for _, p := range celPatterns {
		if p.re.MatchString(en) {
			return p.re.ReplaceAllString(en, p.zh)
		}
	}
	return en
}

// yamlMessages turn the YAML reader's English into Chinese.
var yamlMessages = [][2]string{
	{"found character that cannot start any token", "这里的字符不能开头（制表符请改成空格，带符号的文字请加引号）"},
	{"did not find expected key", "缩进、冒号或引号不对"},
	{"did not find expected ',' or '}'", "缺少逗号或 }，或文字里的冒号、逗号没有加引号"},
	{"did not find expected ',' or ']'", "缺少逗号或 ]"},
	{"mapping values are not allowed in this context", "这里不能再有冒号；文字里有冒号时请加引号"},
	{"could not find expected ':'", "缺少冒号"},
	{"found unexpected end of stream", "引号没有结束"},
}

// yamlMessage gives a message of the YAML reader in both languages, without its
// line, which stands before it.
func yamlMessage(en string) (zh, plain string) {
	en = strings.TrimPrefix(en, "yaml: ")
	if _, rest, ok := strings.Cut(en, ": "); ok && strings.HasPrefix(en, "line ") {
		en = rest
	}
	for _, m := range yamlMessages {
		if strings.Contains(en, m[0]) {
			return m[1], en
		}
	}
	return en, en
}
