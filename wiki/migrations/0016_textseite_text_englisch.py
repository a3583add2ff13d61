from django.db import migrations
from wagtail.fields import RichTextField


class Migration(migrations.Migration):

    dependencies = [
        ('wiki', '0015_tabellenstand_textseiten'),
    ]

    operations = [
        migrations.AddField(
            model_name='textseite',
            name='text_englisch',
            field=RichTextField(blank=True, help_text='Steht in der englischen Oberfläche über dem deutschen Text, der dort zugeklappt ist.', verbose_name='Text auf Englisch'),
        ),
    ]
