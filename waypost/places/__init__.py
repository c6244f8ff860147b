"""Open reference: members, routes, topics and the five sections. (Territories and points of entry come here too.)"""
