"""English pages write and read dates and numbers exactly as Vietnamese ones do: a figure has one look in the house."""

from config.formats.vi.formats import *  # noqa: F403
