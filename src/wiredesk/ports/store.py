"""The store, all sides of it in one port."""

from typing import Protocol

from wiredesk.ports.acts import ActStore
from wiredesk.ports.apikeys import ApiKeyStore
from wiredesk.ports.corrections import CorrectionStore
from wiredesk.ports.heat import HeatStore
from wiredesk.ports.held import HeldStore
from wiredesk.ports.intake import IntakeStore
from wiredesk.ports.judging import JudgingStore
from wiredesk.ports.listing import ListingStore
from wiredesk.ports.looking import LookingStore
from wiredesk.ports.mailing import MailingStore
from wiredesk.ports.outbox import OutboxStore
from wiredesk.ports.overview import OverviewStore
from wiredesk.ports.picturing import PicturingStore
from wiredesk.ports.providing import ProvidingStore
from wiredesk.ports.publishing import PublishingStore
from wiredesk.ports.rights import RightsStore
from wiredesk.ports.sealing import SealingStore
from wiredesk.ports.searching import SearchStore
from wiredesk.ports.showing import ShowingStore
from wiredesk.ports.topics import TopicStore
from wiredesk.ports.users import UserStore


class Store(
    IntakeStore,
    JudgingStore,
    PublishingStore,
    ActStore,
    CorrectionStore,
    LookingStore,
    HeldStore,
    HeatStore,
    ProvidingStore,
    SealingStore,
    TopicStore,
    PicturingStore,
    RightsStore,
    UserStore,
    SearchStore,
    ApiKeyStore,
    ListingStore,
    OutboxStore,
    MailingStore,
    OverviewStore,
    ShowingStore,
    Protocol,
):
    """The hub's memory.  All times are aware UTC; lists are in the order stated."""

    def close(self) -> None:
        """Let go of everything; harmless when done twice."""
        ...

    def load_setting(self, key: str) -> str:
        """A value that the machine keeps about the hub; empty when never set."""
        ...

    def save_setting(self, key: str, value: str) -> None:
        """Keep a value about the hub."""
        ...
