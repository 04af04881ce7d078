"""The tests. Folders mirror those of the code; browser/ drives a real Chromium."""
