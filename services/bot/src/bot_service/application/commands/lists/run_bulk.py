"""Do the same to several tickets, each by itself, and say what came of it."""

from dataclasses import dataclass

from bot_service.application.errors import GatewayError, Reason, RefusedError, UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.lists.bulk_jobs import BulkJobs
from bot_service.application.ports.lists.bulk_reports import BulkOutcome, BulkReports
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.ports.tickets.tickets import Correction, TicketGateway
from bot_service.domain.lists.bulk import BulkJob, BulkVerb
from bot_service.domain.tickets.priority import Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBulk:
    jobs: BulkJobs
    tickets: TicketGateway
    work: TicketWork
    report: BulkReports
    report_crash: CrashReports

    async def __call__(self) -> bool:
        """Do what is due longest; False when nothing is.

        Raises `UnavailableError` where a service cannot be reached: then it is begun again, and what was done of it
        already answers as it did. Who may do it is asked of the tickets service for each ticket, then and there.
        """
        job = await self.jobs.begin()
        if job is None:
            return False
        outcomes = [await self._tried(job, ticket) for ticket in job.tickets]
        await self.jobs.end(job, self.report(job, outcomes))
        return True

    async def _tried(self, job: BulkJob, ticket: int) -> BulkOutcome:
        try:
            await self._do(job, ticket)
        except UnavailableError:
            raise
        except GatewayError as error:
            return BulkOutcome(ticket=ticket, error=error)
        except Exception as error:  # noqa: BLE001  # one ticket's trouble is not the others'
            self.report_crash(error)
            return BulkOutcome(ticket=ticket, error=GatewayError("a bug"))
        return BulkOutcome(ticket=ticket)

    async def _do(self, job: BulkJob, ticket: int) -> None:
        acting, request_id = job.person, job.request_id(ticket)
        if job.of and not await self._is_still_theirs(job, ticket):
            return
        match job.verb:
            case BulkVerb.TAKE:
                await self.tickets.take(ticket, acting=acting, request_id=request_id)
            case BulkVerb.ASSIGN:
                await self.work.assign(ticket, job.value, acting=acting, request_id=request_id)
            case BulkVerb.PRIORITY:
                correction = Correction(priority=Priority(job.value))
                await self.tickets.correct(
                    ticket, correction, reason=job.words, acting=acting, request_id=request_id
                )
            case BulkVerb.RELEASE:
                await self.work.release(ticket, acting=acting, request_id=request_id)
            case BulkVerb.RESOLVE:
                await self.tickets.resolve(ticket, resolution=job.words, acting=acting, request_id=request_id)

    async def _is_still_theirs(self, job: BulkJob, ticket: int) -> bool:
        """Tell whether there is anything to hand over; raise `RefusedError` where somebody else has it by now."""
        assignee = (await self.tickets.get(ticket, acting=job.person)).assignee
        if assignee == job.of:
            return True
        # Of a job that was begun before, this may be what it did.
        if assignee == (job.value if job.verb is BulkVerb.ASSIGN else ""):
            return False
        raise RefusedError(Reason.TRANSITION_NOT_ALLOWED)
