"""`fixline forget`: a person's data goes from all stores (decision 43)."""
