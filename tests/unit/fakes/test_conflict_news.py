"""The made-up news of a conflict has the form of the centre's own."""

from __future__ import annotations

from sync.central.conflicts.conflict import Conflict, Holder, Side
from sync.central.conflicts.tell_conflicts import Names, _Act, _body
from sync.domain.ids import ClassId, FactId, SiteId
from sync.protocol.receipts import ReceiptCode
from tests.fakes.conflict_news import told
from tests.fakes.site import NOW


def test_it_has_the_same_names_and_kinds_of_values() -> None:
    both = {Side.LOSER, Side.WINNER}
    holder = Holder(None, ClassId("c2"), NOW)
    code = ReceiptCode.VOUCHER_IN_USE_ELSEWHERE
    site, other = SiteId("a"), SiteId("b")
    conflict = Conflict(FactId("f"), 1, site, other, NOW, code, ClassId("c1"), holder, to_decide=both)
    names = Names({"a": "A", "b": "B"}, {"c1": "C", "c2": "D"}, {"s": "S"}, {1: "P"}, {"f": _Act(NOW, NOW, "s")})
    real, made_up = _body(names, conflict, site), told("f").body
    assert made_up is not None
    assert {name: type(value) for name, value in made_up.items()} == {
        name: str if isinstance(value, str) else type(value) for name, value in real.items()
    }
    assert real["ours"].keys() == made_up["ours"].keys() == real["theirs"].keys() == made_up["theirs"].keys()
