"""Every check of the project, in one go: `python -m tests` from a checkout with `pip install -e .[test]` done.

Where EGOVTRACK_TEST_POSTGRESQL names a server, the tests that use a ledger run there too. `python -m tests --quick`
takes less than a minute: all checks but of the tests some of every area, on SQLite alone. What follows is pytest's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

# import-linter is the one that cannot be run as a module
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"),
}
# By file, so that what a file sets up for all of its tests is set up once.
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadfile")
# Left out of a quick run: what starts many processes, builds a wheel, draws many inputs, reads endless ones, needs
# LibreOffice or a server.
SLOW = (
    "forms/test_files.py", "forms/test_generated.py", "forms/test_libreoffice.py", "forms/test_reading.py",
    "fuzz/test_fuzz.py", "readers/test_bounded.py", "readers/test_dispatch.py", "readers/test_html.py",
    "readers/test_libreoffice.py", "readers/test_odf.py", "readers/test_ofd.py", "readers/test_offices.py",
    "readers/test_pdf.py", "reading/test_bad_input.py", "reading/test_generated.py", "test_anchors.py",
    "test_assessing.py", "test_backup.py", "test_chasing.py", "test_check.py", "test_confidential.py",
    "test_compare.py",
    "test_contract.py", "test_conversion.py", "test_crash.py", "test_cuts.py", "test_damage.py", "test_decisions.py",
    "test_dump.py", "test_editions.py", "test_files.py", "test_forms_and_ledger.py", "test_growth.py",
    "test_hostile.py", "test_identities.py", "test_installation.py", "test_leader_workbook.py", "test_notices.py",
    "test_page.py",
    "test_past.py", "test_postgresql.py", "test_properties_of_obligations.py", "test_reading_the_ledger.py",
    "test_registry_changes.py", "test_rendered.py", "test_reporting.py", "test_several.py",
    "test_sheet.py", "test_streams.py", "test_tables_of_reports.py", "test_together.py", "test_trackers.py",
    "test_two_clocks.py", "test_weekly.py", "test_wheel.py", "test_whole_exports.py", "test_year_chased.py",
)  # fmt: skip
# Of these, what does not take long.
EXAMPLES = (
    "forms/test_reading.py::test_what_is_filled_in_becomes_an_entry_of_its_row",
    "forms/test_reading.py::test_a_percent_that_may_mean_something_else",
    "forms/test_reading.py::test_several_rows",
    "fuzz/test_fuzz.py::test_fuzzing_begins_with_files_that_are_read",
    "readers/test_html.py::test_a_site_around_an_article",
    "readers/test_odf.py::test_a_text_in_one_file",
    "readers/test_ofd.py::test_the_order_in_which_a_page_is_drawn_does_not_matter",
    "readers/test_offices.py::test_a_workbook_in_xml_under_any_name",
    "test_assessing.py::test_what_each_did_is_counted",
    "test_anchors.py::test_several_anchors_tell_where_the_histories_part",
    "test_backup.py::test_a_backup_is_brought_back_and_the_ledger_kept",
    "test_chasing.py::test_a_promise_is_watched",
    "test_check.py::test_the_last_action_deleted_with_its_rows_is_found",
    "test_confidential.py::test_of_evidence_only_name_and_digest_are_kept",
    "test_conversion.py::test_a_converted_ledger_is_whole_and_goes_on",
    "test_compare.py::test_what_moved_and_whose_deadline_by_whom_and_why",
    "test_contract.py::test_a_task_is_told_with_its_ref_and_title",
    "test_crash.py::test_a_ledger_whose_making_was_cut_short_is_made_whole",
    "test_damage.py::test_what_may_only_be_read_is_read_and_not_written",
    "test_decisions.py::test_what_a_department_reports_done_is_done_when_the_office_says_so",
    "test_decisions.py::test_a_claim_is_sent_back_with_a_reason_and_may_be_made_again",
    "test_dump.py::test_a_loaded_dump_is_the_same_ledger",
    "test_editions.py::test_clauses_keep_their_identity",
    "test_files.py::test_somebody_elses_file_is_left",
    "test_forms_and_ledger.py::test_what_was_filled_in_becomes_a_note_of_the_department",
    "test_growth.py::test_no_listing_reads_a_large_table_from_end_to_end",
    "test_hostile.py::test_a_returned_form_is_shown_harmlessly",
    "test_identities.py::test_an_unchanged_text_is_kept_whole",
    "test_leader_workbook.py::test_figures_stand_with_what_they_are_a_part_of",
    "test_notices.py::test_a_reminder_says_what_is_owed_by_whom_and_by_when",
    "test_page.py::test_no_text_becomes_markup",
    "test_past.py::test_later_documents_and_renames_do_not_rewrite_what_was_printed",
    "test_properties_of_obligations.py::test_no_obligation_is_lost_or_doubled_by_asking_department_by_department",
    "test_reading_the_ledger.py::test_the_read_path_imports_no_sqlalchemy",
    "test_registry_changes.py::test_a_slip_in_a_name_is_set_right_and_keeps_its_day",
    "test_registry_changes.py::test_all_the_rest_goes_to_another_and_comes_back",
    "test_reporting.py::test_whoever_answered_in_time_is_not_called_silent",
    "test_reporting.py::test_the_offices_words_are_no_reports",
    "test_several.py::test_decisions_come_from_a_table_with_chinese_heads",
    "test_tables_of_reports.py::test_a_table_with_chinese_heads",
    "test_sheet.py::test_an_item_tells_how_it_stands_and_what_was_asked_and_promised",
    "test_whole_exports.py::test_csv_of_obligations_says_what_dept_says",
    "test_streams.py::test_what_a_command_found_is_told_by_its_exit_code_also_to_a_reader_who_left",
    "test_trackers.py::test_one_action_makes_the_tasks_and_the_notes",
    "test_together.py::test_the_real_command_beside_readers",
)
ROOT = Path(__file__).parent.parent
_NOTHING_CHOSEN = 5


def main(arguments: list[str]) -> int:
    """Run them all, pytest last and with these arguments; returns pytest's exit code, or 1 if only another failed."""
    quick = "--quick" in arguments
    words = (*PYTEST, *(word for word in arguments if word != "--quick"), *(quick_tests() if quick else ()))
    codes = {name: _run(name, check) for name, check in CHECKS.items()}
    if os.environ.get("EGOVTRACK_TEST_POSTGRESQL") and not quick:
        code = _run("pytest on PostgreSQL", words, EGOVTRACK_TEST_LEDGER="postgresql")
        codes["pytest on PostgreSQL"] = 0 if code == _NOTHING_CHOSEN else code
    codes["pytest"] = _run("pytest", words)
    failed = [name for name, code in codes.items() if code]
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr)  # noqa: T201
    return codes["pytest"] or bool(failed)


def quick_tests() -> list[str]:
    """Return the tests of a quick run, as pytest takes them."""
    files = {str(path.relative_to(ROOT / "tests")) for path in (ROOT / "tests").rglob("test_*.py")}
    return [f"tests/{name}" for name in sorted(files - set(SLOW)) + list(EXAMPLES)]


def _run(name: str, words: tuple[str, ...], **environment: str) -> int:
    print(f"--- {name}", flush=True)  # noqa: T201  a tool for contributors
    began = time.monotonic()
    code = subprocess.run([sys.executable, *words], cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
    print(f"--- {name}: {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
