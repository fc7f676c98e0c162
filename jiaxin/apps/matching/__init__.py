"""谁适合照护 — candidates from the register, judged on the record as it stands; nothing is written."""
