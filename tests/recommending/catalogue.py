"""A catalogue of a few indicators, and one rule of every condition."""

from __future__ import annotations

import shutil
from pathlib import Path

from dashboard.catalogue import FOLDER, Catalogue, read_catalogue

_SHARE = """
measure = "percent"
polarity = "{polarity}"
method = "journal"
period = "{period}"
formula = "a / b"
clause = "п. 1"
owner = "coordinator"
target = {target}
risk = {risk}
"""


def _share(
    code: str, title: str, target: float, risk: float, polarity: str = "higher", period: str = "checkpoint"
) -> str:
    rest = _SHARE.format(polarity=polarity, period=period, target=target, risk=risk)
    return f'[{code}]\ntitle = "{title}"\nfull_title = "{title}"{rest}'


_ENTERED = """
[{code}]
title = "{title}"
full_title = "{title}"
measure = "count"
aggregate = "sum"
level = "{level}"
polarity = "higher"
obtained = "entered"
numerator = "единиц"
formula = "число"
clause = "п. 2"
owner = "{owner}"
due = "06-15"
"""
INDICATORS = "\n".join(
    [
        _share("quality", "Качество обучения", 58.0, 45.0),
        _share("pass_rate", "Успеваемость", 98.5, 96.0),
        _share("low_share", "Доля «2»", 5.0, 10.0, "lower", "year").replace('"journal"', '"low"')
        + 'uses = ["no_ranking", "no_teacher"]\n',
        _share("near", "Один шаг", 0.0, 1.0, "lower", "year")
        .replace('"journal"', '"near"')
        .replace("percent", "count"),
        _share("hidden_one", "Без механизма", 90.0, 80.0),
        _ENTERED.format(code="clubs", title="Кружки", level="school", owner="director"),
        _ENTERED.format(code="hikes", title="Походы", level="school", owner="director"),
        _ENTERED.format(code="groups", title="Группы", level="kindergarten", owner="director"),
        _ENTERED.format(code="orders", title="Приказы", level="municipality", owner="coordinator"),
    ]
)


def _rule(code: str, condition: str, indicator: str, limits: str, text: str, rest: str = "") -> str:
    lines = [
        f"[{code}]",
        f'title = "Правило {code}"',
        f'condition = "{condition}"',
        f'indicator = "{indicator}"',
        f"limits = {limits}",
        f'text = "{text}"',
        'measure = "Разобрать показатель «{indicator}»"',
        'expected = "Не ниже {target}"',
        'clause = "п. 3"',
        rest,
    ]
    return "\n".join(line for line in lines if line)


MOVED = "{when} {value}, было {before} ({change}), цель {target}."
RULES = "\n\n".join(
    [
        _rule("fell", "drop", "pass_rate", "{ points = 10.0 }", MOVED),
        _rule("rose", "rise", "low_share", "{ points = 10.0 }", MOVED),
        _rule(
            "years",
            "below_years",
            "quality",
            "{ years = 3 }",
            "{years} год ниже цели, {value}, было {before}.",
        ),
        _rule(
            "threes",
            "reserve",
            "quality",
            "{ pupils = 5, points = 4.0 }",
            "одна «3» у {count} из {n}: {before} → {value}.",
        ),
        _rule("red", "red_without_action", "", "{}", "«{indicator}» {value} при цели {target}."),
        _rule("step", "near_low", "near", "{}", "один шаг."),
        _rule("late", "not_sent", "", "{}", "{when} не сдано {count}: {list}.", 'role = "director"'),
        _rule("late_us", "not_sent", "", "{}", "не внесено {count}: {list}.", 'role = "coordinator"'),
        _rule("silent", "drop", "hidden_one", "{ points = 1.0 }", MOVED),
    ]
)
PROFILE = """
[profile]
title = "Учебный"
place = "Учебный округ"
kind = "municipality"
document = "приказ"
report = "yearly"

[[mechanism]]
code = "preparation"
title = "Оценка качества подготовки"
short_title = "Подготовка"
group = "Результаты"
question = "Как учатся."
clause = "п. 1"
indicators = ["quality", "pass_rate", "low_share"]
lead = "quality"

[[mechanism]]
code = "low_results"
title = "Школы с низкими результатами"
short_title = "Низкие результаты"
group = "Результаты"
question = "Помогают ли."
clause = "п. 2"
indicators = ["near", "pass_rate"]
lead = "pass_rate"

[[mechanism]]
code = "upbringing"
title = "Система организации воспитания"
short_title = "Воспитание"
group = "Деятельность"
question = "Воспитывают ли."
clause = "п. 3"
indicators = ["clubs", "hikes", "groups", "orders"]
lead = "clubs"

[[target]]
indicator = "quality"
year = 2023
value = 40.0
risk = 30.0
clause = "прил. 1"
"""


def own_catalogue(folder: Path, rules: str = RULES, profile: str = PROFILE) -> Catalogue:
    """Our indicators, rules and profile with the registers that the program ships."""
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "indicators" / "own.toml").write_text(INDICATORS, encoding="utf-8")
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    shutil.copy(FOLDER / "registers.toml", folder / "registers.toml")
    path = folder / "own.toml"
    path.write_text(profile, encoding="utf-8")
    return read_catalogue(folder, path)
