"""What can be wrong with reports: named checks of one report, and of reports beside one another."""
