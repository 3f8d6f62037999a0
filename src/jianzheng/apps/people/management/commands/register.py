"""`python -m jianzheng.config.manage register wang --role clerk …`: how the first people get into a real installation."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jianzheng.apps.people.actions import register
from jianzheng.apps.people.roles import ROLES


class Command(BaseCommand):
    """Register one person; the password is asked for, or read from the first line of a pipe."""

    help = "登记一个人员 register one person"

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything but the password, which must not stand in a shell's history."""
        parser.add_argument("login", help="登录名 login name")
        parser.add_argument("--role", required=True, choices=list(ROLES), help="角色 role")
        parser.add_argument("--name-zh", required=True, help="中文姓名 name in Chinese")
        parser.add_argument("--name-en", required=True, help="英文姓名 name in English")

    def handle(self, *_: Any, **options: Any) -> None:
        """Register, and say so; a refusal is shown in words by config.manage."""
        asked = sys.stdin.isatty()
        password = getpass("密码 password: ") if asked else sys.stdin.readline().rstrip("\n")
        person = register(
            login=options["login"],
            password=password,
            name_zh=options["name_zh"],
            name_en=options["name_en"],
            role=options["role"],
        )
        self.stdout.write(f"已登记 registered: {person.login} · {person.part.zh} {person.part.en}")
