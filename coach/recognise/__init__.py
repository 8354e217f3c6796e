"""What a short line means: the moves made towards a customer, or what the coach is asked for."""
