from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "waypost.groups"
    label = "groups"
