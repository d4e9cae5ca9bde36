"""Official figures of elections, and the seats of the national parliament counted a second time."""
