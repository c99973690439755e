"""From reports to tables, stage by stage: what is made of one report, of a group of them, of a region, of all."""
