"""The way through the bot, from the webhook to a call of the Bot API."""
