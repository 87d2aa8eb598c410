"""Criteria tables as Excel files, out and in. The words in a file are Vietnamese whatever the language of the page."""
