"""Forms out, forms in: a workbook for a department to fill in, and what it says when it comes back.

Pure: a `Form` becomes the bytes of an xlsx file, the bytes of an xlsx or ods file become `Entry`s or `FormProblem`s.
docs/how-to/forms.md says what is accepted in a cell and what is named as a problem.
"""

from egovtrack.forms.model import Entry, Expected, Form, FormProblem, FormRow, Returned
from egovtrack.forms.reading import head_of, read_form
from egovtrack.forms.writing import write_form

__all__ = ["Entry", "Expected", "Form", "FormProblem", "FormRow", "Returned", "head_of", "read_form", "write_form"]
