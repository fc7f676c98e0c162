"""演示区 — a seeded district that never was, played into the system through the doors a real one uses.

    plan        how big, which seed, which two years
    streets …   the hidden truth: who exists, how good each is, what happened (pure, seeded)
    sheets/     the workbooks its offices send, with their habits and their mistakes
    playing     two years on a simulated clock: sheets arrive, people confirm, documents run out
    stories     matters with their steps on working days: disputes, rounds; civic and duties on days of their own
    serving     three processes, their addresses, one sign-in per role

Nothing here writes a table: only actions of apps, as portals use them.
"""
