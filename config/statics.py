"""Static files under names that bear their digest, the modules our own scripts import among them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?P<matched>(?P<import>import\s*\{[^}]*\}\s*from)\s*["'](?P<url>\./[^"']+)["'])"""


class DigestedModules(CompressedManifestStaticFilesStorage):
    """`import { … } from "./other.js"` in static/js asks for the digested name too.

    Only digested names are kept, and Django's own switch for this stumbles over the scripts of others.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", ((IMPORT, '%(import)s "%(url)s"'),)))
