from django.urls import path

from waypost.demo import views

urlpatterns = [
    path("demo/become/", views.become, name="demo_become"),
    path("demo/clock/", views.move_clock, name="demo_clock"),
    path("demo/story/", views.story, name="demo_story"),
    path("demo/outbox/", views.outbox, name="demo_outbox"),
]
