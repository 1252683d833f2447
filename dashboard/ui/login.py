"""The log-in page: complete static HTML, because nothing of Dash is served before a log-in.

The only script is the one of looks, from our own address; every value is escaped by markupsafe.
"""

from __future__ import annotations

from markupsafe import Markup

from dashboard.ui.looks import looks, looks_script
from dashboard.ui.sheet import joined

_PAGE = Markup("""<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Вход · Качество образования</title>
<link rel="stylesheet" href="/assets/01-fonts.css">
<link rel="stylesheet" href="/assets/50-tokens.css">
<link rel="stylesheet" href="/assets/51-base.css">
<link rel="stylesheet" href="/assets/57-login.css">
<link rel="stylesheet" href="/assets/68-contrast.css">
{script}
</head>
<body class="login">
<main class="login-card">
<p class="login-brand"><span class="logo" aria-hidden="true">КО</span>Качество образования</p>
<h1 class="page-title">Вход</h1>
{error}
<form method="post" action="{action}" class="form">
<input type="hidden" name="next" value="{next_url}">
<label class="field">Логин<input class="input" name="login" autocomplete="username" required
 autofocus></label>
<label class="field">Пароль<input class="input" name="password" type="password"
 autocomplete="current-password" required></label>
<button class="button primary" type="submit">Войти</button>
</form>
{demo}
{looks}
</main>
</body>
</html>
""")
_DEMO = Markup("""<section class="login-demo" aria-label="Демонстрационные входы">
<h2>Демонстрационные входы</h2>
<table><thead><tr><th scope="col">Логин</th><th scope="col">Кто входит</th></tr></thead>
<tbody>{}</tbody></table>
</section>""")


def login_page(error: str, next_url: str, action: str, demo: tuple[tuple[str, str], ...]) -> str:
    """The page. `demo` pairs a demonstration log-in with the words about it; empty in real use."""
    alert = Markup('<p class="alert alert-bad" role="alert">{}</p>').format(error) if error else Markup("")
    rows = [Markup('<tr><td class="login-name">{}</td><td>{}</td></tr>').format(*pair) for pair in demo]
    return str(
        _PAGE.format(
            error=alert,
            script=looks_script(),
            looks=looks(),
            action=action,
            next_url=next_url,
            demo=_DEMO.format(joined(rows)) if rows else Markup(""),
        )
    )
