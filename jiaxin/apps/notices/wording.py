"""措辞 — every sentence the system sends, by code. Parameters stand in braces.

A text message ends on a locked screen that others can read: no names of conduct, no scores, no
reasons; those are on the page behind the sign-in.
"""

from collections.abc import Mapping

WORDINGS: Mapping[str, str] = {
    "sign-in.code": "【家信】验证码 {code}，{minutes} 分钟内有效。工作人员不会向您索要验证码。",
    "claim.awaiting": "【家信】{who}为您登记了家政信用档案信息，请登录家信确认；{days} 天内不确认将自动清除。",
    "claim.confirmed": "【家信】您的家政信用档案信息已确认。登录家信可查看和更正。",
    "claim.lapsed": "【家信】他人为您登记的信息因未确认已清除。",
    "consent.withdrawn": "【家信】您的授权已撤回，公开页面已停止显示。",
    "code.changed": "【家信】您的信用码已{what}，登录家信可查看原因和办理方法。不是您办的，请打 12345。",
    "code.suspended": "【家信】您的信用码状态有变化，请登录家信查看原因和办理方法。",
    "file.read": "【家信】您的档案有新的查阅记录，登录家信“谁查了我”可以查看。",
    "document.expiring": "【家信】您的{document}将于 {day} 到期，请及时更新。",
    "documents.expiring": "【家信】贵企业 {count} 人的证照将到期，最早 {day}。请登录家信查看名单。",
    "member.asked": "【家信】{association}把贵企业登记为会员，入会日期 {day}。请最晚在 {by} 登录家信，在“行业协会”里点“确认”或“不是会员”。确认以前协会看不到贵企业；到期不确认，登记自动失效。",
    "member.paper": "【家信】区商务局凭书面材料（{paper}）把贵企业登记为{association}的会员，入会日期 {day}。协会现在可以看到贵企业、在贵企业工作的人和有关事项。不属实的，请登录家信，在“行业协会”里退出。",
    "member.left": "【家信】{association}登记贵企业已退会，最后一天是 {day}。协会看不到贵企业和在贵企业工作的人。",
    "member.withdrawn": "【家信】{association}在 {day} 撤回了把贵企业登记为会员的记录，不用再确认。协会看不到贵企业。",
    "member.confirmed": "【家信】{company}在 {day} 确认是协会会员。从现在起能看到这家企业和有关事项。",
    "member.refused": "【家信】{company}在 {day} 答复不是协会会员。这条登记已结束，协会看不到这家企业。",
    "member.gone": "【家信】{company}在 {day} 退出协会。协会不再看到这家企业和有关事项。",
    "member.lapsed": "【家信】{company}到 {day} 没有确认，登记已失效。要登记的，可以在“协会会员”里重新登记。",
    "member.entered": "【家信】区商务局凭书面材料（{paper}）把{company}登记为协会会员，入会日期 {day}。从现在起能看到这家企业和有关事项。",
    "task.due": "【家信】联席会议任务“{task}”的期限是 {day}。请登录家信报送进展或办结材料。",
    "push.begun": "【家信】“{push}”今天开始，到 {day} 结束。请登录家信查看本街道的起点、目标和进度。",
    "push.behind": "【家信】“{push}”的这一阶段 {day} 结束，本街道落后于进度。请登录家信查看还差多少。",
    "return.due": "【家信】{month} 的企业月报还没有收到。请于 {day} 前登录家信核对并报送。",
    "case.step": "【家信】您有一件“{label}”事项有新进展（{step}）。请登录家信查看内容和期限。",
    "case.office": "【家信】有一件“{label}”事项（{step}）等您的单位签收。请登录家信“办理事项”查看内容和期限。",
    "leak.person": "【家信】{day} 导出的一份名单被泄露，其中有您的：{what}。我们已在处理。请留意自称平台的来电；有损失请报警，有疑问请打 12345。",
    "leak.account": "【家信】{day} 起有人可能冒用工作账号看过您的：{what}。我们已停用并在处理。请留意自称平台的来电；有损失请报警，有疑问请打 12345。",
    "course.off": "【家信】您报名的一门课取消了。请登录家信“我的课程”查看原因，另选一门。",
    "paper.decided": "【家信】您补交的证件有结果了（{step}）。请登录家信“我的证件”查看。",
    "reply.hidden": "【家信】贵企业的一条评价回复已被商务局隐藏。请登录家信“评价与回复”查看原因。",
    "exchange.doubted": "【家信】外地平台发来、您确认过的记录，来源需要核实，暂不计入。这不是对您的处理。登录家信可以查看，也可以补交原件。",
    "exchange.settled": "【家信】外地平台发来的记录已核实完，结果请登录家信查看。",
    "doubt.asked": "【家信】贵企业有 {count} 条记录需要核对更正，请于 {day} 前登录家信答复。",
    "review.opened": "【家信】您的档案有一项待复核事项，请登录家信查看并陈述意见。",
}
READ_WITH_THE_MATTER = frozenset({"case.step"})  # it only leads there: opening the matter is what serves a notice (governance/serving)


def worded(wording: str, params: Mapping[str, str]) -> str:
    """The sentence; a missing parameter is a programming error and raises KeyError."""
    return WORDINGS[wording].format_map(dict(params))
