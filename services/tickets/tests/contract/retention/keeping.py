"""Tickets that are kept for so many days, and what anonymizing them does."""

from datetime import timedelta
from uuid import uuid4

from tickets_service.application.commands.retention.update_policy import UpdateRetentionPolicy
from tickets_service.application.queries.reports.get_statistics import GetStatistics
from tickets_service.application.queries.retention.preview_retention import PreviewRetention
from tickets_service.application.views.people import UserView
from tickets_service.application.views.reports import Statistics
from tickets_service.application.views.retention import RetentionPreview
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.marks import Mark, MarkKind
from tickets_service.domain.people.user import Role
from tickets_service.domain.tickets.comment import Visibility
from tickets_testing.desk import Desk

SECRET = "geheimnis"
DAY = timedelta(days=1)
DAYS = 30


async def boss(desk: Desk) -> UserView:
    return await desk.staff(Role.ADMIN, "Boss")


async def keep_for(desk: Desk, days: int, by: UserView, *, reason: str = "") -> None:
    await desk.do.retention.update_retention_policy(
        UpdateRetentionPolicy(principal=desk.as_(by), days=days, reason=reason, request_id=str(uuid4()))
    )


async def anonymize(desk: Desk) -> int:
    return (await desk.do.workers.anonymize_ended()).tickets


async def preview(desk: Desk, by: UserView, days: int = DAYS) -> RetentionPreview:
    return await desk.do.retention.preview_retention(PreviewRetention(principal=desk.as_(by), days=days))


async def talkative(desk: Desk, ann: UserView, bob: UserView, gus: UserView) -> TicketView:
    """A closed ticket of Ann's that Bob follows and Gus worked on, whose every word is secret."""
    link = Mark(0, 4, MarkKind.LINK, url=f"https://{SECRET}.example")
    ticket = await desk.create(ann, title=f"Lamp {SECRET}", description=f"call {SECRET}", location=SECRET)
    ticket = await desk.update(
        ticket,
        by=ann,
        fields=("title", "description", "location"),
        title=f"Lamps {SECRET}",
        description=f"call me {SECRET}",
        description_marks=(link,),
        location=f"at {SECRET}",
        reason=f"because {SECRET}",
    )
    await desk.follow(ticket, by=gus, user=bob)
    said = await desk.comment(ticket, by=ann, text=f"first {SECRET}", marks=(link,))
    await desk.edit(said.comment, by=ann, text=f"second {SECRET}", marks=(link,))
    await desk.comment(ticket, by=bob, text=f"me too {SECRET}")
    ticket = await desk.take(ticket, by=gus)
    await desk.comment(ticket, by=gus, text=f"Dear Ann {SECRET}")
    await desk.comment(ticket, by=gus, text=f"note on {SECRET}", visibility=Visibility.INTERNAL)
    ticket = await desk.resolve(ticket, by=gus, resolution=f"done for {SECRET}")
    ticket = await desk.confirm(ticket, by=ann)
    return await desk.rate(ticket, by=ann, stars=4, comment=f"well done {SECRET}")


async def figures(desk: Desk, by: UserView) -> Statistics:
    start = desk.clock.now() - 200 * DAY
    report = await desk.do.reports.get_statistics(
        GetStatistics(principal=desk.as_(by), created_from=start, created_before=start + 201 * DAY)
    )
    return report.statistics
