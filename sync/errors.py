"""Every error the package raises on purpose.

    SyncError
    ├── InvalidInput            R01  what a person or a file gave cannot be used
    ├── UnknownThing            R02  a class, session, fact or person that is not on this PC
    ├── FileUnusable            R03  a file from a stick that was not made for this PC, or is damaged
    ├── WorkbookUnusable        R04  a file that is no list of people; `fault` says why
    ├── ProtocolError
    │   ├── MalformedMessage    P01  bytes that are not what they should be
    │   ├── ForgedMessage       P02  a signature or a chain that does not hold
    │   └── OlderDocument       P03  a signed list older than the one already held
    ├── StoreError
    │   ├── StoreLocked         D01  another program holds the store for too long
    │   ├── StoreNewer          D02  written by a newer version of the program
    │   ├── StoreUnreadable     D03  wrong key or damaged file
    │   ├── DiskFull            D04  no room or no right to write
    │   ├── NotJoined           D05  this PC has not joined a site yet
    │   ├── StoreUnreachable    D06  the database server does not answer
    │   ├── StoreForeign        D07  a file or folder that is no record of this program
    │   ├── ContactLapsed       D08  locked: no contact with the centre for too long
    │   ├── Withdrawn           D09  the centre withdrew this PC from its site
    │   ├── BackupUnusable      D10  a backup that does not hold
    │   ├── BackupNotMade       D11  no copy of the record could be made; the record itself is well
    │   └── RecordDamaged       D12  the daily look found facts that do not hold
    ├── KeyStorageMissing       K01  no keyring on this PC
    │   ├── KeysLocked          K02  the key file does not open with the passphrase that is set
    │   ├── KeyringSilent       K03  a keyring is there, but locked, or nobody answers its question
    │   └── HomeNotShared       K04  the shared folder is not there for this user
    └── ExchangeError
        ├── Offline             N01  nothing answered
        ├── NotTheCentre        N02  something answered, but not the centre (a captive portal, say)
        ├── CentreRefused       N03  the centre answered no
        ├── CentreBusy          N04  the centre asks to come back later
        └── ProgramTooOld       N05  the centre serves only newer programs its news

`title` says what happened, `remedy` what to do next; both are shown to people (translated in the desktop by these
very texts), so neither ever holds a name, an ID number or a code. `code` is short enough to be read out on the phone.
"""

from __future__ import annotations


class SyncError(Exception):
    """Root of the tree. `detail` is for the log and never holds personal data."""

    code = "X00"
    title = "Something went wrong"
    remedy = "Try again; if it stays, tell IT this code."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        """One line: what, why, what to do."""
        why = f" ({self.detail})" if self.detail else ""
        return f"{self.code} {self.title}{why}. {self.remedy}"


class InvalidInput(SyncError):
    """What a person or a file gave cannot be used."""

    code = "R01"
    title = "This input cannot be used"
    remedy = "Correct it and try again."


class UnknownThing(SyncError):
    """A class, session, fact or person that this PC does not know."""

    code = "R02"
    title = "This is not known on this PC"
    remedy = "Wait for the next update from the centre, or choose again."


class FileUnusable(SyncError):
    """A file brought on a stick is damaged, or was made for another PC or by another centre."""

    code = "R03"
    title = "This file cannot be used here"
    remedy = "Take the file that was made for this PC, whole, and try again; nothing was changed."


class WorkbookUnusable(SyncError):
    """A file that somebody chose is no list of people. `fault` is a `sync.domain.people_list.FileFault`."""

    code = "R04"
    title = "This file cannot be read as a list of people"
    remedy = "Fill in the template and save it as an Excel workbook (.xlsx); nothing was taken in."

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class ProtocolError(SyncError):
    """The two ends misunderstood each other."""


class MalformedMessage(ProtocolError):
    """Bytes that are not what they should be."""

    code = "P01"
    title = "A message has the wrong form"
    remedy = "Update the program; if it stays, tell IT this code."


class ForgedMessage(ProtocolError):
    """A signature or a chain that does not hold."""

    code = "P02"
    title = "A message is not signed by the centre"
    remedy = "Check the network; tell IT this code."


class OlderDocument(ProtocolError):
    """A signed list that goes back behind the one already held."""

    code = "P03"
    title = "The centre sent an older list than this PC already has"
    remedy = "Tell IT this code; this PC keeps the newer list."


class StoreError(SyncError):
    """The local record could not be read or written."""


class StoreLocked(StoreError):
    """Another program holds the store for too long."""

    code = "D01"
    title = "The record is in use by another program"
    remedy = "Close other Voucher Desk windows and try again."


class StoreNewer(StoreError):
    """The store was written by a newer version of the program."""

    code = "D02"
    title = "The record was written by a newer version"
    remedy = "Install the newer version again; nothing was changed."


