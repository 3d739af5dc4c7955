#!/bin/sh
# The bench, from anywhere: bench/run.sh [p1] [p2] [p3] [p5]; see bench/README.md.
cd "$(dirname "$0")" && exec go run . "$@"
