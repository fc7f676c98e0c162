"""读不了 — why a file is not read, in plain Chinese: one code and one sentence for each cause.

All sentences stand here, so that no two causes share one and an interpreter can translate them.
"""

from types import MappingProxyType


class Unreadable(Exception):
    """The file is refused as a whole; nothing of it may be used.

    code    stable, dotted, for programs
    said    one Chinese sentence for the sender
    do_this the next step, in Chinese
    """

    def __init__(self, code: str, said: str, do_this: str = "") -> None:
        super().__init__(f"{code}: {said}")
        self.code = code
        self.said = said
        self.do_this = do_this


def refused(code: str, **facts: object) -> Unreadable:
    """The refusal of this code, with the facts of the file filled in."""
    if "sheet" in facts:
        facts["sheet"] = f"工作表“{facts['sheet']}”" if facts["sheet"] else "文件"
    said, do_this = SENTENCES[code]
    return Unreadable(code, said.format(**facts), do_this.format(**facts))


_RESAVE = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”，再上传"
_REEXPORT = "请从原来的表格重新导出一份再上传；若打不开，请换一份完好的文件"
_SPLIT = "请按门店或月份拆成几个文件，分别上传"
_REPORT = "请确认文件来源；若是正常名单，请把内容复制到新建的表格里再上传"

