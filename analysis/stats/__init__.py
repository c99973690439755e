"""Statistics that know nothing of reports: association, resampling."""
