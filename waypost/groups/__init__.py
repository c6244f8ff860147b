"""Working groups of a network: who sits in them, when they meet, what they decide."""
