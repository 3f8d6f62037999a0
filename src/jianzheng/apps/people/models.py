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
    id_code = models.CharField(max_length=50, blank=True)
    phone = models.CharField(max_length=50, blank=True)

    USERNAME_FIELD = "login"

    objects = BaseUserManager["Person"]()

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


class Organ(models.Model):
    """A body with powers, as the city's register states it."""

    word = models.CharField(max_length=64, unique=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=18)
    short = models.CharField(max_length=16, blank=True)
    region = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    address = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=1, default="3")
    reconsideration = models.CharField(max_length=200, blank=True)
    court = models.CharField(max_length=200, blank=True)


class Post(models.Model):
    """A seat in an organ with its powers; `deputy` is the post that stands in for it."""

    word = models.CharField(max_length=64, unique=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=16)
    verbs = models.JSONField(default=list)
    deputy = models.CharField(max_length=64, blank=True)


class Holding(models.Model):
    """Somebody holds a post from a day until a day (NULL = still)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    begins = models.DateField()
    ends = models.DateField(null=True)


class Delegation(models.Model):
    """Post `to` may use `verbs` of post `of` from a day until a day, on the ground of a written order."""

    of = models.ForeignKey(Post, models.PROTECT, related_name="given")
    to = models.ForeignKey(Post, models.PROTECT, related_name="taken")
    verbs = models.JSONField()
    begins = models.DateField()
    ends = models.DateField()
    order_no = models.CharField(max_length=100)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """It ends after it begins."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("begins")), name="delegation_has_days"
            ),
        )


class Ban(models.Model):
    """Who may not apply for a matter from a day up to and including another: `code` the applicant's, `matter` its task code,
    `kind` of core.case.ban, `case` the number under which it was decided; `lifted_on` where a review changed the decision."""

    code = models.CharField(max_length=100)
    matter = models.CharField(max_length=100)
    kind = models.CharField(max_length=32)
    begins = models.DateField()
    last = models.DateField()
    case = models.CharField(max_length=50)
    lifted_on = models.DateField(null=True)
    lifted_by = models.CharField(max_length=100, blank=True)
    order_no = models.CharField(max_length=100, blank=True)

    class Meta:
        """Looked up by who applies; once a decision; it ends after it begins, and is lifted only on a written order."""

        indexes = (models.Index(fields=["code", "matter"], name="ban_of_whom"),)
        constraints = (
            models.UniqueConstraint(fields=["case", "kind"], name="ban_once_a_decision"),
            models.CheckConstraint(condition=models.Q(last__gt=models.F("begins")), name="ban_has_days"),
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True) | ~models.Q(order_no=""),
                name="ban_lifted_on_order",
            ),
        )
