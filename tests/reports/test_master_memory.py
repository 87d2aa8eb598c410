"""What a hungry master costs at most: read from the trial's own process, in a worker that has done nothing else."""

import json
import subprocess
import sys
from io import BytesIO

import pytest

from tests.sites import ROOT

MOST = 300 * 1024  # kB, as the kernel counts it
TRIED = """
import json, os, resource, sys
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from reports.papers import making, master_trial
from tests.make_documents import document_of
try:
    content, _findings = master_trial.tried(document_of("plan"), open({path!r}, "rb").read())
    told = len(content)
except master_trial.NotTried as refusal:
    told = str(refusal)
print(json.dumps([told, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def a_master(*paragraphs: str) -> bytes:
    from docx import Document

    made, kept = Document(), BytesIO()
    for words in paragraphs:
        made.add_paragraph(words)
    made.save(kept)
    return kept.getvalue()


LOOPS = "{% for a in body %}{% for b in body %}{% for c in body %}"
ENDS = "{% endfor %}{% endfor %}{% endfor %}"
HUNGRY = {
    "text in loops": (LOOPS + "x" * 1_000_000 + ENDS,),
    "fields in loops": (LOOPS + "{{ body }}" * 2000 + ENDS,),
    "paragraphs in loops": (*["{%p for a in body %}"] * 3, *["x" * 2000] * 500, *["{%p endfor %}"] * 3),
}


def tried(tmp_path, master: bytes) -> tuple[int | str, int]:
    """(bytes of the paper or the sentence why there is none, most memory of the trial in kB)."""
    path = tmp_path / "x.docx"
    path.write_bytes(master)
    script = TRIED.format(root=str(ROOT), path=str(path))
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 0, said.stderr
    return tuple(json.loads(said.stdout))


@pytest.mark.parametrize("paragraphs", HUNGRY.values(), ids=HUNGRY)
def test_a_hungry_master_never_holds_more_than_300_mb(tmp_path, paragraphs):
    told, memory = tried(tmp_path, a_master(*paragraphs))
    assert isinstance(told, str) and told, told
    assert memory <= MOST, memory


def test_a_plain_master_has_room(tmp_path):
    told, memory = tried(tmp_path, a_master("{{ trich_yeu }}", "{%p for b in body %}", "{{ b.text }}", "{%p endfor %}"))
    assert isinstance(told, int) and memory <= MOST, (told, memory)
