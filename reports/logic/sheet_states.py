"""A sheet's way through its stages: who marks what, which reason is due, what hinders sending, who may read.

Plain values only. Stages are named by their kind (each comes once in a table); `order` is the kinds as the table has
them. A “reason” is counted without the spaces around it.
"""
