"""How an actor can be related to a ticket, and what a role sees in which relation.

Written down anew here, from the words of the design, not read from the service.
"""

from tickets_service.domain.people.user import Role

OK, DENIED, HIDDEN, TAKEN = "ok", "PERMISSION_DENIED", "TICKET_NOT_FOUND", "TICKET_ALREADY_ASSIGNED"
ACTOR = "ACTOR_REQUIRED"
RELATIONS = {  # relation: (what the actor is to it, who is the assignee)
    "own, unassigned": ("reporter", None),
    "own, mine": ("reporter", "me"),
    "own, another's": ("reporter", "another"),
    "followed, unassigned": ("follower", None),
    "followed, mine": ("follower", "me"),
    "followed, another's": ("follower", "another"),
    "unassigned": ("", None),
    "mine": ("", "me"),
    "another's": ("", "another"),
}
NONE: set[str] = set()
OWN = {"own, unassigned", "own, mine", "own, another's"}
FOLLOWED = {"followed, unassigned", "followed, mine", "followed, another's"}
CONCERNED = OWN | FOLLOWED
MINE = {"own, mine", "mine", "followed, mine"}
WORK = MINE | {"own, unassigned", "unassigned", "followed, unassigned"}
ALL = set(RELATIONS)
SEES = {
    Role.USER: CONCERNED,
    Role.AGENT: CONCERNED | WORK,
    Role.DISPATCHER: ALL,
    Role.ADMIN: ALL,
    Role.AUDITOR: ALL,
}
SEES_NOTES = SEES | {Role.USER: NONE, Role.AGENT: WORK}
STAFF_ROLES = {Role.AGENT, Role.DISPATCHER, Role.ADMIN}
