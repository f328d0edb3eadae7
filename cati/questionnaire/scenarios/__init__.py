"""The editor's own tests in the file: answers, and where they must lead. `cati check` runs them (C601–C603)."""
