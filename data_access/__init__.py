"""Where facts and marts live: engine, tables, migrations, queries, file formats. Knows nothing of the screen."""
