"""What the admins' dialogs can do with the desk itself."""

from dataclasses import dataclass

from bot_service.application.ports.bot_identity import BotIdentity
from bot_service.application.ports.locations import LocationRegister
from bot_service.application.ports.sheet_printer import SheetPrinter
from bot_service.application.ports.sla import SlaSettings
from bot_service.application.ports.staff import StaffRegister


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    staff: StaffRegister
    locations: LocationRegister
    sla: SlaSettings
    identity: BotIdentity
    printer: SheetPrinter
