"""What takes more than one call: tables of a snapshot, importing a plan, taking forms in, the week, undoing."""
