"""Tests of the knowledge itself and of its loader."""
