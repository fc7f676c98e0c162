"""证件识读 — what printed papers say, from lines that a reader of pictures found. A proposal, never a fact."""
