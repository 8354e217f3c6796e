"""The line mode: everything an apprentice can do on the screen, line by line."""
