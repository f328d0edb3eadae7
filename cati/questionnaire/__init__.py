"""The instrument as frozen data: read, typed, checked, and the path it decides."""
