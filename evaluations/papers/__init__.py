"""What is printed of an evaluation: the decrees' forms, minutes, tables, decision, notice, and their file.

Each module makes a ``core.paper.Paper`` of what ``gather`` found; ``make`` and the job ``print_unit`` make
files of them.
"""
