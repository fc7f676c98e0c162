"""Under attack — what targets gain, who is found out, what bystanders lose, and what resistance costs."""

from tools.market import arena
from tools.market.attacks import ATTACKS
from tools.market.parameters import DEFAULT
from tools.market.report.table import Bar, Options, at_least, at_most, head, row, title
from tools.market.tradeoff import curve

LIMITS = {
    "ballot": 0.04, "stealth": 0.04, "camouflage": 0.04, "ring": 0.04, "badmouth": 0.04,
    "loyal": 0.22, "bribed": 0.25, "whitewash": 0.02, "flood": 0.06,
}  # fmt: skip
FOUND_OUT = ["ballot", "stealth", "camouflage", "ring", "badmouth"]
BACKFIRE = 0.10  # what praise by a rival may cost those who did not ask for it; no bar was set for it


def attacks(options: Options) -> list[Bar]:
    models = arena.contestants()
    names = list(ATTACKS)
    title(f"Attacks at 30 % fake reviews, {len(options.seeds)} seeds: percentiles (of 1) the targets move the attackers' way")
    lines = list(arena.attacked(models, DEFAULT, options.seeds, names, 0.3))
    short = {name: name.split()[0][:10] for name in models}
    head("", [*short.values(), "± Jiaxin"])
    for attack in names:
        row(attack, [*(arena.mean_of(lines, name, "gain", attack) for name in models), arena.error_of(lines, "Jiaxin", "gain", attack)])
    title("The same worlds, Jiaxin: fake raters found (AUC), honest households flagged, Kendall lost by bystanders, cover of the interval")
    head("", ["fake AUC", "REV2", "filtering", "flagged", "lost", "cover"])
    for attack in names:
        auc = [arena.mean_of(lines, name, "fake_auc", attack) for name in ("Jiaxin", "REV2", "iterative filtering")]
        row(attack, [*auc, *(arena.mean_of(lines, "Jiaxin", m, attack) for m in ("flagged", "lost", "cover"))])
    few = arena.contestants(("Jiaxin", "REV2", "iterative filtering"))
    tenth = list(arena.attacked(few, DEFAULT, options.seeds, [*FOUND_OUT, "loyal", "bribed", "extortion"], 0.1))
    title("At 10 % fake reviews: fake raters found (AUC); gain and honest households flagged by Jiaxin")
    head("", ["Jiaxin", "REV2", "filtering", "gain", "flagged"])
    for attack in [*FOUND_OUT, "loyal", "bribed", "extortion"]:
        auc = [arena.mean_of(tenth, name, "fake_auc", attack) for name in ("Jiaxin", "REV2", "iterative filtering")]
        row(attack, [*auc, arena.mean_of(tenth, "Jiaxin", "gain", attack), arena.mean_of(tenth, "Jiaxin", "flagged", attack)])
    bars = [at_most(f"gain, {attack}", arena.mean_of(lines, "Jiaxin", "gain", attack), line) for attack, line in LIMITS.items()]
    found = sum(arena.mean_of(tenth, "Jiaxin", "fake_auc", attack) for attack in FOUND_OUT) / len(FOUND_OUT)
    bars.append(at_least("fake raters found at 10 %, mean AUC of five attacks", found, 0.975))
    hurt = {a: -arena.mean_of(lines, "Jiaxin", "gain", a) for a in ("ballot", "stealth", "loyal", "camouflage", "ring", "bribed")}
    worst = max(hurt, key=lambda a: hurt[a])
    bars.append(at_most(f"unasked praise turned against its targets (own line), worst: {worst}", hurt[worst], BACKFIRE))
    return bars


def tradeoff(options: Options) -> list[Bar]:
    seeds = options.seeds[:2]
    title(f"What resistance costs, {len(seeds)} seeds: clean accuracy against gains at 30 %")
    others = arena.contestants(("mean", "Bayesian average", "Wilson", "beta with decay", "iterative filtering", "REV2"))
    points = list(curve(others, DEFAULT, seeds))
    attacks_tried = list(points[0].gains)
    head("", ["spearman", "kendall", *attacks_tried, "worst"], left=36)
    for point in points:
        row(point.name, [point.spearman, point.kendall, *(point.gains[a] for a in attacks_tried), point.worst], left=36)
    at = {point.name: point for point in points}
    off, on = at["Jiaxin, trust off, saturation x1"], at["Jiaxin, trust on, saturation x1"]
    return [at_most("clean Kendall lost by trust", off.kendall - on.kendall, 0.01)]
