"""What the bot knows of tickets, comments, files and events: frozen copies of the other services' answers."""
