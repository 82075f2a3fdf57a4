"""Programs that make the project's data files; run by hand through the Makefile, never by the tests."""
