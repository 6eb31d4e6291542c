"""From what one article calls things to days, actors and places."""
