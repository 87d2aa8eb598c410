"""Which part of the manual speaks of which page: the same “Trợ giúp” link everywhere leads there."""

from django.urls import reverse

PLACES: dict[str, tuple[str, str]] = {
    # what an address's name begins with → chapter, heading; the longest beginning wins
    "account_": ("bat-dau", "ang-nhap"),
    "mfa_": ("bat-dau", "ang-nhap"),
    "account_change_password": ("bat-dau", "oi-mat-khau-ang-xuat"),
    "profile": ("bat-dau", "hien-thi"),
    "notice": ("bat-dau", "cac-trang-chinh"),
    "find": ("bat-dau", "tim-nhanh"),
    "setup": ("quan-tri", "cai-at-ban-au"),
    "accounts_give": ("quan-tri", "cap-tai-khoan-hang-loat"),
    "password_renew": ("quan-tri", "cap-tai-khoan-hang-loat"),
    "blocs:": ("quan-tri", "danh-muc"),
    "blocs:bloc_": ("thu-ky-khoi", "1-lap-khoi-cho-nam-moi"),
    "blocs:user_": ("quan-tri", "nhiem-vu"),
    "blocs:duty_": ("quan-tri", "nhiem-vu"),
    "blocs:event_list": ("quan-tri", "nhat-ky-va-kiem-tra-chuoi"),
    "blocs:log_check": ("quan-tri", "nhat-ky-va-kiem-tra-chuoi"),
    "blocs:job_": ("bat-dau", "cong-viec-ang-chay"),
    "admin:": ("quan-tri", "danh-muc"),
    "pacts:": ("thu-ky-khoi", "2-soan-du-thao-giao-uoc"),
    "pacts:pledge": ("thu-ky-khoi", "cac-loai-chi-tieu"),
    "pacts:ceremony_": ("thu-ky-khoi", "4-lap-ke-hoach-va-khai-mac-le-ky-ket"),
    "pacts:photo_": ("thu-ky-khoi", "4-lap-ke-hoach-va-khai-mac-le-ky-ket"),
    "pacts:console_": ("le-ky-ket", "trong-buoi-le"),
    "pacts:ceremony_console": ("le-ky-ket", "trong-buoi-le"),
    "pacts:device_": ("le-ky-ket", "truoc-ngay-le"),
    "pacts:pact_adopt": ("le-ky-ket", "truoc-ngay-le"),
    "pacts:replay": ("le-ky-ket", "sau-buoi-le"),
    "reports:ceremony_minutes_draft": ("le-ky-ket", "sau-buoi-le"),
    "reports:paper_": ("le-ky-ket", "sau-buoi-le"),
    "reports:outer_": ("le-ky-ket", "sau-buoi-le"),
    "reports:document_": ("van-ban", "danh-sach-va-soan-van-ban"),
    "reports:document_edit": ("van-ban", "nhung-gi-uoc-sua"),
    "reports:document_make": ("van-ban", "tep-word-pdf-va-excel"),
    "reports:document_file": ("van-ban", "tep-word-pdf-va-excel"),
    "reports:document_issue": ("van-ban", "phat-hanh-so-va-so-ang-ky"),
    "reports:document_register": ("van-ban", "phat-hanh-so-va-so-ang-ky"),
    "reports:document_withdraw": ("van-ban", "thu-hoi-va-thay-the"),
    "reports:document_replace": ("van-ban", "thu-hoi-va-thay-the"),
    "reports:document_batch": ("van-ban", "lap-nhieu-van-ban-mot-lan"),
    "reports:master_": ("van-ban", "mau-word-va-tieu-e-van-ban"),
    "blocs:import_": ("nhap-tep", "chuan-bi-tep"),
    "blocs:import_columns": ("nhap-tep", "ghep-cot-bang-tay"),
    "blocs:import_detail": ("nhap-tep", "xem-truoc-xac-nhan-hoan-tac"),
    "reports:year_": ("nhap-tep", "tron-nam-cu"),
    "verify": ("le-ky-ket", "kiem-tra-mot-ban-giao-uoc"),
    "pacts:sign": ("lanh-dao-chi-huy", "ky-giao-uoc"),
    "pacts:signature_": ("thu-ky-khoi", "5-ghi-nhan-chu-ky"),
    "pacts:decline": ("lanh-dao-chi-huy", "ky-giao-uoc"),
    "pacts:pact_check": ("thu-ky-khoi", "3-mo-ky"),
    "pacts:table_": ("bang-tieu-chi", "1-bat-au-bang"),
    "pacts:table_export": ("bang-tieu-chi", "3-nhap-tu-excel"),
    "pacts:table_stages": ("bang-tieu-chi", "4-quy-tac-va-cac-buoc-cham"),
    "pacts:criterion_": ("bang-tieu-chi", "2-nhom-va-tieu-chi"),
    "pacts:own_target": ("bang-tieu-chi", "5-tieu-chi-khong-ap-dung-chi-tieu-rieng"),
    "reports:pact_trail": ("le-ky-ket", "sau-buoi-le"),
    "reports:my_tasks": ("bat-dau", "cac-trang-chinh"),
    "reports:board": ("lanh-dao-chi-huy", "oc-bang-ieu-hanh"),
    "reports:directive_": ("lanh-dao-chi-huy", "oc-bang-ieu-hanh"),
    "reports:wall": ("lanh-dao-chi-huy", "oc-bang-ieu-hanh"),
    "reports:approval": ("lanh-dao-chi-huy", "duyet-cong-bo"),
    "reports:figure_": ("nhap-so-lieu", "cac-buoc"),
    "reports:report_": ("nhap-so-lieu", "kiem-tra-va-gui"),
    "reports:row_notes": ("nhap-so-lieu", "trao-oi-ve-mot-dong"),
    "reports:reporting_": ("thu-ky-khoi", "7-ky-bao-cao"),
    "reports:scoring_": ("cham-diem", "mo-cham-iem-boc-tham"),
    "reports:sheet_": ("cham-diem", "tu-cham"),
    "reports:sheet_advance": ("cham-diem", "gia-han-chuyen-buoc"),
    "reports:sheet_return": ("cham-diem", "khi-bi-tra-lai"),
    "reports:cross_check": ("cham-diem", "on-vi-kiem-tra-cheo"),
    "reports:evidence_": ("cham-diem", "minh-chung"),
    "reports:appeal_": ("cham-diem", "kien-nghi"),
    "reports:knock_out_": ("cham-diem", "khong-xet-muc-tran"),
    "reports:result": ("cham-diem", "lap-ket-qua"),
    "reports:why_rank": ("cham-diem", "vi-sao-xep-hang-nay"),
    "reports:signals": ("cham-diem", "tin-hieu-can-xem-xet"),
    "reports:honour_": ("thu-ky-khoi", "9-khen-thuong"),
    "reports:publication_": ("thu-ky-khoi", "10-bai-tong-hop"),
    "reports:publication_withdraw": ("co-quan-thuong-truc", "thu-hoi"),
    "reports:release_levels": ("co-quan-thuong-truc", "muc-cong-bo"),
}


def place_for(name: str) -> tuple[str, str] | None:
    """Chapter and heading for an address's name, such as “reports:figure_entry”; None for the manual as a whole."""
    begins = [start for start in PLACES if name.startswith(start)]
    return PLACES[max(begins, key=len)] if begins else None


def help_address(name: str) -> str:
    place = place_for(name)
    if place is None:
        return reverse("help")
    chapter, anchor = place
    return f"{reverse('help_chapter', args=[chapter])}#{anchor}"
