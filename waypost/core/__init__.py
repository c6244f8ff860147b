"""The action door, audit, clock, registries and errors. No business."""
