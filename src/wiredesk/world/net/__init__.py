"""The network: one door out, guarded and polite."""

from wiredesk.world.net.door import Door
from wiredesk.world.net.guard import Allowance
from wiredesk.world.net.rights_book import RightsBook
from wiredesk.world.net.robots_book import RobotsBook
from wiredesk.world.net.smtp import SmtpPostman

__all__ = ["Allowance", "Door", "RightsBook", "RobotsBook", "SmtpPostman"]
