"""Plain routes beside Dash: upload, downloads, search, health. All but health pass the gate."""
