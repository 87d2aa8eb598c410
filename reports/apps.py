from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Results and honours")

    def ready(self):
        from blocs.logic import verbs
        from pacts import past_results
        from pacts.actions.pacts import AFTER_SEAL
        from reports.actions.papers import ask_for_paper
        from reports.lending import results_of
        from reports.logic import verbs as own
        from reports.logic import (
            verbs_directives,
            verbs_documents,
            verbs_evidence,
            verbs_handover,
            verbs_honours_year,
            verbs_papers,
            verbs_polls,
            verbs_results,
            verbs_sheets,
            verbs_walls,
            verbs_works,
        )

        past_results.use(results_of)
        AFTER_SEAL.append(ask_for_paper)
        for words in (
            *[own, verbs_sheets, verbs_evidence, verbs_results],
            *[verbs_directives, verbs_walls, verbs_papers, verbs_documents],
            *[verbs_polls, verbs_honours_year, verbs_handover, verbs_works],
        ):
            verbs.register(words.WORDS, words.DETAILS)
        from blocs import intake, reform_effects
        from reports.intake_figures import FigureIntake
        from reports.intake_marks import MarkIntake

        intake.register(FigureIntake(), MarkIntake())
        from reports.reform_effects import ReportEffects

        reform_effects.register(ReportEffects())
