"""Tests of the data that ships: vocabularies, the demonstration directory and the relevance file."""
