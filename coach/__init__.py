"""A practice coach for apprentices before their end-point assessment, and for the trainers who mark them."""

__version__ = "0.1.0"
