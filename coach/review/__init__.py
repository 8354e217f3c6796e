"""A trainer's marks and the grades they add up to."""
