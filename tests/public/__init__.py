"""What citizens see: releases, the page, its files."""
