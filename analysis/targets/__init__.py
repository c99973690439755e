"""What a report promises: its main expected targets, and targets beside one another."""
