"""Door: registers the working copy's bilingual fields with django-modeltranslation, straight from the document."""

from modeltranslation.translator import TranslationOptions, translator

from conditions.editing.carrying import text_fields
from conditions.models import WORKING_COPY

for model in WORKING_COPY:
    names = text_fields(model)
    if names:
        translator.register(model, type(f"{model.__name__}Texts", (TranslationOptions,), {"fields": tuple(names)}))
