"""网址与权限 — doors of views that are not ours and cannot carry a mark themselves.

Our own views carry `@door(…)` or `@public(…)`; the whole table, both kinds together, is what
`jiaxin.apps.access.doors.addresses()` gives.
"""

from jiaxin.apps.access.doors import Door
from jiaxin.domain.permissions import Permission

_SIGN_IN = Door(open_because="登录本身不能要求先登录")
_OWN_ACCOUNT = Door(Permission.HOME_OPEN)
_PUSH, _FIND = Door(Permission.MACHINE_PUSH), Door(Permission.MACHINE_FIND)

ELSEWHERE: dict[str, Door] = {
    "account_login": _SIGN_IN,
    "account_inactive": _SIGN_IN,
    "mfa_authenticate": _SIGN_IN,
    "account_reauthenticate": _OWN_ACCOUNT,
    "account_change_password": _OWN_ACCOUNT,
    "mfa_reauthenticate": _OWN_ACCOUNT,
    "mfa_activate_totp": _OWN_ACCOUNT,
    "mfa_deactivate_totp": _OWN_ACCOUNT,
    "mfa_add_webauthn": _OWN_ACCOUNT,
    "mfa_remove_webauthn": _OWN_ACCOUNT,
    "mfa_login_webauthn": _SIGN_IN,
    "mfa_reauthenticate_webauthn": _OWN_ACCOUNT,
    # the machine interface: ninja binds one view to each path
    "machine:api-root": Door(open_because="只回答没有这个页面"),
    "machine:batches": _PUSH,
    "machine:batch": _PUSH,
    "machine:findings": _PUSH,
    "machine:accept": _PUSH,
    "machine:undo": _PUSH,
    "machine:returned": _PUSH,
    "machine:check": _PUSH,
    "machine:find": _FIND,
    "machine:company": Door(Permission.COMPANY_VIEW),
    "machine:withdrawn": Door(Permission.COMPANY_VIEW),
    "machine:withdrawn-gone": Door(Permission.COMPANY_VIEW),
    "machine:status": _OWN_ACCOUNT,
    "machine:letters": Door(open_because="来信凭对接单位的签名，不凭账号；没有有效签名的一律不收"),
}
