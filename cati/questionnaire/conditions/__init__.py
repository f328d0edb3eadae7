"""The condition language: read (`parsing`), typed (`typing_rules`), run (`closures`).

A condition is true or false, never unknown: a comparison with something that is no answer is false,
and `!=` and `not in` are the exact opposite of `==` and `in` (LANGUAGE, the truth table).
"""
