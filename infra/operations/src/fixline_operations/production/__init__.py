"""Settings of a desk in production: made up once, and what its database server needs to know of them."""
