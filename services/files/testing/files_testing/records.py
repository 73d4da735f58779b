"""The adapters that keep records, in the hands of a contract suite."""

from dataclasses import dataclass

from files_service.application.ports.file_reader import FileReader
from files_service.application.ports.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Records:
    unit_of_work: UnitOfWorkFactory
    reader: FileReader
