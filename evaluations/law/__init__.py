"""The law of evaluation as data: rule sets are read from files, facts are held against them.

Nothing here knows the database: ``manage.py check_rules`` and the portal's pages go through the same door,
``check.check``.
"""
