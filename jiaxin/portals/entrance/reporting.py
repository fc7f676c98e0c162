"""匿名举报 — without sign-in and without a name; the code on the answer page is the only key to the reply."""

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from jiaxin.apps.access.doors import public
from jiaxin.apps.access.limits import REPORTS_PER_HOUR
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.procedures.topics import ANYBODY
from jiaxin.kit import clock
from jiaxin.kit.pictures import NotAPicture, plain
from jiaxin.portals.shared.signing import MOST_BYTES


class ReportForm(forms.Form):
    topic = forms.ChoiceField(label="类别", choices=list(ANYBODY.items()))
    text = forms.CharField(label="事情经过", widget=forms.Textarea(attrs={"rows": 5}), min_length=5, max_length=2000)
    place = forms.CharField(label="地点或企业名称", max_length=200, required=False)
    contact = forms.CharField(label="愿意的话，留个联系方式", max_length=100, required=False)
    photo = forms.FileField(
        label="照片", required=False, help_text="照片里的拍摄地点、时间和手机型号会自动去掉。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )  # fmt: skip

    def clean_photo(self) -> bytes:
        """The picture without what a camera wrote into it: who took it, and where, is not to be told."""
        file = self.cleaned_data["photo"]
        if not file:
            return b""
        if file.size > MOST_BYTES:
            raise forms.ValidationError("照片超过 5 MB，请缩小后再选。")
        try:
            return plain(file.read())
        except NotAPicture:
            raise forms.ValidationError("没有读出这张照片，请换一张 JPG 或 PNG 照片。") from None


@public("匿名举报不要求登录")
@never_cache
@sensitive_post_parameters("text", "contact")
def report(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if not _room():
            form.add_error(None, "现在举报的人太多，请一小时后再来，或拨打 12345。")
        else:
            photo = form.cleaned_data.pop("photo")
            code = actions.report({k: v for k, v in form.cleaned_data.items() if v}, photo)
            return render(request, "access/reported.html", {"code": code})
    return render(request, "access/report.html", {"form": form})


@public("凭举报时得到的编码查看答复，不要求登录")
@never_cache
@sensitive_post_parameters("code")
def reply(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("code", "")
    one = governance.reported(code) if code else None
    last = next((e for e in reversed(one.events) if e.verb in ("reply", "hand_over")), None) if one else None
    shown = {"asked": bool(code), "one": one, "reply": last.said.get("reply") if last else "", "due": one.deadlines[0].due.on if one and one.deadlines else None}
    return render(request, "access/report_reply.html", shown)


def _room() -> bool:
    """A count for all together: who reports is not to be told apart, so no address is kept."""
    key = f"reports:{clock.now():%Y%m%d%H}"
    cache.add(key, 0, 3600)
    return bool(cache.incr(key) <= REPORTS_PER_HOUR)
