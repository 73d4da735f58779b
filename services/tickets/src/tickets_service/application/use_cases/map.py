"""The map of the service: everything it can be asked to do, by what it is about (decision 25)."""

from tickets_service.application.use_cases.comments import CommentUseCases
from tickets_service.application.use_cases.followers import FollowerUseCases
from tickets_service.application.use_cases.history import HistoryUseCases
from tickets_service.application.use_cases.links import LinkUseCases
from tickets_service.application.use_cases.origins import OriginUseCases
from tickets_service.application.use_cases.people import PeopleUseCases
from tickets_service.application.use_cases.places import PlaceUseCases
from tickets_service.application.use_cases.ports import Ports
from tickets_service.application.use_cases.reports import ReportUseCases
from tickets_service.application.use_cases.retention import RetentionUseCases
from tickets_service.application.use_cases.search import SearchUseCases
from tickets_service.application.use_cases.sla import SlaUseCases
from tickets_service.application.use_cases.tickets import TicketUseCases
from tickets_service.application.use_cases.workers import WorkerUseCases
from tickets_service.domain.people.appointments import Appointments


class UseCases:
    def __init__(self, ports: Ports, *, agents: frozenset[int], admins: frozenset[int] = frozenset()) -> None:
        """`agents`, `admins`: Telegram ids of people whom the configuration makes that."""
        appointments = Appointments(agents=agents, admins=admins)
        self.tickets = TicketUseCases(ports)
        self.comments = CommentUseCases(ports)
        self.followers = FollowerUseCases(ports)
        self.links = LinkUseCases(ports)
        self.history = HistoryUseCases(ports)
        self.search = SearchUseCases(ports)
        self.people = PeopleUseCases(ports, appointments=appointments)
        self.places = PlaceUseCases(ports)
        self.sla = SlaUseCases(ports)
        self.reports = ReportUseCases(ports)
        self.origins = OriginUseCases(ports)
        self.retention = RetentionUseCases(ports)
        self.workers = WorkerUseCases(ports, appointments=appointments)
