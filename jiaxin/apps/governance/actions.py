"""Open matters and take their steps; compute lists, draw, keep the book of points. What is recorded goes to the ledger."""

from jiaxin.apps.governance.campaigning import join_campaign as join_campaign
from jiaxin.apps.governance.campaigning import leave_campaign as leave_campaign
from jiaxin.apps.governance.campaigning import plan_campaign as plan_campaign
from jiaxin.apps.governance.drawing import commit_round as commit_round
from jiaxin.apps.governance.drawing import draw_round as draw_round
from jiaxin.apps.governance.evaluating import assign_evaluation as assign_evaluation
from jiaxin.apps.governance.evaluating import hand_in_evaluation as hand_in_evaluation
from jiaxin.apps.governance.evaluating import mark_evaluation as mark_evaluation
from jiaxin.apps.governance.flagging import flag_complaint as flag_complaint
from jiaxin.apps.governance.hotline import take_over_hotline as take_over_hotline
from jiaxin.apps.governance.papers import issue as issue
from jiaxin.apps.governance.pledging import sign_pledge as sign_pledge
from jiaxin.apps.governance.pointing import earn_points as earn_points
from jiaxin.apps.governance.pointing import reverse_points as reverse_points
from jiaxin.apps.governance.pointing import spend_points as spend_points
from jiaxin.apps.governance.standards import draft_standard as draft_standard
from jiaxin.apps.governance.standards import revise_standard as revise_standard
from jiaxin.apps.governance.stars import apply_for_star as apply_for_star
from jiaxin.apps.governance.stars import watch_stars as watch_stars
from jiaxin.apps.governance.stepping import digest_of as digest_of
from jiaxin.apps.governance.stepping import keep_clocks as keep_clocks
from jiaxin.apps.governance.stepping import open_case as open_case
from jiaxin.apps.governance.stepping import report as report
from jiaxin.apps.governance.stepping import take_step as take_step
from jiaxin.apps.governance.supporting import list_support as list_support
