"""表 — the workbooks the district's offices send: what, when, in whose habits, with which mistakes."""
