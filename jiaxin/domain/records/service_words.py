"""服务工种 — the controlled words for what a worker does and what a family orders.

Source  merged from the sector's forms (DB34/T 5109-2025 and the regulations of Guangdong and Anhui name the
        same trades); the list is open: a word outside it is kept and reported, not refused.
Not here  which health class a trade needs (rulebooks).
"""

SERVICE_WORDS: tuple[tuple[str, ...], ...] = (
    ("保洁", "日常保洁", "深度保洁", "开荒保洁", "家电清洗", "保洁员"),
    ("收纳", "收纳师", "整理收纳", "整理收纳师"),
    ("做饭", "做饭阿姨", "家庭做饭"),
    ("保姆", "住家保姆", "不住家保姆", "保姆（住家）", "保姆（不住家）"),
    ("钟点", "钟点工", "小时工"),
    ("母婴护理", "月嫂", "母婴护理员"),
    ("育婴", "育儿嫂", "育婴员", "育婴师"),
    ("产后康复", "产后康复师"),
    ("养老照护", "养老护理员", "居家养老护理员", "老人照护"),
    ("病患陪护", "医院陪护", "病人陪护", "护工"),
    ("接送", "接送孩子"),
    ("搬家", "搬家工"),
    ("维修", "维修工", "家电维修"),
    ("宠物", "宠物照料"),
    ("管家", "家庭管家"),
)
