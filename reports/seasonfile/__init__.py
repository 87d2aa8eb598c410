"""Season files: one season's blocs whole, as JSON. `docs/season-file.md` says what stands in one.

shapes   the table: which rows and columns a file holds; schema, reading and writing all follow it
values   one value: from JSON to the row's column and back
schema   the JSON Schema made from the table (docs/season.schema.json)
checks   what is wrong with a file, each fault with its path and a sentence
normal   a file in the one form the writer uses, so that two can be compared
writing  rows to a plain dict
"""
