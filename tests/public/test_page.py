"""The page of citizens without a log-in and without a script: text, tables, links, weight, who may change it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from dashboard.numbers import format_year
from dashboard.public.look import COLOURS, USUAL, Look, option_groups, read_look
from dashboard.public.page import STYLES, open_page
from dashboard.public.release import HIDDEN, PlaceFigure, Release, figure_text
from dashboard.publication import NO_RELEASE, NotPublished
from data_access.viewer import NotFound, Refused
from tests.access.foreign import everybody
from tests.public.conftest import YEAR, Department
from tests.support.client import Person

PAGES = ("/open", f"/open/{YEAR}", "/open/data.csv", "/open/data.xlsx", "/open/description.json")
LIGHT = 100_000  # bytes
CHOSEN = ["quality", "pass_rate", "mean_mark", "oge_mean_math", "oge_10", "vpr4_11", "low_schools_share",
          "olympiad_participants", "graduates11_university", "training_certificates"]  # fmt: skip


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="module")
def page(published: Department) -> BeautifulSoup:
    return soup(published.citizen.get("/open").text)


@pytest.fixture(scope="module")
def release(published: Department) -> Release:
    return published.publication.shown()[0]


def test_without_a_release_every_address_says_so_plainly(demo_app: Flask) -> None:
    for address in PAGES:
        answer = demo_app.test_client().get(address)
        assert answer.status_code == 404, address
        assert "не опубликованы" in answer.text, address
        assert answer.headers["Cache-Control"] == "no-store", address
    page = soup(demo_app.test_client().get("/open").text)
    assert [tag.text for tag in page.find_all("h1")] == ["Качество образования"]
    assert NO_RELEASE in page.main.text  # type: ignore[union-attr]
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"  # type: ignore[index]


def test_after_a_publication_it_is_open_to_a_stranger_and_a_withdrawal_closes_it(
    department: Department,
) -> None:
    made = department.publish(["quality"])
    assert all(department.citizen.get(address).status_code == 200 for address in PAGES)
    department.publication.withdraw(department.viewer("head"), made)
    assert all(department.citizen.get(address).status_code == 404 for address in PAGES)
    with pytest.raises(NotFound):
        department.publication.withdraw(department.viewer("head"), made)


def test_the_newest_release_that_stands_is_shown_and_each_year_keeps_its_own(department: Department) -> None:
    older = department.publish(["quality"], YEAR - 1)
    newer = department.publish(["pass_rate"])
    newest = department.publish(["pass_rate", "quality"])
    assert "Качество обучения" in department.citizen.get("/open").text
    assert format_year(YEAR - 1) in department.citizen.get(f"/open/{YEAR - 1}").text
    department.publication.withdraw(department.viewer("head"), newest)
    assert "Качество обучения" not in department.citizen.get("/open").text
    for release_id in (newer, older):
        department.publication.withdraw(department.viewer("head"), release_id)
    assert department.citizen.get("/open").status_code == 404


@pytest.mark.parametrize("address", ["/open/1", "/open/99999999999999999999", "/open/data.csv?year=777"])
def test_a_year_without_a_release_is_not_found(address: str, published: Department) -> None:
    assert published.citizen.get(address).status_code == 404


def test_every_figure_of_the_release_stands_in_the_tables(page: BeautifulSoup, release: Release) -> None:
    for one in release.indicators:
        article = page.find(id=one.code)
        assert isinstance(article, Tag)
        rows = {row.th.text: row.text for row in article.select("tbody tr")}  # type: ignore[union-attr]
        assert list(rows)[1:] == [place.name for place in one.places]
        if one.reach != "bands":
            assert figure_text(one, one.total) in rows[release.place]
            for place in one.places:
                assert figure_text(one, place.figure) in rows[place.name], (one.code, place.name)
        assert one.formula in article.text
        assert one.clause in article.text


def test_the_page_needs_no_script_and_nothing_from_elsewhere(page: BeautifulSoup) -> None:
    assert page.find_all(["script", "iframe", "form", "object"]) == []
    assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    for tag in page.find_all(["link", "a", "img"]):
        target = str(tag.get("href") or tag.get("src"))
        assert target.startswith(("/", "#")), target
        assert not target.startswith("//")
    assert not [tag for tag in page.find_all(True) if tag.get("style")]


def test_headings_go_down_one_level_at_a_time_and_there_is_one_title(page: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.title is not None
    assert page.title.text == page.h1.text  # type: ignore[union-attr]
    assert page.find("meta", {"name": "description"})["content"]  # type: ignore[index]
    assert page.find("meta", {"name": "robots"}) is None
    assert page.html["lang"] == "ru"  # type: ignore[index]


def test_every_table_has_a_caption_and_every_head_a_scope(page: BeautifulSoup) -> None:
    tables = page.find_all("table")
    assert len(tables) > 40
    for found in tables:
        assert found.caption is not None
        assert all(head.get("scope") in ("col", "row") for head in found.find_all("th"))
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for a in page.find_all("a") if str(a["href"]).startswith("#")}
    assert targets <= set(ids)


def test_every_picture_is_told_in_words(page: BeautifulSoup, release: Release) -> None:
    pictures = page.find_all("svg")
    assert pictures
    assert all(found["role"] == "img" for found in pictures)
    one = release.find("quality")
    assert one is not None
    label = page.find(id="quality").svg["aria-label"]  # type: ignore[union-attr, index]
    assert all(f"{place.name} — {figure_text(one, place.figure)}" in label for place in one.places)


def test_the_page_is_light(department: Department) -> None:
    department.publish(CHOSEN)
    answer = department.citizen.get("/open")
    styles = [department.citizen.get(f"/assets/{name}") for name in STYLES]
    assert len(answer.data) + sum(len(style.data) for style in styles) < LIGHT
    for style in styles:
        style.close()


def test_a_municipality_of_a_hundred_schools_is_light_on_the_wire_too(department: Department) -> None:
    made = department.preview(CHOSEN)
    wide = tuple(
        replace(
            one,
            places=tuple(
                PlaceFigure(number, f"СОШ № {number}", f"МБОУ «СОШ № {number}»", one.places[0].figure)
                for number in range(100)
            )
            if one.places
            else (),
        )
        for one in made.indicators
    )
    import brotli

    text = open_page(replace(made, indicators=wide), [YEAR], "/open")
    assert len(brotli.compress(text.encode(), quality=4)) < LIGHT / 4


def test_it_may_be_kept_while_it_is_the_same_and_sets_no_cookie(published: Department) -> None:
    for address in PAGES:
        answer = published.citizen.get(address)
        assert answer.headers["Cache-Control"] == "public, no-cache", address
        assert "Set-Cookie" not in answer.headers
        mark = {"If-None-Match": answer.headers["ETag"]}
        same = published.citizen.get(address, headers=mark)
        assert (same.status_code, same.data) == (304, b""), address
        assert same.headers["Cache-Control"] == "public, no-cache"
        assert "Content-Security-Policy" in answer.headers
    assert published.citizen.get("/login").headers["Cache-Control"] == "no-store"


def test_robots_may_read_the_page_of_citizens_and_nothing_else(published: Department) -> None:
    answer = published.citizen.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text.split("\n") == ["User-agent: *", "Allow: /open", "Disallow: /", ""]


def test_no_person_of_the_database_is_named(published: Department) -> None:
    people = everybody(published.server)
    assert len(people) > 300
    head = published.viewer("head")
    for address in ("/open", f"/open/{YEAR - 1}", "/open/data.csv", "/open/description.json"):
        text = published.citizen.get(address).text
        assert not [name for name in people if name in text], address
        assert head.display_name not in text
    with published.server.extensions["parts"].house.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT content FROM public_release").scalars().all()
    kept = json.dumps([json.loads(row) for row in rows], ensure_ascii=False)
    assert "Качество обучения" in kept
    assert not [name for name in people if name in kept]


def test_what_names_hold_is_never_markup(department: Department) -> None:
    evil = "<script>alert(1)</script><b onclick=x>"
    department.change(f"UPDATE unit SET short_name = '{evil}', full_name = '{evil}' WHERE id IN (1, 2)")
    department.publish(["quality"])
    page = soup(department.citizen.get("/open").text)
    assert page.find("script") is None
    assert page.find("b") is None
    assert evil in page.find(id="quality").text  # type: ignore[union-attr]


# -- the version for people with low vision ----------------------------------------------------------------


def test_the_version_for_low_vision_is_a_link_and_every_choice_is_one_too(published: Department) -> None:
    usual = soup(published.citizen.get("/open").text)
    link = usual.find("a", string="Версия для слабовидящих")
    assert isinstance(link, Tag)
    large = soup(published.citizen.get(str(link["href"])).text)
    assert large.html["class"] == ["size-2", "colours-black", "spacing-1"]  # type: ignore[index]
    choices = large.select(".choices a")
    assert len(choices) == 3 + 4 + 2 + 2
    for choice in choices:
        answer = published.citizen.get(str(choice["href"]))
        assert answer.status_code == 200
        current = soup(answer.text).select(".choices [aria-current]")
        words = [tag.text for tag in current]
        assert not current or choice.text in words
    assert large.find("a", string="Обычная версия")["href"] == "/open"  # type: ignore[index]


def test_a_choice_changes_one_thing_and_keeps_the_others() -> None:
    look = Look("3", "blue", "2", "0")
    for group in option_groups(look, "/open?year=2025"):
        for option in group.options:
            parts = urlsplit(option.href)
            found = read_look({name: values[0] for name, values in parse_qs(parts.query).items()})
            assert "year=2025" in parts.query
            differing = [n for n in look.__dataclass_fields__ if getattr(found, n) != getattr(look, n)]
            assert len(differing) == (0 if option.is_current else 1)


def test_pictures_can_be_switched_off_and_the_tables_stay(published: Department) -> None:
    with_pictures = soup(published.citizen.get("/open").text)
    without = soup(published.citizen.get("/open?pictures=0").text)
    assert without.find_all(["svg", "img", "figure"]) == []
    assert len(without.find_all("table")) == len(with_pictures.find_all("table"))


def test_links_to_other_years_keep_the_look(published: Department) -> None:
    page = soup(published.citizen.get("/open?size=3&colours=white").text)
    links = [str(a["href"]) for a in page.select(".years a")]
    assert links == [f"/open/{of}?size=3&colours=white" for of in (YEAR, YEAR - 1)]


@pytest.mark.parametrize("colours", COLOURS)
def test_the_style_knows_every_choice_of_colours(colours: str) -> None:
    from dashboard.settings import ROOT

    style = (ROOT / "assets" / "81-open.css").read_text(encoding="utf-8")
    assert colours == USUAL.colours or f"html.colours-{colours} {{" in style


def test_what_an_address_says_wrongly_is_left_out() -> None:
    assert read_look({"size": "9", "colours": "<script>", "pictures": ""}) == USUAL


# -- who may publish -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["coordinator", "director1", "classteacher", "teacher"])
def test_only_the_head_publishes_looks_and_withdraws(login: str, department: Department) -> None:
    made = department.publish(["quality"])
    viewer = department.viewer(login)
    with pytest.raises(Refused):
        department.publication.publish(viewer, ["quality"], YEAR)
    with pytest.raises(Refused):
        department.publication.withdraw(viewer, made)
    person = Person(department.server, login)
    assert person.get(f"/publication/preview?year={YEAR}&code=quality").status_code == 403
    assert person.get("/publication").status_code == 403
    assert "Страница для граждан" not in person.open("/").text
    assert department.citizen.get("/open").status_code == 200


def test_a_stranger_sees_no_preview(published: Department) -> None:
    assert published.citizen.get("/publication/preview?code=quality").status_code == 302


def test_the_preview_is_the_page_that_will_be_published(department: Department) -> None:
    head = Person(department.server, "head")
    preview = soup(head.get(f"/publication/preview?year={YEAR}&code=quality&code=oge_10").text)
    assert "Предпросмотр" in preview.find(class_="banner").text  # type: ignore[union-attr]
    assert preview.find("meta", {"name": "robots"})["content"] == "noindex"  # type: ignore[index]
    assert department.citizen.get("/open").status_code == 404
    department.publish(["quality", "oge_10"])
    page = soup(department.citizen.get("/open").text)
    assert [str(a) for a in page.find_all("article")] == [str(a) for a in preview.find_all("article")]


def test_each_act_is_in_the_audit_and_in_the_history(department: Department) -> None:
    made = department.publish(["quality"])
    department.publication.withdraw(department.viewer("head"), made)
    with department.server.extensions["parts"].house.database.reading() as connection:
        acts = connection.exec_driver_sql(
            "SELECT login, action FROM audit_event WHERE object = ? ORDER BY id", (f"public_release {made}",)
        ).all()
    assert [tuple(act) for act in acts] == [("head", "publish"), ("head", "withdraw")]
    page = Person(department.server, "head").open(f"/publication?year={YEAR}").text
    assert "снят " in page


def test_nothing_chosen_and_nothing_to_show_is_not_published(department: Department) -> None:
    with pytest.raises(NotPublished, match="Отметьте"):
        department.publication.publish(department.viewer("head"), ["no_such_code"], YEAR)
    with pytest.raises(NotPublished, match="нечего"):
        department.publish(["quality"], 1999)
    assert department.citizen.get("/open").status_code == 404


def test_the_buttons_publish_and_withdraw_for_the_head_and_refuse_the_others(department: Department) -> None:
    boxes = [
        {
            "id": {"act": "publication-codes", "group": "preparation"},
            "property": "value",
            "value": ["quality"],
        }
    ]
    search = {"id": "address", "property": "search", "value": f"?year={YEAR}"}
    specs = department.server.extensions["dash"].callback_map
    publish = next(name for name in specs if "publication-said.children" in name)
    body = {
        "output": publish,
        "outputs": [
            {"id": "address", "property": publish.split("..")[1].partition(".")[2]},
            {"id": "publication-said", "property": "children"},
        ],
        "inputs": [{"id": "publication-publish", "property": "n_clicks", "value": 1}],
        "state": [boxes, search],
        "changedPropIds": ["publication-publish.n_clicks"],
    }
    refused = Person(department.server, "coordinator").callback(body)
    assert "ведёт начальник" in refused.text
    assert department.citizen.get("/open").status_code == 404
    assert "done=1" in Person(department.server, "head").callback(body).text
    assert department.citizen.get("/open").status_code == 200


def test_a_hidden_figure_looks_hidden_and_not_like_zero(page: BeautifulSoup, release: Release) -> None:
    one = next(
        o
        for o in release.indicators
        if any(p.figure.state == HIDDEN for p in o.places) and o.reach == "values"
    )
    place = next(p for p in one.places if p.figure.state == HIDDEN)
    row = next(r for r in page.find(id=one.code).select("tbody tr") if r.th.text == place.name)  # type: ignore[union-attr]
    assert row.td.text == "скрыто"  # type: ignore[union-attr]
