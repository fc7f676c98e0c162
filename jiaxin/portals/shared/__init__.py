"""What every audience's pages share: base pages, components, tokens, the front-end build."""
