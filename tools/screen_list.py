"""Which screens there are, by the person who sees them ("" is a stranger): for pictures and for the judges of looks.

“/list/ > selector” is the page the first such link in the main part of the list leads to; more steps may follow.
“… + way/” goes on from there by a relative address.
"""

from urllib.parse import urljoin

PACT = "/giao-uoc/ > tbody th a"
CEREMONY = "/le-ky-ket/so-sach/ > tbody th a"
PHASE = "/ky-bao-cao/ > tbody th a"
FIGURES = f"{PHASE} > a[href*='don_vi=khoi']"
SCORING = "/cham-diem/ > tbody th a"
SHEET = f"{SCORING} > a[href^='/phieu-diem/']"
BOARD_UNIT = "/dieu-hanh/ > .heat tbody th a"
RESULT = "/ket-qua-thi-dua/ > tbody th a"
PAPER = "/van-ban/?trang-thai=issued > tbody th a"
DRAFT = "/van-ban/?trang-thai=draft > tbody th a"
NEW_PAPER = "/van-ban/moi/ > .links a"

SCREENS: dict[str, list[str]] = {
    "": [
        "/",
        "/khoi/",
        "/khoi/khoi-csnd/",
        "/khoi/khoi-csnd/2017/",
        "/khoi/khoi-csnd-minh-hoa/2017/",
        "/khoi/khoi-csnd-minh-hoa/2017/so-lieu/",
        "/khoi/khoi-csnd-minh-hoa/2017/ket-qua/",
        "/ket-qua/2017/",
        "/so-sanh/",
        "/le-ky-ket/",
        "/le-ky-ket/le-ky-ket-khoi-csnd-2017/",
        "/khoi/khoi-csnd-minh-hoa/2017/ > a[href^='/don-vi/']",
        "/tin/",
        "/tin/khoi-csnd-ky-ket-giao-uoc-2017/",
        "/tim-kiem/?q=nguyen",
        "/tro-giup/",
        "/tro-giup/thu-ky-khoi/",
        "/tro-giup/van-ban/",
        "/tro-giup/nhap-tep/",
        "/tiep-can/",
        "/xac-thuc/",
        "/xac-thuc/ABCDE-FGHJK-MNPQR-STUVW/",
        "/tai-khoan/dang-nhap/",
        "/khong-co-trang-nay/",
    ],
    "thu-ky": [
        "/viec-cua-toi/",
        "/viec-cua-toi/ > a[href$='/nam-sau/']",
        "/giao-uoc/",
        PACT,
        f"{PACT} + noi-dung/",
        f"{PACT} + tieu-chi/",
        f"{PACT} + tieu-chi/so-sanh/",
        f"{PACT} + dinh-chinh/",
        f"{PACT} + gop-y/",
        f"{PACT} + phien-ban/",
        f"{PACT} + thong-qua/",
        f"{PACT} + dien-bien/",
        f"{PACT} + ban-ky/",
        "/giao-uoc/moi/",
        "/le-ky-ket/so-sach/",
        CEREMONY,
        f"{CEREMONY} + ../dieu-hanh/",
        f"{CEREMONY} + ../bien-ban/",
        f"{CEREMONY} + ../anh/moi/",
        "/le-ky-ket/moi/",
        "/ky-bao-cao/",
        PHASE,
        "/ket-qua/nhap/",
        FIGURES,
        f"{FIGURES} > a[href^='/ket-qua/trao-doi/']",
        "/bai-tong-hop/",
        "/bai-tong-hop/ > tbody th a",
        "/bai-tong-hop/ > a[href^='/bai-tong-hop/moi/?']",
        "/cham-diem/",
        SCORING,
        f"{SCORING} > a[href$='/khong-xet/']",
        SHEET,
        f"{SHEET} + lich-su/",
        "/van-ban/",
        PAPER,
        f"{PAPER} + thu-hoi/",
        DRAFT,
        f"{DRAFT} + sua/",
        f"{DRAFT} + phat-hanh/",
        "/van-ban/moi/",
        NEW_PAPER,
        f"{NEW_PAPER} > .links a[href$='loai=registration']",
        "/van-ban/so/",
        "/van-ban/lap-nhieu/",
        "/van-ban/lap-nhieu/ > .links a",
        "/tim/?q=minh",
        "/cong-viec/",
    ],
    "bao-cao": [
        "/viec-cua-toi/",
        "/viec-cua-toi/ > a[href^='/kiem-tra-cheo/']",
        "/viec-cua-toi/ > a[href^='/ket-qua/bao-cao/']",
        "/thong-bao/",
        "/ho-so/",
    ],
    "khoi-truong": [
        "/dieu-hanh/",
        BOARD_UNIT,
        f"{BOARD_UNIT} > a[href^='/dieu-hanh/so-sanh/']",
        f"{BOARD_UNIT} > a[href^='/minh-chung/']",
        "/dieu-hanh/danh-sach/chi-tieu/",
        "/dieu-hanh/danh-sach/ban-do/",
        "/dieu-hanh/ban-tom-tat/",
        "/dieu-hanh/kham-pha/",
        "/man-hinh-khoi/",
        "/y-kien-chi-dao/",
        "/y-kien-chi-dao/moi/",
        "/phe-duyet/",
        "/ket-qua-thi-dua/",
        "/kien-nghi/",
        "/kien-nghi/ > tbody th a",
    ],
    "thuong-truc": [
        "/phe-duyet/",
        RESULT,
        f"{RESULT} + xem-truoc/",
        f"{SHEET} > a[href^='/vi-sao/']",
        "/khen-thuong/ > a[href^='/khen-thuong/?']",
        "/khen-thuong/ > a[href^='/khen-thuong/?'] > a[href^='/khen-thuong/moi/']",
        "/cong-bo/",
        "/danh-muc/",
        "/danh-muc/khoi/",
        "/danh-muc/khoi/ > tbody th a",
        "/danh-muc/don-vi/",
        "/danh-muc/don-vi/ > li a[href^='/danh-muc/don-vi/']",
        "/tai-khoan/doi-mat-khau/",
    ],
    "quan-tri": [
        "/quan-tri/",
        "/nhat-ky/",
        "/danh-muc/nguoi-dung/",
        "/danh-muc/nguoi-dung/ > tbody th a",
        "/danh-muc/lanh-dao/",
        "/danh-muc/lanh-dao/ > tbody th a",
        "/danh-muc/don-vi/moi/",
        "/van-ban/mau/",
        "/nhap-tep/",
        "/nhap-tep/moi/units/",
        "/nhap-nam-cu/",
        "/he-thong-thiet-ke/",
    ],
}


def address_of(page, site, screen: str) -> str:
    """The address this screen has on this site; `page` (of Playwright) follows the links on the way."""
    way, _mark, on = screen.partition(" + ")
    place, *links = way.split(" > ")
    for selector in links:
        page.goto(site.path(place))
        place = urljoin(place, page.locator(f"main {selector}").first.get_attribute("href"))
    return urljoin(place, on)
