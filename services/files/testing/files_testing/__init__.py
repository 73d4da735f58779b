"""What the tests of the files service share; no wheel has it."""
