"""The page of citizens (открытые данные): what may be on it, how a release is made, drawn and downloaded."""
