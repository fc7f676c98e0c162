"""电子表格 — reading and writing workbooks. The face of reading is `cells`, of writing `writing`."""
