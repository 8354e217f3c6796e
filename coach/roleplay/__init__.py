"""Role-plays: a simulated customer with a mood, a memory and things to find out."""
