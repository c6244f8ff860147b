"""Who may do what in the room beside writing a curriculum (``access.policies``). Pure questions."""
