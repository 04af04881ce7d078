"""What readers see: home, guide pages, glossary, about."""
