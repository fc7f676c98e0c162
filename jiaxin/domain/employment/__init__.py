"""用工 — spells of work: what was said of each, what she answered, and where somebody is listed who is not there."""