SENTENCES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        # the file itself
        "file.empty": ("文件是空的，没有任何内容", "请检查是否选错了文件，或重新导出后再上传"),
        "file.too-large": ("文件有 {found} MB，超过 {limit} MB 的上限", _SPLIT),
        "file.picture": ("这是一张图片，不是表格", "请上传 .xlsx、.xls 或 .csv 格式的表格；纸质名单请先录入表格"),
        "file.pdf": ("这是一份 PDF，不是表格", "请找到生成它的原始表格，上传 .xlsx、.xls 或 .csv"),
        "file.web-page": ("这是一份网页文件，只是用了表格的扩展名（许多网站导出的 .xls 就是这样）；只收 .xlsx、.xls 和 .csv 表格", _RESAVE),
        "file.xml-text": ("这是一份 XML 文件（旧的“XML 表格”），不是 Excel 工作簿", _RESAVE),
        "file.program": (
            "这是一个程序文件，不是表格，系统不会打开它",
            "请不要运行来历不明的文件；请上传 .xlsx、.xls 或 .csv",
        ),
        "file.archive": ("这是一个压缩包，不是表格", "请先解压，再逐个上传里面的表格"),
        "file.text-document": ("这是一份 Word 或 WPS 文字文档，不是表格", "请把名单粘贴到表格里，存成 .xlsx 后上传"),
        "file.slides": ("这是一份演示文稿，不是表格", "请上传 .xlsx、.xls 或 .csv 格式的表格"),
        "file.open-document": ("这是 OpenDocument 格式的文件（.ods 等），暂不支持", _RESAVE),
        "file.binary-workbook": ("这是二进制工作簿（.xlsb），暂不支持", _RESAVE),
        "file.ole-other": ("这个文件是旧的 Office 文档，但里面没有表格", "请上传 .xlsx、.xls 或 .csv 格式的表格"),
        "file.unknown": (
            "认不出这个文件的格式，它不是 .xlsx、.xls 或 .csv",
            "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传",
        ),
        "file.encrypted": (
            "工作簿设了打开密码，系统读不了",
            "请在 Excel 或 WPS 中取消打开密码（文件→信息→保护工作簿），保存后再上传",
        ),
        # the container of an .xlsx
        "zip.broken": ("文件不完整或已损坏，可能没有传完", _REEXPORT),
        "zip.entry-damaged": ("文件里的“{part}”已损坏，校验对不上", _REEXPORT),
        "zip.forged-size": ("文件里的“{part}”谎报了大小，系统没有继续读", _REPORT),
        "zip.many-entries": ("文件里有 {found} 个部件，超过 {limit} 个的上限，不像正常的表格", _REPORT),
        "zip.ratio": ("文件里的“{part}”解压后会膨胀 {found} 倍，像是压缩炸弹", _REPORT),
        "zip.unzipped": ("文件解压后有 {found} MB，超过 {limit} MB 的上限", _SPLIT),
        "zip.overlap": ("文件里有几个部件共用同一段数据，像是压缩炸弹", _REPORT),
        "zip.nested": ("文件里又套了压缩包“{part}”", "请删除工作簿里嵌入的文件后再上传"),
        "zip.path": ("文件里有越出目录的部件名“{part}”", _REPORT),
        "zip.duplicate": ("文件里有两个同名的部件“{part}”，无法判断哪个是真的", _RESAVE),
        "zip.compression": ("文件里的“{part}”用了不支持的压缩方式", _RESAVE),
        "zip.locked-entry": ("文件里的“{part}”加了密码", "请去掉密码后再上传"),
        # what an .xlsx carries
        "xlsx.macro": ("工作簿带有宏程序，系统不接收", "请另存为“Excel 工作簿（.xlsx）”，保存时选择不保留宏，再上传"),
        "xlsx.external-link": (
            "工作簿引用了其他文件的数据，系统无法核对",
            "请在“数据→编辑链接”中断开链接（保留数值），保存后再上传",
        ),
        "xlsx.embedded": ("工作簿里嵌入了其他文件或控件", "请删除嵌入的对象（附件、控件）后再上传"),
        "xlsx.no-workbook": ("文件里没有工作簿目录，打不开", _RESAVE),
        "xlsx.no-sheets": ("工作簿里一张工作表也没有", "请检查是否选错了文件"),
        "xlsx.many-sheets": ("工作簿里有 {found} 张工作表，超过 {limit} 张的上限", _SPLIT),
        "xlsx.missing-sheet": ("{sheet}的内容不在文件里", _RESAVE),
        "xlsx.strings": ("{sheet}第 {row} 行引用的文字不在文件里", _RESAVE),
        # XML
        "xml.broken": ("文件里的“{part}”内容有错，读到一半读不下去", _RESAVE),
        "xml.dtd": ("文件里的“{part}”带有文档类型声明，正常的表格不会有", _REPORT),
        "xml.external-entity": ("文件里的“{part}”想要读取外部文件，系统已拒绝", _REPORT),
        "xml.entities": ("文件里的“{part}”带有自定义实体，像是会无限膨胀的内容", _REPORT),
        # one sheet
        "sheet.rows": ("{sheet}的数据超过 {limit} 行", _SPLIT),
        "sheet.columns": (
            "{sheet}第 {row} 行的数据用到了第 {found} 列，超过 {limit} 列的上限",
            "请删去多余的列后再上传",
        ),
        "sheet.cell-text": (
            "{sheet}第 {row} 行有一个单元格超过 {limit} 个字",
            "请检查是否把整段文件粘进了一个格子，缩短后再上传",
        ),
        "sheet.merges": ("{sheet}的合并单元格超过 {limit} 处", "请取消不必要的合并后再上传"),
        "sheet.row-order": ("{sheet}第 {row} 行的行号乱了或重复", _RESAVE),
        "strings.text": ("文字表里有一段超过 {limit} 个字", "请检查是否把整段文件粘进了一个格子，缩短后再上传"),
        # .xls
        "xls.broken": ("这份旧版表格（.xls）不完整或已损坏", _RESAVE),
        # CSV
        "csv.nul": ("CSV 第 {row} 行夹有空字符，文件可能已损坏", "请从原系统重新导出，或用 Excel 打开后另存为 .xlsx"),
        "csv.encoding": (
            "CSV 既不是 UTF-8 也不是 GB18030 编码，文字会变成乱码",
            "请用 Excel 打开后另存为 .xlsx 再上传",
        ),
        "csv.line": ("CSV 第 {row} 行超过 {limit} 个字，不像一行数据", "请检查换行是否丢失，重新导出后再上传"),
        "csv.quote": ("CSV 从第 {row} 行起引号没有配对", "请用 Excel 打开后另存为 .xlsx 再上传"),
        # the process that reads
        "reading.memory": ("读这个文件用的内存超过上限，已停止", _SPLIT),
        "reading.time": ("读这个文件用的时间超过上限，已停止", _SPLIT),
        "reading.crash": ("读这个文件时读取程序意外退出，系统没有受影响", _RESAVE),
        "reading.cancelled": ("已按您的要求停止读取", "需要时可重新上传"),
    }
)
