"""What somebody types at the entrance."""

from django import forms

from jiaxin.domain.permissions import Role


class PhoneForm(forms.Form):
    """手机登录, first step. A plain text field: a keypad on a phone, and no `+86` swallowed."""

    role = forms.ChoiceField(
        label="我是",
        choices=[(Role.WORKER.value, "家政服务员"), (Role.HOUSEHOLD.value, "家庭用户")],
        initial=Role.WORKER.value,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    phone = forms.CharField(
        label="手机号",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "autofocus": True}),
    )


class CodeForm(forms.Form):
    """手机登录, second step."""

    code = forms.CharField(
        label="验证码",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )
