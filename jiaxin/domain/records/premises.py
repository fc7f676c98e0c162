"""场所与许可 — a permit or fixed premises of a company, with area and last day.

Unit    square metres, whole.
Source  DB15/T 3738-2024 asks for fixed premises; permits such as 人力资源服务许可 where the company is an agency.
Not here  registration itself (company.registration).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="premises",
    label="场所与许可",
    subject="company",
    tone=Tone.NEUTRAL,
    basis=Basis.STATUTE,
    source="DB15/T 3738-2024；《人力资源市场暂行条例》",
    fields=(
        Field(
            "permit_kind",
            "许可种类",
            "choice",
            ("许可证种类", "证照种类", "资质种类"),
            sight=Sight.PUBLIC,
            required=True,
            choices=("business_licence", "labour_services", "food", "premises"),
            words=(
                ("营业执照",),
                ("人力资源服务许可", "人力资源服务许可证"),
                ("食品经营许可", "食品经营许可证"),
                ("经营场所", "固定场所"),
            ),
        ),
        Field("permit_number", "许可证号", "code_text", ("许可证编号", "证照编号"), sight=Sight.PUBLIC),
        Field("issued_on", "发证日期", "date", ("许可日期", "颁发日期"), sight=Sight.PUBLIC, measured=True),
        Field(
            "valid_through", "许可有效期至", "date", ("许可有效期", "证照有效期至"), sight=Sight.PUBLIC, measured=True
        ),
        Field(
            "area_m2",
            "场所面积",
            "whole_number",
            ("经营面积", "场所面积（平方米）", "面积", "营业面积"),
            unit="平方米",
            sight=Sight.PUBLIC,
            measured=True,
            bounds=(0, 1_000_000),
        ),
        Field("address", "场所地址", "address", ("经营地址", "地址"), sight=Sight.PUBLIC),
    ),
    key=("permit_kind", "permit_number"),
    happened="issued_on",
    evidence="许可证或租赁合同",
    submitters=("company", "department:market", "department:labour", "bureau"),
)
