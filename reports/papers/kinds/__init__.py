"""What papers say: a module a kind, named as in the catalogue, with `write(subject, frame)` and `subjects(bloc)`."""
