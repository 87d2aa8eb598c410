"""Text as the house keeps it: NFC, one space where one is meant, no invisible characters."""

from django.db import models

from blocs.logic.text import clean, clean_lines


class LineField(models.CharField):
    """One line of Vietnamese text, normalised on the way in whatever door it comes through."""

    def to_python(self, value):
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance, add):
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class ProseField(models.TextField):
    """Several lines of Vietnamese text; line breaks stay, the rest is normalised as in a line."""

    def to_python(self, value):
        value = super().to_python(value)
        return clean_lines(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance, add):
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def exact(verbose_name: str, **options) -> models.DecimalField:
    """A figure: at most 15 significant digits, four after the comma, so that SQLite keeps it exactly."""
    return models.DecimalField(verbose_name, max_digits=15, decimal_places=4, **options)
