"""What a step asks: JSON Schema forms that check answers and say in Thai and English how to mend them.

form = Form.load("forms/f1_02.json", data)            # FormRefused outside the documented subset
form.check(answers, variables, Context(now))          # [FieldError(field="/budget", code, th, en), ...]
form.fields                                           # ordered tree, for rendering
form.filled(answers)                                  # every field, None where nothing was answered
"""

from workflows.forms.fields import Fact, Field, Group, Option
from workflows.forms.form import Form
from workflows.forms.refusals import FieldError, FormRefused

__all__ = ["Fact", "Field", "FieldError", "Form", "FormRefused", "Group", "Option"]
