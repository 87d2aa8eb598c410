"""Workbooks in and out: guarded, read as plain values, written as templates; no floor above is known here."""
