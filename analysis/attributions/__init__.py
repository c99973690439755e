"""Who answers for a task （财政部牵头，12月底前完成）: the parser of attributions, of deadlines and of names
of departments.
"""
