package ident

import "songbai/domain/problem"

// Faults of documents: the first two arguments name the kind in Chinese and
// English, the rest are places, lengths and days, never the number.
var (
	unknownKind = problem.Define("ident.kind", problem.Invalid,
		"证件类型不在可选范围内", "the document type is not known",
		"请从列出的证件类型中选择一种", "choose one of the listed document types")
	emptyNumber = problem.Define("ident.empty", problem.Invalid,
		"%[1]s号码没有填写", "the number of the document is missing (%[2]s)",
		"请按证件原件填写号码；没有证件的，类型选“无”", "copy it from the original; where there is none, choose the type \"none\"")
	wrongLength = problem.Define("ident.length", problem.Invalid,
		"%[1]s号码位数不对：应为 %[3]s 位，填了 %[4]d 位", "the number has %[4]d characters; %[3]s are expected (%[2]s)",
		"请对照证件原件，检查是否漏填或多填", "compare with the original for a missing or an extra character")
	wrongCharacter = problem.Define("ident.character", problem.Invalid,
		"%[1]s号码第 %[3]d 位的字符不对", "character %[3]d of the number cannot stand there (%[2]s)",
		"请对照证件原件更正这一位，注意数字 0、1 与字母 O、I 的区别", "correct that character from the original; mind digits 0, 1 and letters O, I")
	wrongForm = problem.Define("ident.form", problem.Invalid,
		"%[1]s号码写法不对", "the number is not written as such documents are (%[2]s)",
		"应为：%[3]s", "expected: %[4]s")
	wrongDate = problem.Define("ident.date", problem.Invalid,
		"%[1]s号码中的出生日期在日历上不存在", "the birth date inside the number is not a day of the calendar (%[2]s)",
		"请对照证件原件检查第 7 位起的出生年月日", "check the birth date, from the seventh digit on, against the original")
	wrongSerial = problem.Define("ident.serial", problem.Invalid,
		"%[1]s号码的顺序码为全零，这样的号码从未发出", "the serial inside the number is all zeros, which is never issued (%[2]s)",
		"请对照证件原件检查顺序码", "check the serial against the original")
	wrongCheck = problem.Define("ident.check", problem.Invalid,
		"%[1]s号码校验不符，至少有一位填错", "the check digit does not fit: at least one character is wrong (%[2]s)",
		"请对照证件原件逐位核对；原件确为此号的，凭户口簿或公安机关证明由两人核实后录入",
		"compare every character with the original; if it really reads so, two people may enter it on a household or police document")
	bornLater = problem.Define("ident.future", problem.Invalid,
		"%[1]s号码中的出生日期晚于 %[3]s", "the birth date inside the number is later than %[3]s (%[2]s)",
		"请对照证件原件检查出生年月日", "check the birth date against the original")
	numberForNone = problem.Define("ident.none_number", problem.Invalid,
		"证件类型选了“无”，却填写了号码", "the document type is \"none\" but a number is given",
		"请改选证件类型，或删去号码", "choose the type of document, or remove the number")
)

// Faults of codes and accounts.
var (
	usccForm = problem.Define("ident.uscc_form", problem.Invalid,
		"统一社会信用代码应为 18 位且第 3 至 8 位为数字", "a unified social credit code has 18 characters, the third to eighth of them digits",
		"请对照法人证书或营业执照填写", "copy it from the certificate or licence")
	usccCharset = problem.Define("ident.uscc_charset", problem.Invalid,
		"统一社会信用代码第 %d 位的字符不在规定的字符集内", "character %d of the unified social credit code is outside the set",
		"代码只用数字和字母，且不用 I、O、S、V、Z，请检查是否与 1、0、5、2 混淆", "the code uses digits and letters without I, O, S, V, Z; check for 1, 0, 5, 2")
	usccCheck = problem.Define("ident.uscc_check", problem.Invalid,
		"统一社会信用代码校验不符，至少有一位填错", "the check characters of the unified social credit code do not fit",
		"请对照法人证书或营业执照逐位核对", "compare every character with the certificate or licence")
	accountForm = problem.Define("ident.account", problem.Invalid,
		"银行账号应为 6 至 30 位数字", "a bank account has 6 to 30 digits",
		"请对照存折或银行卡填写，只填数字", "copy the digits from the passbook or card")
	cnapsForm = problem.Define("ident.cnaps_form", problem.Invalid,
		"联行号应为 12 位数字", "a bank routing number has 12 digits",
		"请向开户银行索取 12 位联行号", "ask the bank for its 12-digit number")
	cnapsCheck = problem.Define("ident.cnaps_check", problem.Invalid,
		"联行号校验不符，至少有一位填错", "the check digit of the bank routing number does not fit",
		"请向开户银行核对联行号", "compare it with the number the bank gives")
	phoneForm = problem.Define("ident.phone", problem.Invalid,
		"联系电话写法不对", "the phone number is not written correctly",
		"请填 11 位手机号码，或区号加固定电话号码；境外号码以 + 和国家或地区代码开头", "give an 11-digit mobile number, an area code with a landline, or + and a country code")
	areaForm = problem.Define("ident.area", problem.Invalid,
		"行政区划代码应为 6、9 或 12 位数字", "an area code has 6, 9 or 12 digits",
		"县级填 6 位，镇（街）填 9 位，村（居）填 12 位", "6 digits for a county, 9 for a town, 12 for a village")
)

// Faults of names and texts.
var (
	emptyName = problem.Define("ident.name_empty", problem.Invalid,
		"姓名没有填写", "the name is missing",
		"请按证件填写姓名；身份不明的，按公安机关文书上的称呼填写", "copy the name from the document; for an unknown person use the wording of the police paper")
	longName = problem.Define("ident.name_long", problem.Invalid,
		"姓名超过 %d 个字", "the name is longer than %d characters",
		"请检查是否把别的内容也填进了姓名", "check whether other text was entered with the name")
	hiddenInName = problem.Define("ident.name_hidden", problem.Invalid,
		"姓名第 %d 个字符看不见（控制字符、零宽字符或改变书写方向的字符）", "character %d of the name is invisible (a control, zero-width or direction mark)",
		"请删去后重新键入姓名，不要从网页或文件中复制", "type the name again instead of pasting it")
	lostInName = problem.Define("ident.name_lost", problem.Invalid,
		"姓名第 %d 个字符已在转码中丢失", "character %d of the name was lost in a conversion",
		"请对照证件重新键入这个字", "type that character again from the document")
	symbolInName = problem.Define("ident.name_character", problem.Invalid,
		"姓名第 %d 个字符不能用于姓名", "character %d cannot be part of a name",
		"请对照证件更正；间隔号用“·”", "correct it from the document; the name dot is \"·\"")
	dotInName = problem.Define("ident.name_dot", problem.Invalid,
		"姓名的首尾不能是间隔号或标点", "a name cannot begin or end with a dot or mark",
		"请检查间隔号前后是否漏字", "check for missing characters around the dot")
	badGBCharacter = problem.Define("ident.gb_character", problem.Invalid,
		"第 %d 个字符无法写成 GB 18030", "character %d cannot be written in GB 18030",
		"请找到并更正这个字符后再导出", "correct that character and export again")
	badGBBytes = problem.Define("ident.gb_bytes", problem.Invalid,
		"文件第 %d 字节起不是 GB 18030 编码的文字", "from byte %d on the file is not GB 18030 text",
		"请确认文件编码，或改用 UTF-8 重新导出", "check the encoding of the file, or export it again as UTF-8")
)
