"""What two versions of an instrument differ in, part by part; `changes` puts it together."""
