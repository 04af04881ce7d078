"""A reader's own list: questions, what matters, check yourself, and the list that goes along."""
