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


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(
        label="再输一遍", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        if found.get("password") and found.get("again") and found["password"] != found["again"]:
            self.add_error("again", "两遍不一样，请重新输入。")
        return found
