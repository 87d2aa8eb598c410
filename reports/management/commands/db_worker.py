"""The job worker of django_tasks_db; before its first job it makes and reads what a killed worker left waiting."""

import logging

from django_tasks_db.management.commands.db_worker import Command as Worker

from blocs.actions.import_reading import empty_old_imports, read_waiting_imports
from reports.actions.document_files import make_waiting_documents
from reports.actions.outer_papers import check_waiting_papers
from reports.actions.papers import make_waiting_papers

logger = logging.getLogger(__name__)


class Command(Worker):
    def handle(self, *args, **options):
        try:
            make_waiting_papers()
            check_waiting_papers()
            make_waiting_documents()
            read_waiting_imports()
            empty_old_imports()
        except Exception:
            logger.exception("papers left waiting could not be made")  # jobs go on; the next start tries again
        super().handle(*args, **options)
