"""What is handed out: an offline bundle, a program that needs no Python, and how each is tried."""
