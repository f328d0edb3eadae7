"""A whole field period by virtual clock: invented companies, a staff rota, and the real verbs of the room."""
