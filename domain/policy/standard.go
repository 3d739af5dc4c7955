package policy

import (
	"maps"
	"slices"
)

// The words below are what most published policies call the same things. A pack
// that names one of these ids need not write its words; writeOut puts them into
// the pack, so that a stored pack never depends on this file.

// KnownWords lists the ids of each part of a pack whose words are known.
func KnownWords() map[string][]string {
	return map[string][]string{"refusals": sortedKeys(refusalWords), "classes": sortedKeys(classWords), "items": sortedKeys(itemWords),
		"papers": sortedKeys(paperWords), "funds": sortedKeys(fundWords), "assumptions": sortedKeys(assumptionWords)}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

type standardRefusal struct{ when, zh, en, cureZh, cureEn string }

var refusalWords = map[string]standardRefusal{
	"not_cremated":       {`disposal != "cremation"`, "没有办理遗体火化", "the body was not cremated", "只适用于遗体火化；火化后可凭火化证明申请", "only cremations are covered; apply after the cremation"},
	"not_at_home":        {`route != "reimbursement" && !own_home`, "不是在规定的殡仪馆办理", "the services were not rendered at the home named", "只免除在规定的殡仪馆发生的费用", "only charges of that home are waived"},
	"use_waiver":         {`route == "reimbursement" && own_home`, "在本地殡仪馆火化的直接免除，不办理报销", "cremations at the home are waived there, not reimbursed", "请在殡仪馆办理", "apply at the home"},
	"waived_elsewhere":   {`waived_elsewhere`, "已在他处享受减免", "the services were already waived elsewhere", "同一逝者只免除一次；如他处并未减免，请提供该地民政部门的证明", "one waiver for each deceased person; if none was given, bring a statement of the other civil affairs office"},
	"other_payment":      {`other_funeral_payment`, "另有丧葬费或丧葬补助", "another funeral payment is due", "请向发放丧葬费的单位或社保机构申领；如并未享受，请提供证明", "apply to the body that pays it; if none is paid, bring its statement"},
	"public_employee":    {`public_employee`, "财政供养人员另有丧葬待遇", "public staff have a funeral payment of their own", "请向所在单位申领", "apply to the employer"},
	"died_elsewhere":     {`!within(death_area, "county")`, "不是在本地死亡", "the death was elsewhere", "请核对死亡地点", "check the place of death"},
	"cremated_elsewhere": {`!within(cremation_area, "county")`, "不是在本地火化", "the cremation was elsewhere", "请核对火化地点", "check the place of cremation"},
	"prisoner":           {`prisoner`, "服刑期间死亡", "the person died while serving a sentence", "请向监管机关咨询", "ask the prison authority"},
	"foreigner":          {`foreigner`, "外国人不在免除范围", "foreigners are not covered", "请核对国籍", "check the nationality"},
	"not_booked":         {`!booked_by_hotline`, "没有经热线预约", "not booked by the hotline", "只有经热线预约的可以享受", "only bookings by the hotline are covered"},
	"unlawful_burial":    {`!lawful_burial_place`, "骨灰没有安葬在合规的地点", "the ashes are not at a lawful place", "安葬到公墓等合规地点后再申请", "apply after a burial at a lawful place"},
	"not_cancelled":      {`!household_cancelled`, "户口还没有注销", "the household registration is not cancelled yet", "请先到派出所注销户口", "cancel the registration first"},
	"no_approval":        {`route == "waiver" && !prior_approval`, "没有事前批准（或联系函）", "not approved beforehand, or no contact letter", "请先到户籍所在地民政部门办理", "apply at the civil affairs office of registration first"},
	"not_brought_home":   {`!within(death_area, "county") && !brought_home`, "在外地死亡，没有运回本地火化", "died elsewhere and was not brought home", "运回本地火化的可以享受", "covered when the body is brought home"},
	"unclaimed_route":    {`unclaimed && route != "unclaimed"`, "无人认领遗体不由个人申请", "nobody applies in person for an unclaimed body", "请由公安机关和民政部门办理", "police and civil affairs apply"},
	"not_designated":     {`!designated_provider`, "不是由定点单位办理", "not by a designated unit", "请由签订协议的定点单位办理", "a unit with an agreement must do it"},
	"no_images":          {`!image_record`, "没有影像记录", "no film or photographs of the burial", "补齐影像资料后再申请", "apply when the record is complete"},
	"no_class":           {"", "不属于所列对象", "not one of the persons covered", "请核对户籍和身份；如属所列对象，请提供相应证明", "check household and status; if one of the classes applies, bring its paper"},
}

type standardClass struct{ when, zh, en string }

var classWords = map[string]standardClass{
	"resident":        {`within(household, "county")`, "本地户籍居民", "resident by household registration"},
	"nonresident":     {`!within(household, "county")`, "非本地户籍人员", "person without local registration"},
	"student":         {`student`, "在校学生", "student"},
	"soldier":         {`soldier_stationed`, "驻地部队现役军人", "soldier stationed here"},
	"soldier_waiting": {`soldier_waiting`, "退役待安置军人", "discharged soldier waiting for placement"},
	"migrant_worker":  {`migrant_worker`, "符合条件的外来务工人员", "migrant worker"},
	"infant":          {`infant_unregistered`, "尚未登记户口的婴儿", "infant not yet registered"},
	"institute_child": {`institute_child`, "社会福利院抚养的儿童", "child of the welfare institute"},
	"unclaimed":       {`route == "unclaimed" && unclaimed`, "无人认领、身份不明遗体", "unclaimed or unidentified body"},
	"donor":           {`body_donor || organ_donor || tissue_donor`, "遗体、器官、组织捐献者", "donor of body, organ or tissue"},
	"home_buyer":      {`home_buyer`, "购房人及其家庭成员", "home buyer or member of that household"},
	"local_retiree":   {`local_retiree`, "在本地退休并领取养老金的人员", "retired here"},
	"permit_holder":   {`residence_permit`, "持居住证人员", "holder of a residence permit"},
	"public_staff":    {`public_employee`, "财政供养人员", "public staff"},
	"disaster_victim": {`disaster_victim`, "自然灾害等突发事件遇难人员", "victim of a public emergency"},
	"needy":           {"", "困难群众", "person in need"},
	"special":         {"", "特殊对象", "special group"},
	"ordinary":        {"", "普通居民", "ordinary resident"},
}

type standardItem struct{ unit, zh, en string }

var itemWords = map[string]standardItem{
	"pickup":       {"trip", "遗体接运", "body pick-up"},
	"carrying":     {"body", "抬尸装卸", "carrying"},
	"disinfection": {"body", "遗体消毒", "disinfection"},
	"preparation":  {"body", "遗体整理", "preparation of the body"},
	"makeup":       {"body", "整容化妆", "make-up"},
	"wrapping":     {"body", "遗体包裹", "wrapping"},
	"bag":          {"piece", "遗体卫生袋", "body bag"},
	"coffin":       {"piece", "火化卫生棺", "hygiene coffin"},
	"cold":         {"day", "遗体冷藏存放", "cold storage"},
	"hall":         {"use", "小型告别厅", "small farewell hall"},
	"wake":         {"day", "守灵厅", "wake hall"},
	"memorial":     {"use", "追悼会", "memorial meeting"},
	"cremation":    {"body", "遗体火化", "cremation"},
	"certificate":  {"piece", "火化证", "cremation certificate"},
	"arranging":    {"body", "骨灰整理", "arranging of the ashes"},
	"urn":          {"piece", "骨灰盒", "urn"},
	"cloth":        {"piece", "红布", "red cloth"},
	"pad":          {"piece", "火化垫", "furnace pad"},
	"protectant":   {"piece", "骨灰保护剂", "ash protectant"},
	"box":          {"piece", "运输卫生箱", "transport hygiene box"},
	"ash":          {"year", "骨灰寄存", "ash storage"},
	"eco":          {"case", "节地生态安葬", "ecological burial"},
	"grave":        {"piece", "墓位", "grave"},
	"niche":        {"piece", "骨灰格位", "niche"},
	"stele":        {"piece", "墓碑", "stele"},
	"engraving":    {"piece", "刻碑", "engraving of the stele"},
	"management":   {"year", "墓地管理", "care of the grave"},
	"wreath":       {"piece", "花圈", "wreath"},
	"other":        {"case", "其他殡葬服务", "other funeral services"},
}

type standardFund struct{ level, zh, en string }

var fundWords = map[string]standardFund{
	"county_budget":     {"county", "县级财政", "county budget"},
	"prefecture_budget": {"prefecture", "市级财政", "prefecture budget"},
	"province_budget":   {"province", "省级财政", "province budget"},
	"home":              {"home", "殡仪馆自行承担", "borne by the home"},
	"lottery":           {"county", "彩票公益金", "lottery welfare money"},
	"subsistence":       {"county", "最低生活保障资金", "subsistence fund"},
	"entitled":          {"county", "优抚经费", "budget for entitled groups"},
	"shared":            {"", "各级财政分担", "shared by several levels"},
}

type standardPaper struct{ kind, zh, en string }

var paperWords = map[string]standardPaper{
	"application_form":      {"form", "申请表", "application form"},
	"service_list":          {"form", "服务项目清单（家属签名）", "list of services signed by the family"},
	"death_certificate":     {"death", "死亡证明", "death certificate"},
	"handler_id":            {"identity", "经办人身份证", "identity card of the handler"},
	"deceased_id":           {"identity", "逝者身份证或户口簿", "identity card or household book of the deceased"},
	"household_book":        {"identity", "户口簿", "household book"},
	"household_cancelled":   {"identity", "户口注销证明", "proof that the registration was cancelled"},
	"cremation_certificate": {"cremation", "火化证明", "cremation certificate"},
	"invoice":               {"invoice", "收费票据和项目清单", "invoice with its items"},
	"bank_card":             {"account", "申请人银行卡或存折", "bank card of the applicant"},
	"class_proof":           {"class", "身份类别证明", "proof of the class"},
	"student_proof":         {"class", "学校证明", "certificate of the school"},
	"unit_proof":            {"class", "部队政治机关证明", "certificate of the unit"},
	"placement_proof":       {"class", "待安置证明和退役证件", "placement and discharge papers"},
	"labour_contract":       {"class", "劳动合同", "labour contract"},
	"insurance_proof":       {"class", "养老保险缴费证明", "proof of pension payments"},
	"residence_permit":      {"class", "居住证", "residence permit"},
	"property_proof":        {"class", "不动产权证或购房合同", "property certificate or contract of purchase"},
	"police_consent":        {"death", "公安机关同意火化证明", "consent of the police to the cremation"},
	"hospital_proof":        {"class", "医院、公安或民政部门证明", "certificate of hospital, police or civil affairs"},
	"donation_certificate":  {"class", "捐献证书", "donation certificate"},
	"contact_letter":        {"voucher", "联系函", "contact letter"},
	"approval_form":         {"voucher", "民政部门审批表", "approval form of civil affairs"},
	"mandate":               {"mandate", "委托书", "mandate"},
	"burial_certificate":    {"evidence", "安葬证明", "burial certificate"},
	"image_record":          {"evidence", "安葬影像资料", "film or photographs of the burial"},
	"trip_slip":             {"evidence", "接运单", "trip slip"},
	"urn_code":              {"evidence", "骨灰盒编码", "code of the urn"},
	"furnace_record":        {"evidence", "火化记录", "furnace record"},
	"storage_certificate":   {"evidence", "骨灰寄存证", "storage certificate"},
	"stamped_certificate":   {"evidence", "已盖减免章的火化证", "cremation certificate with the stamp of the waiver"},
}

// assumptionWords are questions that most texts leave open, with the choice
// usually made: question and choice, each in Chinese and English.
var assumptionWords = map[string][4]string{
	"law_summary":        {"law.md 是公开信息的要点，不是文件原文", "law.md holds the points made public, not the text of the document", "采用前与文件原文核对", "to be checked against the document before use"},
	"effective_date":     {"公开信息没有写明施行日期", "the day of effect is not stated", "按本包所写的起日", "the first day written in this pack"},
	"rules_day":          {"没有写明按哪一天的身份和标准计算", "which day decides memberships and amounts", "死亡之日；价格按服务之日", "the day of death; prices by the day of the service"},
	"settlement":         {"没有写明结算办法", "the way of settling is not stated", "按月结算，殡仪馆报、民政审、财政于次月 10 日前拨付殡仪馆", "monthly: the home submits, civil affairs checks, finance pays the home by the 10th"},
	"fund":               {"没有写明由谁出资", "who pays is not stated", "由县级财政承担", "the county budget"},
	"papers":             {"没有列出材料", "the papers are not listed", "死亡证明、逝者和经办人的身份证件", "death certificate and identity cards of the deceased and the handler"},
	"cap_order":          {"超过限额时先免哪一项", "the order in which the cap is filled", "按项目顺序计满限额，余额由家属承担", "in the order of the items; the rest is the family's"},
	"other_grade":        {"选用更高档的服务，普通档的标准是否仍可免除", "whether a better grade still gets the standard sum", "可以，家属只付差额", "yes, the family pays the difference"},
	"no_credit":          {"选用更高档的服务是否抵扣", "whether a better grade gets any credit", "不抵扣，全部自付", "no; the family pays all of it"},
	"quantity_one":       {"没有写数量的项目免几次", "quantity where no number stands", "一次", "one"},
	"no_limit":           {"没有写数量或期限的项目免多少", "how much where neither number nor time stands", "不限数量，只受金额限制", "no limit of quantity; the amount alone limits it"},
	"days_count":         {"天数、小时数怎样计算", "how days and hours are counted", "按殡仪馆计费的数量", "as the home charges them"},
	"sample_prices":      {"价格没有公开", "the prices were not published", "用例里的价格是样本，正式使用时录入价目表", "the prices in the cases are samples; the price list is entered for use"},
	"waived_elsewhere":   {"在他处已减免的能否再申请", "whether a waiver received elsewhere blocks a claim", "不能，同一逝者只免除一次", "it does; one waiver for each deceased person"},
	"class_order":        {"同时属于几类对象时按哪一类", "precedence among the classes", "按本包的先后次序", "in the order of this pack"},
	"cremation_only":     {"没有写明是否限于火化", "whether only cremations are covered", "只适用于遗体火化", "cremations only"},
	"home_named":         {"没有写明在哪家殡仪馆办理", "which home renders the services", "本地的殡仪馆", "the home of the place"},
	"not_out_of_area":    {"没有写明异地火化能否报销", "whether a cremation elsewhere is reimbursed", "不报销", "it is not"},
	"round_trip":         {"里程按单程还是往返计", "one way or round trip", "按本包的价目所写", "as the tariff of this pack says"},
	"part_km":            {"不足一公里怎样计", "parts of a kilometre", "按一公里计", "rounded up"},
	"unclaimed_uncapped": {"无人认领遗体是否受限额和项目限制", "whether cap and items bind unclaimed bodies", "不受限制，按实计算", "they do not; actual cost"},
	"award_stacking":     {"几项奖补能否同时领取", "whether awards add up", "按本包的分组：同组只领一项，不同组可以同时领取", "by the groups of this pack: one of a group, several groups together"},
	"award_payee":        {"奖补发给谁", "who receives the award", "发给办理安葬的家属", "the family that arranges the burial"},
	"members_by_list":    {"特殊对象的范围没有全部公开", "the list of special groups was cut off", "按本包所列，其余由民政部门认定后补入", "those of this pack; others are added when civil affairs names them"},
	"area_codes":         {"适用区域的行政区划代码", "the division codes of the areas", "按本包所列，采用前核对", "those of this pack, to be checked before use"},
}
