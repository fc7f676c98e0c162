"""企业端的菜单."""

from jiaxin.portals.shared.parts import Entry

MENU = (
    Entry("今天", "/company/", "home"),
    Entry("上传资料", "/company/upload", "file-upload"),
    Entry("批次", "/company/batches", "files"),
    Entry("人员", "/company/workers", "users"),
)
