"""The demonstration city: unmistakably fictional, every step somebody's, every limit with its ground."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from jianzheng.apps.people.roles import ROLES
from jianzheng.core.authority import POWERS, Actor, Organ, may
from jianzheng.core.codes.identity import parse_uscc
from jianzheng.core.codes.matters import parse_task
from jianzheng.core.ground import GroundKind
from jianzheng.core.service import ENDINGS, Matter, Service
from jianzheng.core.text import Text
from jianzheng.formats import city as city_format
from jianzheng.formats.city import city, read_city
from jianzheng.formats.city_added import Added, added
from jianzheng.formats.pack_service import read_service, service_to_yaml
from jianzheng.formats.problems import Unreadable
from tests.packs.grounds import articles, known_quotes

CITY = city("demo")
ORGANS = {organ.id: organ for organ in CITY.organs}
POSTS = {post.id: post for post in CITY.posts}
SERVICES = {service.id: service for service in CITY.services}
MATTERS = [
    pytest.param(service, matter, id=f"{service.id}-{matter.id}")
    for service in CITY.services
    for matter in service.matters
]
every_service = pytest.mark.parametrize("service", CITY.services, ids=lambda service: service.id)
every_matter = pytest.mark.parametrize(("service", "matter"), MATTERS)


class TestTheCity:
    def test_says_that_it_is_fictional(self) -> None:
        assert "演示" in CITY.title.zh and "Demonstration" in CITY.title.en
        assert "虚构" in CITY.note.zh and "fictional" in CITY.note.en

    @pytest.mark.parametrize("organ", CITY.organs, ids=lambda organ: organ.id)
    def test_has_organs_with_codes_of_no_real_region(self, organ: Organ) -> None:
        code = parse_uscc(organ.code)
        assert (code.region, organ.region) == ("990000", "990000")
        assert organ.title.zh and organ.title.en
        assert "演示" in organ.phone and "演示" in organ.address
        assert "演示设定" in organ.reconsideration and "演示设定" in organ.court

    def test_gives_each_organ_a_code_of_its_own(self) -> None:
        assert len({organ.code for organ in CITY.organs}) == len(CITY.organs) >= 10

    def test_marks_every_person_as_of_the_demonstration(self) -> None:
        for one in CITY.staff:
            assert "演示" in one.name.zh and "demo" in one.name.en.lower()
            assert one.login.startswith("demo-")
            assert one.role in ROLES
            assert one.post == "" or POSTS[one.post].role == one.role

    def test_has_the_people_of_the_tour(self) -> None:
        roles = {
            "李": "citizen", "王": "clerk", "赵": "handler", "孙": "chief",
            "钱": "head", "周": "supervisor", "吴": "engineer",
        }  # fmt: skip
        for surname, role in roles.items():
            assert any(one.name.zh.startswith(surname) and one.role == role for one in CITY.staff)

    def test_gives_no_post_more_than_its_role_may(self) -> None:
        for post in CITY.posts:
            assert post.organ in ORGANS
            assert post.verbs <= POWERS[post.role]
            assert post.deputy == "" or post.deputy in POSTS

    def test_fills_every_post(self) -> None:
        assert set(POSTS) == {one.post for one in CITY.staff if one.post}


class TestAService:
    def test_is_one_of_thirty(self) -> None:
        assert len(SERVICES) == len(CITY.services) >= 30

    def test_is_also_a_chain_three_times_and_a_construction_flow(self) -> None:
        chains = {service.id for service in CITY.services if len(service.matters) > 1}
        assert chains == {"construction", "restaurant", "newborn", "business-start"}

    def test_has_the_term_of_joint_licensing_only_where_licences_are_handled_together(self) -> None:
        for service in CITY.services:
            licences = sum(matter.is_licence for matter in service.matters)
            assert bool(service.joint) == (len(service.matters) > 1 and licences > 0)

    @every_service
    def test_has_its_source_and_both_languages(self, service: Service) -> None:
        assert service.source
        assert service.title.zh and service.title.en
        assert service.audience in ("person", "firm")

    @every_service
    def test_has_steps_without_rings_each_in_both_languages(self, service: Service) -> None:
        assert service.process.rings() == []
        assert [step.id for step in service.process.steps if not (step.name and step.name_en)] == []

    @every_service
    def test_gives_every_step_somebody_who_may_finish_it(self, service: Service) -> None:
        for step in service.process.steps:
            able = [
                post
                for post in CITY.posts
                if may(Actor("x", "x", post.id, post.organ, post.role, post.verbs), _verb(step.kind), step)
                or (step.kind == "deliver" and post.organ == step.office and post.role == "clerk")
            ]
            assert able, f"{step.id} ({step.kind}) at {step.office}"

    @every_service
    def test_belongs_to_one_matter_step_by_step(self, service: Service) -> None:
        known = {matter.id for matter in service.matters}
        assert {step.matter for step in service.process.steps} == known

    @every_service
    def test_is_received_at_a_window_of_the_city(self, service: Service) -> None:
        clerks = [post for post in CITY.posts if post.organ == service.window and post.role == "clerk"]
        assert clerks


def _verb(kind: str) -> str:
    return {"decide": "decide", "issue": "issue", "deliver": "deliver"}.get(kind, "finish")


class TestAMatter:
    @every_matter
    def test_has_a_task_code_of_its_organ_and_of_no_real_region(
        self, service: Service, matter: Matter
    ) -> None:
        code = parse_task(matter.code)
        assert matter.code.startswith(ORGANS[matter.organ].code)
        assert (code.level, code.catalogue.region, code.catalogue.type) == (3, "99", matter.type)

    @every_matter
    def test_cites_the_licensing_law_only_for_a_licence(self, service: Service, matter: Matter) -> None:
        cited = matter.legal.ground.cite if matter.legal else ""
        assert matter.is_licence or "行政许可法" not in cited

    def test_counts_the_days_of_another_law_as_that_law_does(self) -> None:
        report = SERVICES["construction"].matters[SERVICES["construction"].place["b3m2"]]
        assert report.legal and (report.legal.length, report.legal.unit.value) == (60, "natural")

    @every_matter
    def test_ends_in_a_decision_and_what_was_granted_is_handed_over(
        self, service: Service, matter: Matter
    ) -> None:
        kinds = Counter(step.kind for step in service.steps_of(service.place[matter.id]))
        wanted = ENDINGS if str(matter.result) else ("decide",)
        assert all(kinds[kind] == 1 for kind in wanted)

    @every_matter
    def test_promises_no_more_than_the_law_allows(self, service: Service, matter: Matter) -> None:
        if matter.legal and matter.promised and matter.legal.unit == matter.promised.unit:
            assert matter.promised.length <= matter.legal.length

    @every_matter
    def test_has_a_limit_whose_law_is_cited_or_which_says_it_is_a_setting(
        self, service: Service, matter: Matter
    ) -> None:
        assert matter.instant or matter.legal or matter.promised
        if matter.legal and matter.legal.ground.kind is not GroundKind.LAW:
            said = f"{matter.legal.title} {matter.source} {service.source}"
            assert "演示设定" in said

    @every_matter
    def test_quotes_only_words_on_file(self, service: Service, matter: Matter) -> None:
        ground = matter.legal.ground if matter.legal else None
        if ground is None or not ground.quote:
            return
        known = known_quotes()
        assert any(ground.quote in known.get(article, ()) for article in articles(ground.cite))


class TestACityFile:
    def test_of_an_unknown_name_is_a_key_error(self) -> None:
        with pytest.raises(KeyError):
            city("atlantis")

    def test_with_an_unknown_key_is_refused_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.yaml"
        path.write_text("format: jianzheng-city/1\nid: mine\ntitle: 我市\nmayor: 某\n", "utf-8")
        with pytest.raises(Unreadable) as refused:
            read_city(path)
        said = " ".join(map(str, refused.value.problems))
        assert re.search(r"mine\.yaml:4", said) and "organs" in said


class TestEnglishNames:
    @pytest.mark.parametrize("service", CITY.services, ids=lambda service: service.id)
    def test_are_there_for_all_the_demonstration_asks_and_last_in_its_edition(self, service: Service) -> None:
        kept = read_service(service_to_yaml(service))
        chinese = [*(one.material for one in service.asked), *service.form]
        assert kept.is_translated and kept.asked == service.asked
        assert [word for word in chinese if re.search(r"[\u4e00-\u9fff]", service.called(word).en)] == []

    def test_name_only_what_somebody_asks(self) -> None:
        said = yaml.safe_load((files("jianzheng") / "packs/cities/demo.yaml").read_text("utf-8"))["en"]
        used = {word for service in CITY.services for word in service.process.en}
        assert sorted(said.keys() - used) == []

    def test_of_an_edition_of_an_older_version_are_none(self) -> None:
        service = SERVICES["hygiene"]
        older = replace(service, process=replace(service.process, en={}))
        kept = read_service(service_to_yaml(older))
        assert "en" not in yaml.safe_load(service_to_yaml(older))["process"]
        assert not kept.is_translated and kept.asked[0].title == Text("公共场所卫生许可申请表", "")


class TestWhatTheCityAdds:
    def test_asks_every_applicant_for_something(self) -> None:
        assert [service.id for service in CITY.services if not service.form] == []

    def test_takes_the_list_of_the_published_guide_and_marks_the_rest(self) -> None:
        restaurant = SERVICES["restaurant"]
        assert "消防安全检查申报表" in [one.material for one in restaurant.asked]
        assert "获嘉县" in restaurant.source and "演示设定" in restaurant.source

    def test_asks_only_those_who_need_it(self) -> None:
        conditions = {step.id: step.when for step in SERVICES["business-start"].process.steps if step.when}
        assert conditions == dict.fromkeys(("m4", "m5", "m6"), "已招用员工")

    def test_to_a_step_that_is_none_is_refused(self) -> None:
        process = SERVICES["food"].process
        with pytest.raises(Unreadable, match="nowhere"):
            added(process, {"nowhere": Added()}, "food")


class TestTheReference:
    def test_names_every_key_of_organs_and_services(self) -> None:
        page = (Path(__file__).parents[2] / "docs" / "reference" / "city.md").read_text("utf-8")
        keys = {each.name for of in (city_format._Stated, Organ) for each in fields(of)}
        assert sorted(key for key in keys - {"government"} if f"`{key}`" not in page) == []
