"""What whoever runs the portal needs: backups that prove themselves, restoring them, keys, health, the request log.

A backup is a folder: one dump of the data base (``dumps``), every sealed file its rows name, and a signed manifest of
both (``manifest``). ``backups`` takes one, ``proving`` proves it from itself alone, ``restoring`` puts it back.
"""
