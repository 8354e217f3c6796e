"""The conversation: its states, its clock, what it understands and what the assessor says."""
