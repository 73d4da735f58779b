"""What the pages for operators have in common."""
