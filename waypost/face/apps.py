from django.apps import AppConfig


class FaceConfig(AppConfig):
    name = "waypost.face"
    label = "face"

    def ready(self) -> None:
        from waypost.face.sentences import speak_plainly

        speak_plainly()
