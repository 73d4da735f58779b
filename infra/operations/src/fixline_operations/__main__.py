"""`python -m fixline_operations` is `fixline`."""

from fixline_operations.command_line import fixline

if __name__ == "__main__":
    fixline(prog_name="fixline")
