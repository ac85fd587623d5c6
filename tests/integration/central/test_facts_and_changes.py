"""Facts in, receipts and changes out, codes resolved: over real HTTP."""

import json

from sqlalchemy import delete

from sync.central.move_voucher import Occasion
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import writing
from sync.central.store.tables import national_codes
from sync.domain.attendance import LeaveKind, Mark
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoidReason, VoucherState
from sync.protocol import batches, policy_pack, status_list, trust_list
from sync.protocol.changes import START, ChangeKind
from sync.protocol.joining import Resolution
from sync.protocol.payloads import AttendanceCorrected, AttendancePunched, LeaveTaken
from sync.protocol.policy_pack import open_policy
from sync.protocol.receipts import Outcome
from sync.protocol.requests import from_base64
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import TrustList
from sync.protocol.voucher_code import VerifiedCode, verify_code
from tests.fakes.scripted_desk import Chain, ScriptedDesk
from tests.integration.central.test_joining import problem
from tests.integration.conftest import RunningCentre

ON_NOW, WELDERS = "K-0001-03", "K-0001"

_OF_LATER = {ChangeKind.CONFLICT, ChangeKind.RESULT, ChangeKind.EXPECTED}
"""Of these a fresh example has none."""


def punch(entry: dict[str, str]) -> AttendancePunched:
    return AttendancePunched(ON_NOW, WELDERS, None, entry["text"], "code", "accepted", "signed_in")


def test_a_queue_of_people_signs_in(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    people = [entry for entry in centre.example["cast"] if entry["note"] == "enrolled"]
    receipts = scripted_desk.push(*(scripted_desk.chain.write(punch(entry)) for entry in people))
    assert [receipt.outcome for receipt in receipts] == [Outcome.RECORDED] * len(people)
    found = scripted_desk.pull_all()
    assert all(("attendance", f"{ON_NOW}/{entry['voucher_no']}") in found for entry in people)


def test_a_lost_answer_is_given_again(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    fact = scripted_desk.chain.write(punch(centre.example["cast"][0]))
    assert scripted_desk.push(fact) == scripted_desk.push(fact)


def test_a_cloned_pc_is_told(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    scripted_desk.push(scripted_desk.chain.write(punch(centre.example["cast"][0])))
    scripted_desk.chain = Chain(scripted_desk.welcome.device)
    fact = scripted_desk.chain.write(punch(centre.example["cast"][1]))
    answer = scripted_desk.push_batch(batches.pack([fact], scripted_desk.chain.head, scripted_desk.key))
    assert (answer.status_code, problem(answer)) == (409, "device-forked")


def test_the_feed_comes_in_pages_and_each_thing_once(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    person = next(entry for entry in centre.example["cast"] if entry["note"] == "enrolled")
    place = ON_NOW, WELDERS, person["voucher_no"]
    told = LeaveTaken(*place, LeaveKind.SICK, "发烧"), AttendanceCorrected(*place, Mark.ABSENT, "没有来")
    scripted_desk.push(*map(scripted_desk.chain.write, told))
    whole = scripted_desk.pull(limit=1000)
    keys, cursor, more = [], START, True
    while more:
        page = scripted_desk.pull(cursor, limit=7)
        keys += [(change.kind, change.key) for change in page.changes]
        cursor, more = page.cursor, page.more
    assert keys == [(change.kind, change.key) for change in whole.changes]
    assert len(keys) == len(set(keys))
    assert {kind for kind, _ in keys} == set(ChangeKind) - _OF_LATER
    rest = scripted_desk.pull(cursor)
    assert (rest.changes, rest.cursor, rest.more) == ((), cursor, False)


def test_a_site_sees_its_own_classes_only(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    classes = {key for kind, key in scripted_desk.pull_all() if kind == "class"}
    assert classes == {entry["id"] for entry in centre.example["classes"]}


def test_the_documents_are_signed_by_a_pinned_root(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    found, roots = scripted_desk.pull_all(), scripted_desk.welcome.roots
    data = {}
    for name in (trust_list.KIND, status_list.KIND, policy_pack.KIND):
        body = found["document", name]
        assert body is not None
        data[name] = from_base64(body["data"])
    trust = TrustList.open(data[trust_list.KIND], roots)
    assert isinstance(verify_code(centre.example["cast"][0]["text"], trust), VerifiedCode)
    revoked = next(entry["voucher_no"] for entry in centre.example["cast"] if entry["note"] == "revoked")
    expired = next(entry["voucher_no"] for entry in centre.example["cast"] if entry["note"] == "expired")
    listed = StatusList.open(data[status_list.KIND], roots)
    assert revoked in listed
    assert expired not in listed  # the code itself says until when it is valid
    assert open_policy(data[policy_pack.KIND], roots).code_fresh_minutes == 720


def test_voiding_reaches_the_desk_as_a_new_list_and_a_roster_line(
    centre: RunningCentre, scripted_desk: ScriptedDesk
) -> None:
    cursor = scripted_desk.pull(limit=1000).cursor
    number = centre.example["cast"][0]["voucher_no"]
    with writing(centre.behind.store) as connection:
        occasion = Occasion("officer:O-1", centre.behind.now(), 1)
        version = void_vouchers(connection, centre.behind.keys, [VoucherNo(number)], VoidReason.REVOKED, occasion)
    news = {change.kind: change.body for change in scripted_desk.pull(cursor).changes}
    assert news.keys() == {"document", "roster_entry"}
    document, line = news["document"], news["roster_entry"]
    assert document is not None
    assert line is not None
    listed = StatusList.open(from_base64(document["data"]), scripted_desk.welcome.roots)
    assert (listed.version, number in listed) == (version, True)
    assert (line["voucher_no"], line["state"]) == (number, "VOID")


def test_a_national_code_is_resolved(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    known = next(entry for entry in centre.example["cast"] if entry["note"] == "national code")
    answer = scripted_desk.ask("POST", "/v1/resolutions", json.dumps({"code": known["text"]}).encode())
    resolution = Resolution.from_map(answer.json())
    assert resolution.claims is not None
    assert (resolution.claims.voucher_no, resolution.claims.name) == (known["voucher_no"], known["name"])
    assert resolution.state is VoucherState.IN_USE
    stranger = scripted_desk.ask("POST", "/v1/resolutions", b'{"code": "000000000000000000000000"}')
    assert Resolution.from_map(stranger.json()).claims is None


def test_a_record_made_by_a_resolved_code_counts_when_the_code_is_dead(
    centre: RunningCentre, scripted_desk: ScriptedDesk
) -> None:
    known = next(entry for entry in centre.example["cast"] if entry["note"] == "national code")
    asked = json.dumps({"code": known["text"]}).encode()
    assert Resolution.from_map(scripted_desk.ask("POST", "/v1/resolutions", asked).json()).claims is not None
    with writing(centre.behind.store) as connection:
        connection.execute(delete(national_codes))
    assert Resolution.from_map(scripted_desk.ask("POST", "/v1/resolutions", asked).json()).claims is None
    (receipt,) = scripted_desk.push(scripted_desk.chain.write(punch(known)))
    assert (receipt.outcome, receipt.voucher_no) == (Outcome.RECORDED, known["voucher_no"])
