"""Which part of a report a paragraph belongs to: the review, the plan, both, or neither."""
