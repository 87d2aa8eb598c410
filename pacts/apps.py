from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PactsConfig(AppConfig):
    name = "pacts"
    verbose_name = _("Pacts and ceremonies")

    def ready(self):
        from blocs import intake, reform_effects
        from blocs.actions.renewal import AFTER_RENEWAL
        from blocs.logic import verbs
        from pacts.actions.honour_rules import copy_rules
        from pacts.intake_criteria import CriteriaIntake
        from pacts.intake_pledges import PledgeIntake
        from pacts.logic import verbs as own
        from pacts.logic import verbs_adoption, verbs_criteria, verbs_signing, verbs_stage
        from pacts.reform_effects import PactEffects

        intake.register(CriteriaIntake(), PledgeIntake())
        reform_effects.register(PactEffects())
        AFTER_RENEWAL.append(copy_rules)
        for words in (own, verbs_criteria, verbs_adoption, verbs_stage, verbs_signing):
            verbs.register(words.WORDS, words.DETAILS)
