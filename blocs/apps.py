from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class BlocsConfig(AppConfig):
    name = "blocs"
    verbose_name = _("Units and blocs")

    def ready(self):
        """Each floor says in its `access` who may do what."""
        autodiscover_modules("access")
        from blocs.logic import verbs, verbs_imports, verbs_reforms

        verbs.register(verbs_imports.WORDS, verbs_imports.DETAILS)
        verbs.register(verbs_reforms.WORDS, verbs_reforms.DETAILS)
        from blocs import intake
        from blocs.intake_leaders import LeaderIntake
        from blocs.intake_members import MembershipIntake
        from blocs.intake_reforms import ReformIntake
        from blocs.intake_units import UnitIntake

        intake.register(UnitIntake(), LeaderIntake(), MembershipIntake(), ReformIntake())


class SiteAdminConfig(AdminConfig):
    default_site = "blocs.admin_site.RegisterSite"
