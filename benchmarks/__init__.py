"""How well and how fast Rolefit reads and ranks: `make bench-quality` and `make bench-speed`."""
