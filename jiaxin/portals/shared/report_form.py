"""举报表 — the form of a report: the same kinds and the same care with a picture by the web and at the counter."""

from typing import Any

from django import forms

from jiaxin.domain.procedures.topics import report_choices
from jiaxin.kit import clock
from jiaxin.kit.pictures import NotAPicture, plain
from jiaxin.portals.shared.signing import MOST_BYTES


class ReportForm(forms.Form):
    topic = forms.ChoiceField(label="类别")
    text = forms.CharField(label="事情经过", widget=forms.Textarea(attrs={"rows": 5}), min_length=5, max_length=2000)
    place = forms.CharField(label="地点或企业名称", max_length=200, required=False)
    contact = forms.CharField(label="愿意的话，留个联系方式", max_length=100, required=False)
    photo = forms.FileField(
        label="照片", required=False, help_text="照片里的拍摄地点、时间和手机型号会自动去掉。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["topic"].choices = report_choices(clock.today())  # type: ignore[attr-defined]  # a ChoiceField, told apart only at run time

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

    def said(self) -> tuple[dict[str, str], bytes]:
        """(what was said, the photo): nothing stands where nothing was filled in."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value and name != "photo"}, self.cleaned_data["photo"]
