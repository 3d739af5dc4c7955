// Package browser owns the stories told in a real browser: each party works with
// the pages in headless Chromium, on a phone and at a desk, with and without
// scripts.
//
// It never calls a handler of the pages; it types, presses and reads as a person
// does. Always true: every page that a story comes to is held against the rules
// of accessibility (axe-core) once for each size, and nothing may be wider than
// the screen.
package browser
