"""上门采集 — what a grid worker writes down at the door, and how it meets what is filed already."""