class StoreUnreadable(StoreError):
    """Wrong key, or the file is damaged."""

    code = "D03"
    title = "The record cannot be read"
    remedy = "Do not delete anything; tell IT this code."


class DiskFull(StoreError):
    """No room, or no right to write."""

    code = "D04"
    title = "The disk is full or may not be written"
    remedy = "Free some room or mend the rights; what was just done was NOT saved."


class NotJoined(StoreError):
    """This PC has not joined a site yet."""

    code = "D05"
    title = "This PC has not joined a site yet"
    remedy = "Run: voucherdesk enrol-device --central URL --code CODE"


class StoreUnreachable(StoreError):
    """The database server does not answer, or lets nobody in by this name."""

    code = "D06"
    title = "The database server cannot be reached"
    remedy = "Start it, or check the address, name and password in --db."


class StoreForeign(StoreError):
    """What lies in the record's place is no record of this program."""

    code = "D07"
    title = "What lies in the record's place is not a record of Voucher Desk"
    remedy = "Move it away, or restore a backup with: voucherdesk restore FILE"


class ContactLapsed(StoreError):
    """No contact with the centre for longer than the policy allows; nothing is lost."""

    code = "D08"
    title = "This PC has had no contact with the centre for too long and is locked"
    remedy = "Connect it to the network, or bring receipts on a USB stick; everything recorded is kept."


class Withdrawn(StoreError):
    """The centre withdrew this PC: its records were sent, people's data was removed."""

    code = "D09"
    title = "The centre has withdrawn this PC from its site"
    remedy = "To use it again, join it with a new code from the centre."


class BackupUnusable(StoreError):
    """A backup does not open with this PC's key, is damaged, or is newer than the program."""

    code = "D10"
    title = "This backup cannot be used"
    remedy = "Choose another backup; the record in use was not touched."


class BackupNotMade(StoreError):
    """The copy made by itself failed; nothing that was recorded is touched."""

    code = "D11"
    title = "No backup of the record could be made"
    remedy = "Free some room on the disk; everything is recorded as before, and it is tried again."


class RecordDamaged(StoreError):
    """The daily look at the whole record found facts or pages that do not hold."""

    code = "D12"
    title = "Parts of the record are damaged"
    remedy = "Go on working; tell IT this code. IT runs: voucherdesk repair"


class KeyStorageMissing(SyncError):
    """No keyring on this PC, and no other key storage was chosen."""

    code = "K01"
    title = "This PC has no keyring to keep the keys in"
    remedy = "Install and unlock a keyring (for example gnome-keyring), or set key_storage = \"file\" for a kiosk."


class KeysLocked(KeyStorageMissing):
    """The key file is under a passphrase, and the one that is set is missing or another one."""

    code = "K02"
    title = "The key file does not open with this passphrase"
    remedy = "Check passphrase_file in the settings; the keys and the record were not changed."


class KeyringSilent(KeyStorageMissing):
    """There is a keyring, but it stays locked or does not answer in time."""

    code = "K03"
    title = "The keyring is locked or does not answer"
    remedy = "Unlock it (sign in to the PC with its password), then start again; nothing was changed."


class HomeNotShared(KeyStorageMissing):
    """key_storage is "machine", and the shared folder is missing or not for this user."""

    code = "K04"
    title = "This user cannot open the record shared on this PC"
    remedy = "IT puts the user into the group voucherdesk, then sign in to the PC again; nothing was changed."


class ExchangeError(SyncError):
    """The centre could not be asked, or did not answer as it should."""


class Offline(ExchangeError):
    """Nothing answered."""

    code = "N01"
    title = "The centre cannot be reached"
    remedy = "Go on working; records are sent when the line is back."


class NotTheCentre(ExchangeError):
    """Something answered that is not the centre."""

    code = "N02"
    title = "Something else answered in place of the centre"
    remedy = "Sign in to the network in a browser, then try again; go on working meanwhile."


class CentreRefused(ExchangeError):
    """The centre answered no. `problem` is its RFC 9457 `type`."""

    code = "N03"
    title = "The centre refused the request"
    remedy = "Tell IT this code."

    def __init__(self, detail: str = "", *, status: int = 0, problem: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.problem = problem


class CentreBusy(ExchangeError):
    """The centre asks to come back later. `retry_after` is in seconds, or None."""

    code = "N04"
    title = "The centre is busy"
    remedy = "Go on working; the program tries again by itself."

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ProgramTooOld(ExchangeError):
    """The centre speaks a newer contract; records are still taken."""

    code = "N05"
    title = "The centre needs a newer version of this program"
    remedy = "Update the program; records are still sent, news is not received."
