"""Reports (отчёты и аналитические справки): pages' blocks put into the order of a document, with sentences over them.

A report is data until the last step: `making.make_report` gives sections, the page `/reports` draws them for the
editor, `dashboard/export/docx_report.py` writes them as .docx. Every figure is one that a page shows to this viewer.
"""
