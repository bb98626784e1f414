"""Tests that drive a real Chromium over a real server with the demonstration directory installed."""
