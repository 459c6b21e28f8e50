"""Fonds beside other generators, and where its own time goes. Not part of the test run; see `make bench`."""
