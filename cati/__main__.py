"""`python -m cati` is the same program as `cati`."""

from cati.cli.commands import main

main()
