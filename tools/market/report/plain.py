"""Without attacks — accuracy and honesty of the intervals, in the default market and in others."""

from tools.market import arena
from tools.market.parameters import DEFAULT, MARKETS
from tools.market.report.table import Bar, Options, at_least, at_most, between, head, row, title

MEASURES = ["spearman", "kendall", "auc_worst", "cover", "cover_few", "cover_many", "width", "score", "score_few", "score_many", "flagged"]


def clean(options: Options) -> list[Bar]:
    title(f"Clean market, {len(options.seeds)} seeds: against the true quality (cover: of the 80 % interval; few, many: <= 3, > 10 ratings; score: interval score, less is better)")
    models = arena.contestants()
    lines = list(arena.clean(models, DEFAULT, options.seeds))
    head("", MEASURES)
    found = {name: {m: arena.mean_of(lines, name, m) for m in MEASURES} for name in models}
    for name, values in found.items():
        row(name, [values[m] for m in MEASURES])
    row("± (Jiaxin)", [arena.error_of(lines, "Jiaxin", m) for m in MEASURES])
    own, best = found["Jiaxin"], found["oracle"]
    bars = [
        at_least("Spearman over the oracle's", own["spearman"] / best["spearman"], 0.92),
        at_most("AUC of the worst tenth, behind the oracle", best["auc_worst"] - own["auc_worst"], 0.03),
        *(between(f"80 % interval, {name}", own[m], 0.77, 0.83) for name, m in (("all", "cover"), ("<= 3 ratings", "cover_few"), ("> 10 ratings", "cover_many"))),
        at_most("honest households flagged", own["flagged"], 0.01),
    ]
    others = [values for name, values in found.items() if name not in ("Jiaxin", "oracle")]
    for m in ("spearman", "auc_worst"):
        bars.append(Bar(all(own[m] > v[m] for v in others), f"beats every baseline on {m}: {own[m]:.3f} over {max(v[m] for v in others):.3f}"))
    for m in ("cover", "cover_few", "cover_many"):
        known = [abs(v[m] - 0.8) for v in others if v[m] == v[m]]
        off, luck = abs(own[m] - 0.8), 2 * arena.error_of(lines, "Jiaxin", m)
        bars.append(Bar(all(off <= gap + luck for gap in known), f"no farther from 80 % than any baseline, luck apart, on {m}: {off:.3f} ± {luck:.3f} against {min(known):.3f}"))
    for m in ("score", "score_few", "score_many"):
        known = [v[m] for v in others if v[m] == v[m]]
        bars.append(Bar(all(own[m] < value for value in known), f"better intervals than every baseline, {m}: {own[m]:.3f} against {min(known):.3f}"))
    return bars


def markets(options: Options) -> list[Bar]:
    seeds = options.seeds[:2]
    title(f"Other markets, {len(seeds)} seeds: each departs from the default in one direction")
    names = ["Bayes", "Jiaxin", "oracle", "ratio", "AUC", "AUC oracle", "cover", "few", "many", "flagged"]
    head("Spearman of", names)
    models = arena.contestants(("Bayesian average", "Jiaxin", "oracle"))
    worst: list[tuple[float, str]] = []
    for market, m in MARKETS.items():
        lines = list(arena.clean(models, m, seeds))
        bayes, own, best = (arena.mean_of(lines, name, "spearman") for name in models)
        of = [arena.mean_of(lines, "Jiaxin", x) for x in ("cover", "cover_few", "cover_many", "flagged")]
        areas = [arena.mean_of(lines, name, "auc_worst") for name in ("Jiaxin", "oracle")]
        row(market, [bayes, own, best, own / best, *areas, *of])
        worst.append((own / best, market))
    ratio, market = min(worst)
    return [at_least(f"Spearman over the oracle's in the worst other market ({market})", ratio, 0.92)]
