"""身份归并 — is this row that person? Normalising, comparing, weighing with reasons, clustering with cannot-link."""
