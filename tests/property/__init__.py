"""What holds for everything that can be drawn."""
