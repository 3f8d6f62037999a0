"""A service kept as text reads back to the same value, whatever is in it: an edition in force never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.service import Matter, Service
from jianzheng.core.text import Text
from jianzheng.formats.city import city
from jianzheng.formats.pack_service import JOINTS, read_service, service_to_yaml
from jianzheng.formats.problems import Unreadable
from tests.formats.drawn import TERMS, grounds, ids, processes, several, texts, titles, words
from tests.formats.placed import nowhere

CITY = city("demo")

MATTERS = st.builds(
    Matter,
    ids,
    titles(),
    ids,
    texts,
    st.sampled_from(["01", "02", "10"]),
    st.none() | TERMS,
    st.none() | TERMS,
    st.booleans(),
    titles(),
    st.booleans(),
    st.booleans(),
    st.integers(0, 60),
    texts,
    several(words, 2),
    grounds(),
    texts,
    grounds(),
    several(words, 2),
)


@st.composite
def services(draw: st.DrawFn) -> Service:
    """A service with terms and matters of every kind."""
    terms = draw(st.lists(TERMS, max_size=2, unique_by=lambda term: term.id))
    return Service(
        draw(ids),
        draw(titles()),
        nowhere(draw(processes())),
        tuple(draw(st.lists(MATTERS, min_size=1, max_size=3, unique_by=lambda matter: matter.id))),
        draw(ids),
        draw(st.sampled_from(["", *JOINTS])),
        draw(texts),
        draw(titles()),
        {term.id: term for term in terms},
        draw(texts),
        draw(st.none() | TERMS),
    )


class TestAServiceAsText:
    @settings(max_examples=150, deadline=None)
    @given(services())
    def test_reads_back_to_the_same_service(self, service: Service) -> None:
        assert read_service(service_to_yaml(service)) == service

    @pytest.mark.parametrize("service", CITY.services, ids=lambda service: service.id)
    def test_of_the_demonstration_city_reads_back_to_the_same(self, service: Service) -> None:
        assert read_service(service_to_yaml(service)) == service

    def test_is_the_same_text_each_time(self) -> None:
        first = CITY.services[0]
        assert service_to_yaml(read_service(service_to_yaml(first))) == service_to_yaml(first)

    def test_says_line_and_remedy_of_what_is_wrong(self) -> None:
        text = service_to_yaml(CITY.services[0]).replace("format: jianzheng-service/1", "format: other/9")
        with pytest.raises(Unreadable) as refused:
            read_service(text, "edition.yaml")
        assert "edition.yaml:1" in str(refused.value.problems[0])

    def test_refuses_a_service_without_a_matter(self) -> None:
        with pytest.raises(Unreadable):
            read_service(service_to_yaml(replace(CITY.services[0], matters=())))

    def test_keeps_a_title_in_both_languages(self) -> None:
        kept = read_service(service_to_yaml(CITY.services[0]))
        assert kept.title == CITY.services[0].title != Text("")
