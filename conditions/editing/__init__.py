"""Working copy <-> guide, and publishing."""
