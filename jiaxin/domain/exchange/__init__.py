"""跨区互换 — what other districts' platforms tell us and we them: the envelope, how it is judged, what it may hold."""
