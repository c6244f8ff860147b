"""What the room tells: nothing. What an operator does to the whole portal is in the log."""

from waypost.core.events import Silent, declare

declare("operating.backup_restored", Silent("The operator tells people what was lost, by their own way."))
