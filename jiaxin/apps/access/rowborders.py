"""行边界 — which tables PostgreSQL cuts by row (rowsecurity), and why the others with a border in a column are not.

A new model that names a person, an organisation or a street stands in one of the two lists, or a test fails; the
doctor refuses to start where a table of the first has lost its policy.
"""

BORDERS = frozenset({
    "subject", "organisation", "organisation_id", "company", "street", "grid", "household", "worker", "party", "inviter", "kept", "association", "account", "account_id",
})  # fmt: skip

WALLED = frozenset({
    "exchange_came", "exchange_handed", "exchange_sent", "governance_case", "governance_case_event", "governance_point_movement",
    "governance_star_pass", "intake_batch", "intake_claim", "intake_doubt_step", "intake_field_phone", "intake_field_record", "intake_finding",
    "intake_record_doubt", "intake_identity_question", "intake_learned_heading", "intake_order_parties", "intake_own_paper", "intake_paper",
    "intake_picture_mark", "intake_verification_request", "intake_waiting", "intake_worker_invitation", "ledger_entry", "notices_message",
    "presenting_ask", "presenting_visit", "publication_issue", "registry_code", "registry_code_event", "registry_identity", "registry_merge",
    "registry_person_record", "registry_work_spell", "registry_worker_file", "rights_demand", "scoring_assessment", "scoring_reputation_estimate",
    "scoring_standing", "scoring_suspected", "scoring_worker_tally", "training_seat",
})  # fmt: skip

_WHO = "who asks is found out here, before any reach is known"
_LOG = "a log that only grows and that each action adds to; the accounts' grants part who reads it from who writes it"
OPEN = {
    "access_account": _WHO, "access_session": _WHO, "access_invitation": _WHO, "access_city_identity": _WHO, "access_machine_key": _WHO, "access_known_device": _WHO,
    "access_grant": _LOG, "access_read": _LOG, "access_read_subject": _LOG, "access_refusal": _LOG,
    "access_export": "what left is counted over the whole district before more may leave; it names an organisation and no person",
    "access_export_ask": "a second officer of another organisation decides; it names an organisation and no person",
    "registry_subject": "an id, its kind and what it was merged into: the policies of all other tables follow it",
    "registry_company": "names and credit codes of companies are public",
    "scoring_rulebook": "`subject` says worker or company: whom the rules are for", "scoring_rulebook_in_force": "`subject` says worker or company: whom the rules are for",
    "training_course": "what an office offers is read by every worker",
    "governance_campaign_company": "who joined a campaign is announced",
    "governance_project_pass": "which companies were passed over, and why, stands in the public notice",
    "governance_paper": "the number of a paper, its digest and whom it was issued to: anybody who holds the paper checks it",
    "oversight_lookup": "a count of looks at public cards; the visitor is a mark that no key of ours opens",
    "oversight_member": "the reach of an association is found out here, before any reach is known; its pages cut by association or company",
    "rights_leak": "read by the security administrator alone, who has no reach over people; it names a copy and its taker",
}  # fmt: skip
