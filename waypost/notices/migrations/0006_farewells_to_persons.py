"""A farewell goes to the address that a person has left, as to the mailbox that a post has."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_hold_mail"),
        ("people", "0014_programmes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="mail", name="mail_about_one_thing"),
        migrations.AddField(
            model_name="mail",
            name="person",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose address was left",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="mail",
            name="farewell_to",
            field=models.EmailField(
                blank=True, help_text="The address that the post or the person has left", max_length=254
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=Q(notice__isnull=False, digest__isnull=True, person__isnull=True, farewell_to="")
                | Q(
                    notice__isnull=True,
                    digest__isnull=False,
                    post__isnull=True,
                    person__isnull=True,
                    farewell_to="",
                )
                | (
                    Q(notice__isnull=True, digest__isnull=True)
                    & (Q(post__isnull=False, person__isnull=True) | Q(post__isnull=True, person__isnull=False))
                    & ~Q(farewell_to="")
                ),
                name="mail_about_one_thing",
            ),
        ),
    ]
