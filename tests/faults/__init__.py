"""What happens when the power goes, the disk is full or a server is killed: small in the tests, at full size in `make faults`."""
