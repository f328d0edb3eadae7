"""What is put on the screen, as pure functions: no widget, no clock."""
