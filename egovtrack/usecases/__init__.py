"""What takes more than one call: tables of a snapshot, importing and changing a plan, forms, exports, the week."""
