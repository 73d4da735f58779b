"""What the tests of the bot share; no wheel has it."""
