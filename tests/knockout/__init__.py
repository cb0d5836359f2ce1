"""Remove or change what decides, and show that a marked test case notices."""
