"""TicketService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1 import ticket_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.comments import requests as comment_requests
from tickets_service.adapters.inbound.grpc.comments.messages import comment_message
from tickets_service.adapters.inbound.grpc.followers import requests as follower_requests
from tickets_service.adapters.inbound.grpc.followers.messages import follower_message
from tickets_service.adapters.inbound.grpc.history import requests as history_requests
from tickets_service.adapters.inbound.grpc.history.messages import event_message, watched_message
from tickets_service.adapters.inbound.grpc.links import requests as link_requests
from tickets_service.adapters.inbound.grpc.links.messages import link_message
from tickets_service.adapters.inbound.grpc.search.messages import hit_message, similar_message
from tickets_service.adapters.inbound.grpc.search.requests import list_similar_tickets, search_tickets
from tickets_service.adapters.inbound.grpc.tickets import requests
from tickets_service.adapters.inbound.grpc.tickets.listing import count_tickets, list_tickets
from tickets_service.adapters.inbound.grpc.tickets.messages import (
    allowed_verbs_message,
    tag_use_message,
    ticket_message,
)
from tickets_service.application.commands.tickets.cancel_ticket import CancelTicket
from tickets_service.application.commands.tickets.confirm_ticket import ConfirmTicket
from tickets_service.application.commands.tickets.reject_ticket import RejectTicket
from tickets_service.application.commands.tickets.release_ticket import ReleaseTicket
from tickets_service.application.commands.tickets.reopen_ticket import ReopenTicket
from tickets_service.application.commands.tickets.resume_ticket import ResumeTicket
from tickets_service.application.commands.tickets.take_ticket import TakeTicket
from tickets_service.application.commands.tickets.wait_for_reporter import WaitForReporter
from tickets_service.application.commands.tickets.wait_for_vendor import WaitForVendor
from tickets_service.application.use_cases.comments import CommentUseCases
from tickets_service.application.use_cases.followers import FollowerUseCases
from tickets_service.application.use_cases.history import HistoryUseCases
from tickets_service.application.use_cases.links import LinkUseCases
from tickets_service.application.use_cases.search import SearchUseCases
from tickets_service.application.use_cases.tickets import TicketUseCases

Context = ServicerContext[Any, Any]


class TicketServicer(ticket_service_pb2_grpc.TicketServiceServicer):
    def __init__(
        self,
        *,
        tickets: TicketUseCases,
        comments: CommentUseCases,
        followers: FollowerUseCases,
        links: LinkUseCases,
        history: HistoryUseCases,
        search: SearchUseCases,
    ) -> None:
        self._tickets = tickets
        self._comments = comments
        self._followers = followers
        self._links = links
        self._history = history
        self._search = search

    async def CreateTicket(
        self, request: pb.CreateTicketRequest, context: Context
    ) -> pb.CreateTicketResponse:
        command = requests.create_ticket(request)
        ticket = await self._tickets.create_ticket(command)
        return pb.CreateTicketResponse(ticket=ticket_message(ticket))

    async def GetTicket(self, request: pb.GetTicketRequest, context: Context) -> pb.GetTicketResponse:
        query = requests.get_ticket(request)
        ticket = await self._tickets.get_ticket(query)
        return pb.GetTicketResponse(ticket=ticket_message(ticket))

    async def BatchGetAllowedVerbs(
        self, request: pb.BatchGetAllowedVerbsRequest, context: Context
    ) -> pb.BatchGetAllowedVerbsResponse:
        query = requests.batch_get_allowed_verbs(request)
        verbs = await self._tickets.batch_get_allowed_verbs(query)
        told = [allowed_verbs_message(user_id, verbs[user_id]) for user_id in query.user_ids]
        return pb.BatchGetAllowedVerbsResponse(allowed_verbs=told)

    async def ListTickets(self, request: pb.ListTicketsRequest, context: Context) -> pb.ListTicketsResponse:
        page = await self._tickets.list_tickets(list_tickets(request))
        tickets = [ticket_message(ticket) for ticket in page.items]
        return pb.ListTicketsResponse(tickets=tickets, next_page_token=page.next_token)

    async def CountTickets(
        self, request: pb.CountTicketsRequest, context: Context
    ) -> pb.CountTicketsResponse:
        counts = await self._tickets.count_tickets(count_tickets(request))
        return pb.CountTicketsResponse(counts=counts)

    async def TakeTicket(self, request: pb.TakeTicketRequest, context: Context) -> pb.TakeTicketResponse:
        command = requests.verb(TakeTicket, request)
        ticket = await self._tickets.take_ticket(command)
        return pb.TakeTicketResponse(ticket=ticket_message(ticket))

    async def AddComment(self, request: pb.AddCommentRequest, context: Context) -> pb.AddCommentResponse:
        added = await self._comments.add_comment(comment_requests.add_comment(request))
        comment, ticket = comment_message(added.comment), ticket_message(added.ticket)
        return pb.AddCommentResponse(comment=comment, ticket=ticket)

    async def ReleaseTicket(
        self, request: pb.ReleaseTicketRequest, context: Context
    ) -> pb.ReleaseTicketResponse:
        command = requests.reasoned(ReleaseTicket, request)
        ticket = await self._tickets.release_ticket(command)
        return pb.ReleaseTicketResponse(ticket=ticket_message(ticket))

    async def WaitForReporter(
        self, request: pb.WaitForReporterRequest, context: Context
    ) -> pb.WaitForReporterResponse:
        command = requests.reasoned(WaitForReporter, request)
        ticket = await self._tickets.wait_for_reporter(command)
        return pb.WaitForReporterResponse(ticket=ticket_message(ticket))

    async def WaitForVendor(
        self, request: pb.WaitForVendorRequest, context: Context
    ) -> pb.WaitForVendorResponse:
        command = requests.reasoned(WaitForVendor, request)
        ticket = await self._tickets.wait_for_vendor(command)
        return pb.WaitForVendorResponse(ticket=ticket_message(ticket))

    async def ResumeTicket(
        self, request: pb.ResumeTicketRequest, context: Context
    ) -> pb.ResumeTicketResponse:
        command = requests.reasoned(ResumeTicket, request)
        ticket = await self._tickets.resume_ticket(command)
        return pb.ResumeTicketResponse(ticket=ticket_message(ticket))

    async def RejectTicket(
        self, request: pb.RejectTicketRequest, context: Context
    ) -> pb.RejectTicketResponse:
        command = requests.reasoned(RejectTicket, request)
        ticket = await self._tickets.reject_ticket(command)
        return pb.RejectTicketResponse(ticket=ticket_message(ticket))

    async def CancelTicket(
        self, request: pb.CancelTicketRequest, context: Context
    ) -> pb.CancelTicketResponse:
        command = requests.reasoned(CancelTicket, request)
        ticket = await self._tickets.cancel_ticket(command)
        return pb.CancelTicketResponse(ticket=ticket_message(ticket))

    async def ReopenTicket(
        self, request: pb.ReopenTicketRequest, context: Context
    ) -> pb.ReopenTicketResponse:
        command = requests.reasoned(ReopenTicket, request)
        ticket = await self._tickets.reopen_ticket(command)
        return pb.ReopenTicketResponse(ticket=ticket_message(ticket))

    async def AssignTicket(
        self, request: pb.AssignTicketRequest, context: Context
    ) -> pb.AssignTicketResponse:
        command = requests.assign_ticket(request)
        ticket = await self._tickets.assign_ticket(command)
        return pb.AssignTicketResponse(ticket=ticket_message(ticket))

    async def UpdateTicket(
        self, request: pb.UpdateTicketRequest, context: Context
    ) -> pb.UpdateTicketResponse:
        command = requests.update_ticket(request)
        ticket = await self._tickets.update_ticket(command)
        return pb.UpdateTicketResponse(ticket=ticket_message(ticket))

    async def EditComment(self, request: pb.EditCommentRequest, context: Context) -> pb.EditCommentResponse:
        command = comment_requests.edit_comment(request)
        comment = await self._comments.edit_comment(command)
        return pb.EditCommentResponse(comment=comment_message(comment))

    async def WithdrawComment(
        self, request: pb.WithdrawCommentRequest, context: Context
    ) -> pb.WithdrawCommentResponse:
        command = comment_requests.withdraw_comment(request)
        comment = await self._comments.withdraw_comment(command)
        return pb.WithdrawCommentResponse(comment=comment_message(comment))

    async def ListComments(
        self, request: pb.ListCommentsRequest, context: Context
    ) -> pb.ListCommentsResponse:
        page = await self._comments.list_comments(comment_requests.list_comments(request))
        comments = [comment_message(comment) for comment in page.items]
        return pb.ListCommentsResponse(comments=comments, next_page_token=page.next_token)

    async def ResolveTicket(
        self, request: pb.ResolveTicketRequest, context: Context
    ) -> pb.ResolveTicketResponse:
        command = requests.resolve_ticket(request)
        ticket = await self._tickets.resolve_ticket(command)
        return pb.ResolveTicketResponse(ticket=ticket_message(ticket))

    async def ConfirmTicket(
        self, request: pb.ConfirmTicketRequest, context: Context
    ) -> pb.ConfirmTicketResponse:
        command = requests.verb(ConfirmTicket, request)
        ticket = await self._tickets.confirm_ticket(command)
        return pb.ConfirmTicketResponse(ticket=ticket_message(ticket))

    async def RateTicket(self, request: pb.RateTicketRequest, context: Context) -> pb.RateTicketResponse:
        command = requests.rate_ticket(request)
        ticket = await self._tickets.rate_ticket(command)
        return pb.RateTicketResponse(ticket=ticket_message(ticket))

    async def ListTicketEvents(
        self, request: pb.ListTicketEventsRequest, context: Context
    ) -> pb.ListTicketEventsResponse:
        page = await self._history.list_ticket_events(history_requests.list_ticket_events(request))
        events = [event_message(event) for event in page.items]
        return pb.ListTicketEventsResponse(events=events, next_page_token=page.next_token)

    async def FollowTicket(
        self, request: pb.FollowTicketRequest, context: Context
    ) -> pb.FollowTicketResponse:
        command = follower_requests.follow_ticket(request)
        ticket = await self._followers.follow_ticket(command)
        return pb.FollowTicketResponse(ticket=ticket_message(ticket))

    async def UnfollowTicket(
        self, request: pb.UnfollowTicketRequest, context: Context
    ) -> pb.UnfollowTicketResponse:
        command = follower_requests.unfollow_ticket(request)
        ticket = await self._followers.unfollow_ticket(command)
        return pb.UnfollowTicketResponse(ticket=ticket_message(ticket))

    async def ListFollowers(
        self, request: pb.ListFollowersRequest, context: Context
    ) -> pb.ListFollowersResponse:
        page = await self._followers.list_followers(follower_requests.list_followers(request))
        followers = [follower_message(follower) for follower in page.items]
        return pb.ListFollowersResponse(followers=followers, next_page_token=page.next_token)

    async def WatchEvents(
        self, request: pb.WatchEventsRequest, context: Context
    ) -> AsyncGenerator[pb.WatchEventsResponse, None]:
        async with aclosing(self._history.watch_events(history_requests.watch_events(request))) as stream:
            async for watched in stream:
                yield watched_message(watched)

    async def AddLink(self, request: pb.AddLinkRequest, context: Context) -> pb.AddLinkResponse:
        command = link_requests.add_link(request)
        link = await self._links.add_link(command)
        return pb.AddLinkResponse(link=link_message(link))

    async def RemoveLink(self, request: pb.RemoveLinkRequest, context: Context) -> pb.RemoveLinkResponse:
        command = link_requests.remove_link(request)
        link = await self._links.remove_link(command)
        return pb.RemoveLinkResponse(link=link_message(link))

    async def ListLinks(self, request: pb.ListLinksRequest, context: Context) -> pb.ListLinksResponse:
        page = await self._links.list_links(link_requests.list_links(request))
        links = [link_message(link) for link in page.items]
        return pb.ListLinksResponse(links=links, next_page_token=page.next_token)

    async def MergeTicket(self, request: pb.MergeTicketRequest, context: Context) -> pb.MergeTicketResponse:
        merged = await self._tickets.merge_ticket(requests.merge_ticket(request))
        ticket, target = ticket_message(merged.ticket), ticket_message(merged.target)
        return pb.MergeTicketResponse(ticket=ticket, target=target)

    async def SearchTickets(
        self, request: pb.SearchTicketsRequest, context: Context
    ) -> pb.SearchTicketsResponse:
        page = await self._search.search_tickets(search_tickets(request))
        hits = [hit_message(hit) for hit in page.items]
        return pb.SearchTicketsResponse(hits=hits, next_page_token=page.next_token)

    async def ListSimilarTickets(
        self, request: pb.ListSimilarTicketsRequest, context: Context
    ) -> pb.ListSimilarTicketsResponse:
        found = await self._search.list_similar_tickets(list_similar_tickets(request))
        return pb.ListSimilarTicketsResponse(tickets=[similar_message(ticket) for ticket in found])

    async def ChangeTags(self, request: pb.ChangeTagsRequest, context: Context) -> pb.ChangeTagsResponse:
        command = requests.change_tags(request)
        ticket = await self._tickets.change_tags(command)
        return pb.ChangeTagsResponse(ticket=ticket_message(ticket))

    async def ListCommonTags(
        self, request: pb.ListCommonTagsRequest, context: Context
    ) -> pb.ListCommonTagsResponse:
        tags = await self._tickets.list_common_tags(requests.list_common_tags(request))
        return pb.ListCommonTagsResponse(tags=[tag_use_message(tag) for tag in tags])
