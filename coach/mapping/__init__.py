"""From an answer's words to suggested criteria, each with the words that speak for it."""
