"""Yardsticks and speed: what `make bench` measures and writes into BENCHMARKS.md."""
