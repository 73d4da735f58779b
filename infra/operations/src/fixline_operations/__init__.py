"""Commands for whoever looks after a desk (`fixline --help`); they read its settings, and ask its services."""
