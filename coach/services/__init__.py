"""Use cases: what people do with coach, whatever shell they do it in."""
