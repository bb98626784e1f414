"""The guards of what the site itself opens: websites that listings link to."""

from __future__ import annotations

from tests.mutations.guard import Guard

GUARDS = (
    Guard(
        number="51",
        what="no address inside is dialled",
        file="locator/probing/prober.py",
        old="address in self._allowed or is_outside(address)",
        new="True",
        test="tests/probing/test_hostile.py::test_a_name_that_leads_inside_is_refused",
    ),
    Guard(
        number="51",
        what="one address inside is enough",
        file="locator/probing/prober.py",
        old="if not all(address in",
        new="if not any(address in",
        test="tests/probing/test_hostile.py::test_one_address_inside_among_others_is_enough",
    ),
    Guard(
        number="51",
        what="an old address inside a new one is inside",
        file="locator/probing/outside.py",
        old="or found not in _PUBLIC_6",
        new="",
        test="tests/probing/test_outside.py::test_an_address_of_the_old_net_inside_one_of_the_new_is_never_outside",
    ),
    Guard(
        number="51",
        what="only the ports of websites are asked",
        file="locator/probing/target.py",
        old="port is not None and port not in PORTS.values()",
        new="False",
        test="tests/probing/test_hostile.py::test_a_redirect_leads_nobody_inside",
    ),
    Guard(
        number="51",
        what="names and passwords are not sent",
        file="locator/probing/target.py",
        old='if "@" in parts.netloc:',
        new="if False:",
        test="tests/probing/test_target.py::test_an_address_that_we_do_not_ask_is_refused",
    ),
    Guard(
        number="51",
        what="an answer has an end",
        file="locator/probing/line.py",
        old="self._bytes_left -= count",
        new="pass",
        test="tests/probing/test_hostile.py::test_a_hostile_answer_ends_in_time",
    ),
    Guard(
        number="51",
        what="a drip wins no time",
        file="locator/probing/line.py",
        old="self._line.settimeout(self._deadline.left())\n        count",
        new="count",
        test="tests/probing/test_hostile.py::test_a_hostile_answer_ends_in_time",
    ),
    Guard(
        number="51",
        what="the certificate is for the name",
        file="locator/probing/prober.py",
        old="server_hostname=asked.host",
        new='server_hostname="tea.scot"',
        test="tests/probing/test_tls.py::test_another_name_is_a_bad_certificate",
    ),
)
