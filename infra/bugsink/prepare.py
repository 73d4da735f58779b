"""Makes Bugsink's databases, the one who logs in, the project and a token for its API; again and again without harm."""

import os
from uuid import UUID

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
call_command("migrate", "snappea", database="snappea", verbosity=0)

from bsmain.models import AuthToken  # noqa: E402  # only after setup
from django.contrib.auth import get_user_model  # noqa: E402
from projects.models import Project, ProjectMembership, ProjectRole  # noqa: E402
from teams.models import Team, TeamMembership, TeamRole  # noqa: E402

name = os.environ["BUGSINK_USER"]
user, _ = get_user_model().objects.get_or_create(
    username=name, defaults={"email": name, "is_superuser": True, "is_staff": True}
)
user.set_password(os.environ["BUGSINK_PASSWORD"])
user.save()
team, _ = Team.objects.get_or_create(name="Fixline")
TeamMembership.objects.get_or_create(
    team=team, user=user, defaults={"role": TeamRole.ADMIN, "accepted": True}
)
project, _ = Project.objects.update_or_create(
    id=1,
    defaults={
        "team": team,
        "name": "Fixline",
        "slug": "fixline",
        "sentry_key": UUID(os.environ["BUGSINK_KEY"]),
    },
)
ProjectMembership.objects.get_or_create(
    project=project, user=user, defaults={"role": ProjectRole.ADMIN, "accepted": True}
)
AuthToken.objects.update_or_create(
    token=os.environ["BUGSINK_TOKEN"],
    defaults={"description": "reads", "issues_read": True, "events_read": True, "projects_read": True},
)
