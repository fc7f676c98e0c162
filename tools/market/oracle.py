"""Oracle — the best attainable estimate: every nuisance is known to it (lines, severity, companies, jobs, who is fake), quality is not.

Quality of one person is a hidden AR(1) chain around a known prior; what is seen is put on a grid of quality, exactly up to the
grid, quarter by quarter. What one household thinks of one worker is integrated out per quarter. A fake order is left out.
"""

import numpy as np

from tools.market.metrics import Answer
from tools.market.people import People
from tools.market.sealing import World, repeats
from tools.market.visits import Book, chance, lines, quarter_of

POINTS = 49
NODES = np.array([[-1.7320508, 1 / 6], [0.0, 2 / 3], [1.7320508, 1 / 6]])
MARGIN = (0.1, 0.9)


def estimated(world: World) -> Answer:
    book = world.truth.book
    people, m = book.people, book.people.parameters
    persons = people.quality.shape[1]
    own = np.linspace(-3.6, 3.6, POINTS) * np.sqrt(people.own_variance)
    told = _told(book, own)
    step = own[None, :] - m.memory * own[:, None]
    if m.memory < 1:
        move = np.exp(-0.5 * step**2 / (people.own_variance * (1 - m.memory**2)))
        move /= move.sum(axis=1, keepdims=True)
    else:
        move = np.eye(POINTS)
    belief = np.exp(-0.5 * own**2 / people.own_variance)[None, :].repeat(persons, axis=0)
    for quarter in range(m.quarters):
        if quarter:
            belief = belief @ move
        weight = told[quarter] - told[quarter].max(axis=1, keepdims=True)
        belief = belief * np.exp(weight)
        belief /= belief.sum(axis=1, keepdims=True)
    mean = belief @ own + people.prior
    up_to = np.cumsum(belief, axis=1)
    low, high = (_quantile(up_to, own, q) + people.prior for q in MARGIN)
    row = world.truth.person
    suspicion = world.truth.fake_household.astype(float)
    return Answer(mean[row], low[row], high[row], mean[row], suspicion)


def _told(book: Book, own: np.ndarray) -> np.ndarray:
    """Log-likelihood of what was seen of a person in a quarter, by point of the grid."""
    people, m, base, o = book.people, book.people.parameters, book.base, book.orders
    persons = people.quality.shape[1]
    genuine = np.flatnonzero(~o["fake"])
    household, worker = o["household"][genuine], o["worker"][genuine]
    person, quarter = people.workers["person"][worker], quarter_of(o["t"][genuine], m)
    repeat = repeats(household, person, o["t"][genuine], np.zeros(len(genuine), dtype=bool), False)
    cell = quarter * persons + person
    _, met = np.unique(cell * len(people.households["district"]) + household, return_inverse=True)
    of_met = np.zeros(met.max() + 1, dtype=np.int64)
    of_met[met] = cell
    others = people.nudge[o["company"][genuine]] - people.hardness[o["job"][genuine]] - people.households["severity"][household]
    answers = base["answered"] + people.households["answers"][household]
    habitual = people.households["habitual"][household]
    rating, upheld = o["rating"][genuine], o["upheld"][genuine].astype(bool)
    said = np.zeros((len(own), m.quarters * persons))
    for point, value in enumerate(own):
        quality = people.prior[person] + value
        upheld_p = chance(base["upheld"] - m.upheld_slope * quality)
        fixed = np.log(np.where(upheld, upheld_p, 1 - upheld_p))
        together = np.zeros((len(NODES), len(of_met)))
        for node, (bond, _) in enumerate(NODES):
            eta = m.slope * quality + others + bond * m.bond_sd
            seen = fixed + _stars(m.answered_lean, lines(m, base), eta, answers, habitual, rating)
            again = chance(base["again"] + m.again_slope * quality + m.again_bond * bond)
            seen = seen + np.where(repeat < 0, 0.0, np.log(np.where(repeat == 1, again, 1 - again)))
            together[node] = np.bincount(met, seen, len(of_met))
        top = together.max(axis=0)
        mixed = top + np.log((np.exp(together - top) * NODES[:, 1:]).sum(axis=0))
        said[point] = np.bincount(of_met, mixed, m.quarters * persons)
    told = said.reshape(len(own), m.quarters, persons).transpose(1, 2, 0)
    return told + _penalties(book, people, own, cell)


def _stars(lean: tuple[float, ...], cuts: np.ndarray, eta: np.ndarray, answers: np.ndarray, habitual: np.ndarray, rating: np.ndarray) -> np.ndarray:
    """Of the stars given, or of silence: who feels what answers how often."""
    above = chance(eta[None, :] - cuts[:, None])  # of at least 2, 3, 4, 5
    share = np.vstack([1 - above[0], above[0] - above[1], above[1] - above[2], above[2] - above[3], above[3]])
    share = np.where(habitual[None, :], np.array([0.0, 0, 0, 0, 1])[:, None], share)
    speaks = share * chance(answers[None, :] + np.array(lean)[:, None])
    silent = 1 - speaks.sum(axis=0)
    given = speaks[np.maximum(rating - 1, 0), np.arange(len(rating))]
    return np.log(np.maximum(np.where(rating > 0, given, silent), 1e-12))


def _penalties(book: Book, people: People, own: np.ndarray, cell: np.ndarray) -> np.ndarray:
    m, persons = people.parameters, people.quality.shape[1]
    active = np.zeros(m.quarters * persons)
    active[cell] = 1
    p = book.penalties
    number = np.bincount(quarter_of(p["t"], m) * persons + people.workers["person"][p["worker"]], minlength=m.quarters * persons)
    quality = people.prior[None, :, None] + own[None, None, :]
    rate = np.exp(book.base["penalty"] - m.penalty_slope * quality)
    shape = (m.quarters, persons, 1)
    return number.reshape(shape) * np.log(rate) - active.reshape(shape) * rate


def _quantile(up_to: np.ndarray, own: np.ndarray, q: float) -> np.ndarray:
    at = np.clip((up_to < q).sum(axis=1), 1, len(own) - 1)
    rows = np.arange(len(up_to))
    before, after = up_to[rows, at - 1], up_to[rows, at]
    part = np.clip((q - before) / np.maximum(after - before, 1e-12), 0, 1)
    return own[at - 1] + part * (own[at] - own[at - 1])
