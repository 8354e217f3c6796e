"""The coach's side of a chat: what it can answer, in which words, and what it offers to do."""
