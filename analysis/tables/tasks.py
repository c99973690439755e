"""The tables of tasks."""

from __future__ import annotations

from analysis.tables.declaration import Table, columns, made
from analysis.tables.targets import TARGET

ROOM = "Tasks"

TABLES = (
    Table(
        "tasks",
        ROOM,
        "One row a task unit of a task division.",
        columns("""
            report_id
            chapter | heading of the first level
            section | heading of the second level
            item:int | its number in the document
            unit:int | from 1 within the item
            text | what is to be done
            leads | departments that lead
            participants | departments that take part
            responsible_mode | lead, lead_shared, lead_unspecified, shared, unspecified, all
            open_ended | 等, where the list of departments ends so
            deadlines | clauses verbatim
            deadline_month:Int | of the first dated one
            attribution | who answers for it, verbatim
            start end
            deadline_year:Int | of the first dated one
            deadline_edge | before, start, reference
            officials | who leads in person
            notes | whatever else the attribution says
        """),
        made(report="report_tables:tasks"),
    ),
    Table(
        "alignment",
        ROOM,
        "One row an item of a lower document.",
        columns("""
            report_id
            item:int | of the lower document
            matched_report_id | the upper document
            matched_items | its items that the item takes up
            relation | merged, split, narrowed, same, none
            similarity:float | of the wording, 0–1
            dropped | wording of the upper document that is missing
            added | wording that is new
            matched_units | item.unit of the upper document
            also | further relations that hold too
            softened | a strong word that is gone
            moved | wording that another item has
        """),
        made(task_divisions_of_two_levels="group_tables:aligned_tasks"),
    ),
    Table(
        "cascade",
        ROOM,
        "One row an item of the upper document.",
        columns("""
            report_id
            item:int | of the upper document
            chapter | its heading
            lower_report_id | the lower document
            lower_items | its items that take the item up
            characters:int | of the item
            kept:int | of them that the lower document keeps
            share_kept:float | kept over characters
            lost | wording that it doesn't keep
        """),
        made(task_divisions_of_two_levels="group_tables:aligned_tasks"),
    ),
    Table(
        "task_changes",
        ROOM,
        "One row a task unit of a government's document or of its last one.",
        columns("""
            fate | stayed, moved, came, went
            earlier_report_id | the last document
            earlier_item:Int | empty for one that came
            earlier_unit:Int | empty for one that came
            later_report_id | the document
            later_item:Int | empty for one that went
            later_unit:Int | empty for one that went
            similarity:float | of the wording, 0–1
            dropped | wording that is gone
            added | wording that is new
            departments_left | that answered for it and don't any more
            departments_joined | that answer for it now
            earlier_deadlines | clauses verbatim
            later_deadlines | clauses verbatim
            earlier_text | what was to be done
            later_text | what is to be done
        """),
        made(task_divisions_of_two_years="group_tables:task_changes"),
    ),
    Table(
        "departments",
        ROOM,
        "One row a document and department.",
        columns("""
            report_id department
            kind | what kind of body it is
            led:int | task units that it leads
            shared:int | that it takes part in
            tasks:int | both
            share_led:float | led over tasks
        """),
        made(report="report_tables:departments"),
    ),
    Table(
        "co_responsibility",
        ROOM,
        "One row two departments that answer for a task unit together.",
        columns("""
            report_id
            source | department
            target | department
            weight:int | units together
            led:int | units that one of them leads
        """),
        made(report="report_tables:task_networks"),
    ),
    Table(
        "department_network",
        ROOM,
        "One row a document and department of its network.",
        columns("""
            report_id department
            degree:int | departments that it works with
            strength:int | units together, summed
            betweenness:float | share of shortest paths through it
            community:int | Louvain, fixed seed
        """),
        made(report="report_tables:task_networks"),
    ),
    Table(
        "deadlines",
        ROOM,
        "One row a document, department, month and kind of deadline.",
        columns("""
            report_id department
            year:Int | of the deadline
            month:int | of the deadline
            action | what is due
            edge | before, start, reference
            tasks:int | task units
        """),
        made(report="report_tables:deadlines"),
    ),
    Table(
        "task_quantities",
        ROOM,
        "One row a target that stands inside a task; behind the task stand the columns of `targets`.",
        columns(
            """
            report_id
            item:int | of the task
            task_unit:int | its unit
            leads | departments that lead
            participants | departments that take part
            deadlines | clauses verbatim
            """
            + TARGET
        ),
        made(report="report_tables:task_quantities"),
    ),
)
