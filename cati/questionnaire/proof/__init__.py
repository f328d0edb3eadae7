"""The proof of a questionnaire: which items, options, checks, fills and ends any answers lead to, and examples of them.

Everything of an instrument is finite, so each claim about its routes is a question to a decision diagram.
"""
