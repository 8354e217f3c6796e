"""Question banks and the draw from them."""
