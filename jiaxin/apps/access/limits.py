"""限额 — how often and how long, for sign-in and sessions. The code reads these and no others.

ASSUMED: the district's own security rules replace these figures. Those of exports and lists stand in `config/limits.toml`, that of the key-encryption key too.
"""

import tomllib
from pathlib import Path

_SAID = tomllib.loads((Path(__file__).resolve().parents[3] / "config" / "limits.toml").read_text("utf-8"))
_EXPORTS = _SAID["exports"]

CODE_MINUTES = 5  # a phone code lives this long
CODE_TRIES = 5  # and takes this many guesses
CODES_PER_NUMBER_HOUR = 5
CODES_PER_ADDRESS_HOUR = 30  # a market hall's one address may serve many phones
SECONDS_BETWEEN_CODES = 60

PASSWORD_FAILURES = 5  # then the account rests
PASSWORD_REST_MINUTES = 15
KNOWN_BROWSER_DAYS = 180  # a browser that somebody signed in with has tries of its own for so long

STAFF_IDLE_MINUTES = 15  # GB/T 22239-2019 8.1.4.1 b asks for an exit when idle
STAFF_HOURS = 8
PEOPLE_IDLE_MINUTES = 12 * 60  # a worker shows her own file on her own phone
PEOPLE_HOURS = 14 * 24
STAFF_SESSIONS = 3  # places where one account is signed in at once; the next one ends the one unused for longest
PEOPLE_SESSIONS = 5  # a worker's phone, her old phone, a desk in the market
STEP_UP_MINUTES = 5
INVITATION_HOURS = 72  # a link with which somebody sets the password of a new account
FIRST_INVITATION_MINUTES = 60  # of the three first administrators, printed at the console
CITY_SIGN_IN_MINUTES = 10  # from the button to the way back from the city's unified identity
RESUME_MINUTES = 10  # a form stopped by the step-up is shown again for so long
LETTERS_PER_ADDRESS_MINUTE = 30  # bundles of letters from one network address: a platform asks about once a minute
LETTERS_PER_MINUTE = 240  # from all addresses together
REPORTS_PER_HOUR = 120  # anonymous ones, of the whole district together: who reports is not told apart

REVEALS_A_DAY = 30  # full fields shown to one officer
FILES_AN_HOUR = 120  # files opened one by one by one officer: two a minute without a pause
FILES_A_DAY = 140  # of 30,000 files less than half a per cent: nobody walks off with the register file by file
SELF_FILES_A_DAY = 3  # numbers already filed that one phone may run into: a form is no way to ask who is filed
EXPORT_ROWS_A_DAY: int = _EXPORTS["rows_a_day"]
OWN_ROWS_A_DAY: int = _EXPORTS["own_rows"]
IDENTITY_ROWS_A_DAY: int = _EXPORTS["identity_rows"]
OWN_IDENTITY_ROWS_A_DAY: int = _EXPORTS["own_identity_rows"]
ASKS_GOOD_HOURS: int = _EXPORTS["asks_good_hours"]
SHARE_ONE_IN: int = _EXPORTS["one_in"]
SHARE_AT_LEAST: int = _EXPORTS["at_least"]
MAPPED_ROWS = 2_000  # of one file under a mapping: whole persons, not masked names

ALARM_REVEALS, ALARM_REVEAL_MINUTES = 12, 10
ALARM_REFUSALS, ALARM_REFUSAL_MINUTES = 20, 10
ALARM_NIGHT_PERSONS = 60  # within an hour, between the hours below
DAY_BEGINS, DAY_ENDS = 7, 22
ALARM_AGAIN_HOURS = 24  # what stands as it was when somebody looked rings again after so long
CHECKPOINT_OVERDUE_HOURS = 26  # one is signed each day at the latest
DRILL_EVERY_DAYS = 92  # two sheets of the recovery key are tried each quarter
KEK_EVERY_DAYS: int = _SAID["keys"]["kek_days"]
BACKUP_EVERY_DAYS: int = _SAID["backup"]["every_days"]
TOKEN_DAYS: int = _SAID["keys"]["token_days"]
DATABASE_PASSWORD_DAYS: int = _SAID["keys"]["database_days"]
LOCKS_EVERY_DAYS: int = _SAID["flaws"]["locks_days"]
FLAWS_LOOKED_EVERY_DAYS: int = _SAID["flaws"]["look_days"]
FLAW_DAYS: dict[str, int] = {grade: _SAID["flaws"][f"{grade}_days"] for grade in ("critical", "high", "medium", "low")}
CERTIFICATE_DAYS = 21  # fewer left, and the doctor says so: a renewal by hand takes its time
SQLITE_OWNERS = 20_000  # keys of persons, claims and households beyond which the embedded database does not start in service
SHIPPING_OVERDUE_MINUTES = 15  # lines for the log server waited so long


def share(register: int) -> int:
    """Persons of a register of so many whom one account may meet a day on lists, in files, by look-ups: alone."""
    return max(SHARE_AT_LEAST, register // SHARE_ONE_IN)
