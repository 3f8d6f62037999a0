"""What an installation may set from outside: right values are taken, wrong ones stop the start in words."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jianzheng.config import environment
from jianzheng.core.refusal import Refused


class TestAFlag:
    @pytest.mark.parametrize(
        "text,meant", [("1", True), ("Yes", True), ("0", False), ("off", False), ("", False)]
    )
    def test_is_yes_or_no(self, text: str, meant: bool) -> None:
        assert environment.flag({"DEMO": text}, "DEMO", default=not meant) is meant

    def test_is_its_default_when_unset(self) -> None:
        assert environment.flag({}, "DEMO", default=True) is True

    @pytest.mark.parametrize("text", ["ture", "2", "是"])
    def test_is_never_guessed(self, text: str) -> None:
        with pytest.raises(Refused, match="DEMO"):
            environment.flag({"DEMO": text}, "DEMO", default=False)


class TestANumber:
    @pytest.mark.parametrize("text", ["0", "65536", "-1", "８０", "80.0", "eighty", "", "²"])
    def test_out_of_its_bounds_or_not_a_number_is_refused(self, text: str) -> None:
        with pytest.raises(Refused, match="PORT"):
            environment.number({"PORT": text}, "PORT", 8000, least=1, most=65535)

    def test_within_them_is_taken(self) -> None:
        assert environment.number({"PORT": "65535"}, "PORT", 8000, least=1, most=65535) == 65535


class TestAnAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "xingshan.example",
            "ftp://x.example",
            "https://",
            "http://[",
            "http://x.example/?a=1",
            "http://" + "x" * 300,
        ],
    )
    def test_that_no_browser_could_open_is_refused(self, text: str) -> None:
        with pytest.raises(Refused, match="PUBLIC_URL"):
            environment.address({"PUBLIC_URL": text}, "PUBLIC_URL", "http://127.0.0.1:8000")

    def test_loses_its_last_slash(self) -> None:
        given = {"PUBLIC_URL": "https://xingshan.example/jz/"}
        assert environment.address(given, "PUBLIC_URL", "") == "https://xingshan.example/jz"
        assert environment.address({}, "PUBLIC_URL", "http://127.0.0.1:8000") == "http://127.0.0.1:8000"


class TestTheSecret:
    def test_must_be_set_outside_the_demo(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="SECRET_KEY") as refused:
            environment.secret({}, tmp_path, demo=False)
        command = "DEMO=1 jianzheng verify"
        assert command in refused.value.zh and command in refused.value.en
        root = Path(__file__).parents[2]
        assert all(command in (root / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))

    def test_that_is_short_is_refused_without_being_shown(self, tmp_path: Path) -> None:
        with pytest.raises(Refused) as refused:
            environment.secret({"SECRET_KEY": "hunter2"}, tmp_path, demo=True)
        assert "hunter2" not in str(refused.value)

    def test_of_the_demo_is_made_once_and_readable_by_its_owner_only(self, tmp_path: Path) -> None:
        made = environment.secret({}, tmp_path, demo=True)
        assert len(made) >= environment.SHORTEST_SECRET
        assert environment.secret({}, tmp_path, demo=True) == made
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


class TestTheFolder:
    def test_is_made_when_missing(self, tmp_path: Path) -> None:
        assert environment.folder({"VAR": f"{tmp_path}/a/b"}, "VAR", tmp_path).is_dir()

    def test_that_is_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(Refused, match="VAR"):
            environment.folder({"VAR": f"{tmp_path}/file"}, "VAR", tmp_path)


class TestTheDatabase:
    def test_is_a_file_beside_the_key_when_unset(self, tmp_path: Path) -> None:
        found = environment.database({}, tmp_path)
        assert found["ENGINE"].endswith("sqlite3")
        assert Path(found["NAME"]) == tmp_path / "jianzheng.sqlite3"
        assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    def test_may_be_a_file_anywhere(self, tmp_path: Path) -> None:
        assert environment.database({"DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}, tmp_path)["NAME"] == (
            f"{tmp_path}/x.db"
        )

    def test_may_be_postgresql_with_a_bounded_pool(self, tmp_path: Path) -> None:
        found = environment.database(
            {"DATABASE_URL": "postgresql://jz:p%40ss@db:5433/gov?sslmode=require"}, tmp_path
        )
        assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
            "NAME": "gov",
            "USER": "jz",
            "PASSWORD": "p@ss",
            "HOST": "db",
            "PORT": 5433,
        }
        assert found["OPTIONS"]["sslmode"] == "require"
        assert found["OPTIONS"]["pool"]["max_size"] == environment.POOL["max_size"]

    def test_may_be_postgresql_behind_a_socket(self, tmp_path: Path) -> None:
        found = environment.database(
            {"DATABASE_URL": "postgresql://postgres:@/postgres?host=/run/pg"}, tmp_path
        )
        assert (found["HOST"], found["NAME"]) == ("/run/pg", "postgres")

    @pytest.mark.parametrize(
        "text",
        [
            "mysql://x:sesame@h/d",
            "postgresql://u:sesame@host/",
            "postgresql://u:sesame@host:port/d",
            "sqlite:///",
            "sqlite:////no/such/folder/x.db",
            "jianzheng.db",
            "postgresql://[::1/d",
        ],
    )
    def test_that_cannot_be_meant_is_refused_without_its_password(self, text: str, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="DATABASE_URL") as refused:
            environment.database({"DATABASE_URL": text}, tmp_path)
        assert "sesame" not in str(refused.value)


class TestHosts:
    @pytest.mark.parametrize("text", ["", " , "])
    def test_are_at_least_one(self, text: str) -> None:
        with pytest.raises(Refused, match="ALLOWED_HOSTS"):
            environment.names({"ALLOWED_HOSTS": text}, "ALLOWED_HOSTS", "localhost")

    def test_are_separated_by_commas(self) -> None:
        assert environment.names({"A": "a.gov.cn, b.gov.cn"}, "A", "") == ["a.gov.cn", "b.gov.cn"]
