"""What numbers and codes in buttons may be."""

from typing import Annotated, Final

from pydantic import Field

MOST: Final = 2**63 - 1
TicketNumber = Annotated[int, Field(ge=1, le=MOST)]
PlaceCode = Annotated[str, Field(pattern=r"^[A-Z0-9-]{0,20}$")]
UpdateNumber = Annotated[int, Field(ge=0, le=MOST)]
