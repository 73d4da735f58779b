"""What the tests of the tickets service share; no wheel has it."""
