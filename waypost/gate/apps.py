from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "waypost.gate"
    label = "gate"
