"""The pages, a file for each thing people come for; all of them hang on the one blueprint made here."""

from flask import Blueprint

from app.web.visitor import meet, part

pages = Blueprint("web", "app.web", template_folder="templates")
pages.before_request(meet)
pages.after_request(part)
