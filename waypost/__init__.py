"""Waypost: the members' portal for border-management cooperation."""
