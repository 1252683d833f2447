"""Files of journals and exams as plain rows: one module per layout, opened only in a limited child process.

Doors: `reading.read_file_safely` (uploads), `parsing.read_file` (trusted files), `registry.LAYOUTS` (what can
be read), `blank_template` and `blank_protocol` (what to fill), `rows` (what comes out). Words of the files, for
whoever writes them: `template_columns`, `protocol_words`, `exam_words`.
"""
