from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0011_remind_all")]

    operations = [
        migrations.CreateModel(
            name="VainAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("month", models.DateField(help_text="Its first day")),
                ("words", models.CharField(help_text="A digest, of this month only", max_length=64)),
                ("asker", models.CharField(help_text="A digest, of this month and these words only", max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "words", "asker"), name="one_vain_ask_a_member")
                ],
            },
        ),
        migrations.CreateModel(
            name="VainWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("month", models.DateField(help_text="Its first day")),
                ("words", models.CharField(max_length=60)),
                ("members", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "words"), name="vain_words_once_a_month")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(fields=["first_at"], name="opening_first"),
        ),
    ]
