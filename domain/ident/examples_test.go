package ident

// This is the one file of the house that may hold document numbers outside
// county 449999: examples printed in the standards, and numbers with prefixes
// of other documents and birth years before 1900, which no living person holds.
const (
	femaleExample = "11010519491231002X" // printed in GB 11643
	maleExample   = "440524188001010014" // printed in GB 11643
	legacyExample = "110105491231002"    // the first, in the form before 1999

	hongKongResident = "810000189101010017"
	macaoResident    = "820000189206150026"
	taiwanResident   = "830000189311080033"
	foreignCard      = "944840189401010016"
	foreignCard2     = "911392189503200022"

	companyExample = "91350100M000100Y43" // printed in GB 32100
)

// wrongCheckExamples are examples with one fault that only the check digit tells.
var wrongCheckExamples = []string{
	"110105194912310021", // X replaced
	"11010519491213002X", // digits of the day exchanged
	"440524188001010015",
	"11010519491231003X", // another serial
}
