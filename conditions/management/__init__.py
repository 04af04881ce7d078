"""Commands of manage.py. A door: each command only points into a room."""
