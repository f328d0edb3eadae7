"""The rules of the lint, one function each: a questionnaire as it stands in its file to problems."""
