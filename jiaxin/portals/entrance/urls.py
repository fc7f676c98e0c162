"""Addresses of the entrance. Of allauth's addresses only those this product uses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import include, path

from jiaxin.portals.entrance import account as own
from jiaxin.portals.entrance import (
    checking,
    city,
    exporting,
    guiding,
    joining,
    leaving,
    noticing,
    proving,
    reporting,
    second,
    sizing,
    statistics,
    views,
)

_entrance = (
    [
        path("sign-in/phone/", views.phone, name="phone"),
        path("sign-in/code/", views.code, name="code"),
        path("sign-in/still", leaving.still, name="still"),
        path("sign-in/resume/", views.resume, name="resume"),
        path("sign-in/first/<slug:secret>/", own.first, name="first"),
        path("sign-in/city/", city.start, name="city"),
        path("sign-in/city/back/", city.back, name="city-back"),
        path("account/city/", city.bind, name="city-bind"),
        path("account/city/remove/", city.unbind, name="city-unbind"),
        path("account/", own.account, name="account"),
        path("account/sessions/end/", own.end, name="end-sessions"),
        path("account/tokens/end/", own.end_token, name="end-own-token"),
        path("report/", reporting.report, name="report"),
        path("report/reply/", reporting.reply, name="report-reply"),
        path("verify/", proving.verify, name="verify-paper"),
        path("verify/<slug:code>", proving.verify, name="verify"),
        path("join/<slug:code>", joining.join, name="join"),
        path("view/<slug:size>", sizing.view, name="view"),
        path("language/<slug:code>", sizing.language, name="language"),
        path("notices/", noticing.notices, name="notices"),
        path("notices/statistics", statistics.statistics, name="statistics"),
        path("notices/statistics.csv", statistics.as_csv, name="statistics-csv"),
        path("notices/log/", checking.logs, name="logs"),
        path("notices/log/<slug:which>.py", checking.program, name="log-program"),
        path("notices/log/<slug:name>/<path:file>", checking.log_file, name="log-file"),
        path("notices/verify-draw.py", noticing.draw_script, name="notice-draw-script"),
        path("notices/support/<slug:case_id>", noticing.support, name="notice-support"),
        path("notices/projects/<slug:case_id>", noticing.project, name="notice-project"),
        path("notices/standards/<slug:case_id>", noticing.standard, name="notice-standard"),
        path("notices/pledge", noticing.pledge, name="notice-pledge"),
        path("notices/draws/<slug:case_id>", noticing.draw, name="notice-draw"),
        path("notices/draws/<slug:case_id>/list.json", noticing.draw_list, name="notice-draw-list"),
        path("exports/", exporting.exports, name="exports"),
        path("exports/more", exporting.more, name="export-more"),
        path("exports/<slug:ask_id>", exporting.ask, name="export-ask"),
        path("exports/<slug:ask_id>/decide", exporting.decide, name="export-decide"),
        path("guide/", guiding.guide, name="guide"),
        path("outbox/", views.outbox, name="outbox"),
    ],
    "entrance",
)

urlpatterns = [
    path("", include(_entrance)),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/again/", second.Again.as_view(), name="account_reauthenticate"),
    path("sign-in/second/", second.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/second/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-out/", leaving.sign_out, name="account_logout"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/none/", views.no_password, name="account_set_password"),
    path("account/second/", own.account, name="mfa_index"),
    path("account/second/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/passkeys/", own.account, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("sign-in/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/passkey/again/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
