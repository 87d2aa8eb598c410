from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Results and honours")

    def ready(self):
        from blocs.logic import verbs
        from pacts import past_results
        from reports.lending import results_of
        from reports.logic.verbs import DETAILS, WORDS

        past_results.use(results_of)
        verbs.register(WORDS, DETAILS)
