"""`fixline go-no-go`: may this desk be opened to people? Each line is a check that looks, and says what it saw."""
