"""The 17 ranks of Luật Công an nhân dân 37/2018/QH14, Điều 21, highest first."""

RANKS = [
    ("dai-tuong", "Đại tướng"),
    ("thuong-tuong", "Thượng tướng"),
    ("trung-tuong", "Trung tướng"),
    ("thieu-tuong", "Thiếu tướng"),
    ("dai-ta", "Đại tá"),
    ("thuong-ta", "Thượng tá"),
    ("trung-ta", "Trung tá"),
    ("thieu-ta", "Thiếu tá"),
    ("dai-uy", "Đại úy"),
    ("thuong-uy", "Thượng úy"),
    ("trung-uy", "Trung úy"),
    ("thieu-uy", "Thiếu úy"),
    ("thuong-si", "Thượng sĩ"),
    ("trung-si", "Trung sĩ"),
    ("ha-si", "Hạ sĩ"),
    ("binh-nhat", "Binh nhất"),
    ("binh-nhi", "Binh nhì"),
]


def ensure_ranks(Rank):
    """Put the ranks in their table; rows that are there keep what an administrator changed."""
    for precedence, (slug, name) in enumerate(RANKS, start=1):
        Rank.objects.get_or_create(slug=slug, defaults={"name": name, "precedence": precedence})
