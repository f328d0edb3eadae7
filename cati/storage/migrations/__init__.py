"""How a schema is made, and made of an older one: one revision a schema, named after its number."""
