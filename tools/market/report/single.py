"""Single questions — real fraud, luck, the cheapest attack, and time."""

from tools.market import adaptive as attacker
from tools.market import arena
from tools.market import bitcoin as real
from tools.market import noise as luck
from tools.market import speed as clock
from tools.market.report.table import Bar, Options, at_least, at_most, head, row, title


def bitcoin(_options: Options) -> list[Bar]:
    title("Bitcoin OTC: fraudulent raters by what they say of others, without labels (± Hanley and McNeil)")
    if not (real.folder() / "network.csv").exists():
        print("  the data are not here; JIAXIN_BENCHMARKS names the folder that holds bitcoin_otc")
        return []
    found = real.verdicts()
    for one in found:
        print(f"  {one.method:62s} {one.auc:.3f} ± {one.error:.3f}   ({one.fraudulent} fraudulent, {one.benign} benign)")
    best = next(one for one in found if "nothing to do" in one.method)
    return [at_least("Bitcoin OTC, unsupervised AUC", best.auc, 0.87)]


def noise(_options: Options) -> list[Bar]:
    title(f"No penalty on luck: stars below {luck.LINE}, exact chances of being acted against")
    head("ratings", ["good, raw", "good, 95 %", "bad, raw", "bad, 95 %", "good, strict", "bad, strict"], width=14, left=10)
    bars = []
    for ratings, caught in zip(luck.COUNTS, (0.43, 0.93, 0.999), strict=True):
        good, bad = luck.hit(luck.GOOD, ratings), luck.hit(luck.BAD, ratings)
        strict = [luck.hit(shares, ratings, ordinary=luck.GOOD_ONLY).certain for shares in (luck.GOOD, luck.BAD)]
        row(str(ratings), [good.raw, good.certain, bad.raw, bad.certain, *strict], width=14, left=10, digits=4)
        if ratings == 20:
            bars.append(at_most("good worker wrongly hit at 20 ratings", good.certain, 0.002, 4))
        bars.append(at_least(f"bad worker caught at {ratings} ratings", bad.certain, caught, 4))
    print("  strict: before any rating a worker is taken for a good one, not for one of the market")
    found = luck.demo()
    title(f"The same with the demo district's own stars (ordinary {found.ordinary.mean:.2f} ± {found.ordinary.deviation:.2f}, line {found.line:.2f}: a tenth truly lie below)")
    head("ratings", ["above, raw", "above, 95 %", "below, raw", "below, 95 %"], width=14, left=10)
    for ratings, above, below in found.hit:
        row(str(ratings), [above.raw, above.certain, below.raw, below.certain], width=14, left=10, digits=4)
        bars.append(at_most(f"demo: above the line, wrongly hit at {ratings} ratings", above.certain, 0.002, 4))
    return bars


def adaptive(options: Options) -> list[Bar]:
    seeds = options.seeds[:1]
    models = arena.contestants(("Bayesian average", "Jiaxin"))
    title(f"What is for sale: gain of plain plans for known workers of the lower half, {len(options.seeds)} seeds")
    rungs = {name: [attacker.bought(answer, seed) for seed in options.seeds] for name, answer in models.items()}
    head("", ["yuan", "Bayes", "Jiaxin"], left=44)
    for rung, plan in attacker.LADDER.items():
        gains = [sum(one[rung][1] for one in found) / len(found) for found in rungs.values()]
        print(f"  {rung:44s}{plan.cost:11,.0f}" + "".join(f"{gain:+11.3f}" for gain in gains), flush=True)
    title(f"An adaptive attacker, {options.scale.tries} tries: yuan a target for +{attacker.WANTED:.0%} of the ranking")
    bars = []
    for seed in seeds:
        found = {name: attacker.searched(answer, seed, options.scale.tries) for name, answer in models.items()}
        for name, one in found.items():
            cost = f"{one.cost:,.0f} yuan" if one.reached else f"not reached by any plan of up to {one.most:,.0f} yuan (best {one.gain:+.3f})"
            print(f"  {name:20s} {cost}, gain {one.gain:+.3f}, Kendall lost by bystanders {one.lost:+.4f}")
            if one.plan is not None:
                print(f"    {one.plan}")
        own, usual = found["Jiaxin"], found["Bayesian average"]
        times = (own.cost if own.reached else own.most) / usual.cost
        bars += [at_least("budget against Jiaxin over that against the Bayesian average", times, 10, 1), at_most("Kendall lost by bystanders", own.lost, 0.01, 4)]
    return bars


def speed(options: Options) -> list[Bar]:
    from jiaxin.domain.reputation import estimate

    sizes = [*options.scale.sizes, *([10_000_000] if options.ten_million else [])]
    title("A cold fit, one core (processor seconds)")
    found = []
    for one in clock.timed(estimate, sizes):
        found.append(one)
        print(f"  {one.orders:>12,} orders {one.seconds:8.1f} s ({one.system:.1f} s of it the system's)   {one.a_million:6.1f} s a million", flush=True)
    growth = clock.growth(found)
    print(f"  growth exponent {growth:.2f}")
    last = next((one for one in found if one.orders >= 900_000), found[-1])
    return [at_most(f"seconds a million orders, cold, at {last.orders:,}", last.a_million, 15, 1), at_most("growth exponent", growth, 1.1, 2)]
