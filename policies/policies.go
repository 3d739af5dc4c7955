// Package policies holds the shipped packs as data: for each place a folder
// with the law text, the pack, samples of what an installation must provide,
// and worked cases. A pack here is a template; a county publishes its own copy.
//
// It never decides anything. Always true: every folder loads and its cases
// hold (tested).
package policies

import "embed"

// FS holds one folder for each place: pack.yaml, law.md, cases.yaml and the
// samples that the cases use.
//
//go:embed */*
var FS embed.FS
