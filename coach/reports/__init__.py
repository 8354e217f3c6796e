"""View models: what screens, lines and files show, worked out once."""
