"""The site as readers meet it: a real Chromium, one server process, one published database for all of these tests."""
