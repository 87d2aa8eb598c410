from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PactsConfig(AppConfig):
    name = "pacts"
    verbose_name = _("Pacts and ceremonies")

    def ready(self):
        from blocs import intake
        from blocs.logic import verbs
        from pacts.intake_criteria import CriteriaIntake
        from pacts.intake_pledges import PledgeIntake
        from pacts.logic import verbs as own
        from pacts.logic import verbs_adoption, verbs_criteria, verbs_signing, verbs_stage

        intake.register(CriteriaIntake(), PledgeIntake())
        for words in (own, verbs_criteria, verbs_adoption, verbs_stage, verbs_signing):
            verbs.register(words.WORDS, words.DETAILS)
