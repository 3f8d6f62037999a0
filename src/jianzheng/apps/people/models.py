"""The person who signs in: one row, one role, no other rights."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jianzheng.apps.people.roles import ROLES, STRANGER, Role


class Person(AbstractBaseUser):
    """Someone known to the house; without a role given by hand they are a stranger and enter no room."""

    login = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64)
    role = models.CharField(
        max_length=16, default=STRANGER, choices=[(role.word, role.zh) for role in ROLES.values()]
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"

    objects: BaseUserManager[Person] = BaseUserManager()

    class Meta:
        """What the database itself guards."""

        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=tuple(ROLES)), name="person_role_known"),
        )

    @property
    def zh(self) -> str:
        """The Chinese name, under the word that `said` looks for."""
        return self.name_zh

    @property
    def en(self) -> str:
        """The English name, under the word that `said` looks for."""
        return self.name_en

    @property
    def part(self) -> Role:
        """The role with its names, for pages."""
        return ROLES[self.role]
