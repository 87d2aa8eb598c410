#!/usr/bin/env python3
"""Kiểm tra bản giao ước niêm phong (PDF) không cần hệ thống, không cần mạng: chỉ cần Python 3.9 trở lên và tệp này.

    python3 check_seal.py ban-niem-phong.pdf
    python3 check_seal.py ban-niem-phong.pdf --sha256 … --digest … --fingerprint …

Kiểm tra: mã băm của tệp; niêm phong điện tử bao trùm toàn bộ tệp và khớp nội dung (PAdES, RSA, SHA-256); chứng thư số
đã niêm phong và nơi cấp; văn bản chuẩn giao-uoc.json kèm bên trong và mã băm của nó. Các giá trị để đối chiếu lấy ở
trang xác thực hoặc trên bản in. Mã trả về: 0 đạt, 1 không đạt, 2 không đọc được tệp.

This file stands alone on purpose: a stranger carries it, so it imports nothing of the site and nothing from elsewhere.
"""

import argparse
import hashlib
import json
import re
import sys
import zlib
from pathlib import Path

SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
COMMON_NAME = bytes.fromhex("550403")
RSA = bytes.fromhex("2a864886f70d010101")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
PLAIN_DATA = bytes.fromhex("300b06092a864886f70d010701")
BY_SHA256 = bytes.fromhex("300d06096086480165030402010500")
SHA256_WITH_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
ONE = b"\x02\x01\x01"


class Damaged(Exception):
    """The file is not built as a sealed paper is; the text says what is missing."""


# --- DER (X.690): what is read of it here --------------------------------------------------------


def parts(data, start=0, end=None):
    """(tag, content, whole) of each element between two places."""
    end, found = len(data) if end is None else end, []
    while start < end:
        tag, size, body = data[start], data[start + 1], start + 2
        if size & 0x80:
            count = size & 0x7F
            if not 0 < count <= 4:
                raise Damaged("cấu trúc chữ ký sai")
            size, body = int.from_bytes(data[body : body + count], "big"), body + count
        if body + size > end:
            raise Damaged("cấu trúc chữ ký sai")
        found.append((tag, data[body : body + size], data[start : body + size]))
        start = body + size
    return found


def wrapped(tag, *inside):
    """The DER element with this tag around what is inside."""
    body = b"".join(inside)
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8 or 1, "big")
    head = size if len(body) < 0x80 else bytes([0x80 | len(size)]) + size
    return bytes([tag]) + head + body


class Certificate:
    """X.509: its fingerprint, names, the part that was signed, and its RSA key."""

    def __init__(self, whole):
        (_, body, self.whole) = parts(whole)[0]
        (_, inside, self.signed), _, (_, signature, _) = parts(body)[:3]
        self.signature = signature[1:]
        fields = parts(inside)
        fields = fields[1:] if fields[0][0] == 0xA0 else fields
        self.serial, self.issuer, self.subject = fields[0][2], fields[2][2], fields[4][2]
        if whole != wrapped(0x30, self.signed, fields[1][2], wrapped(0x03, b"\x00", self.signature)):
            raise Damaged("chứng thư số kèm trong tệp bị thay đổi")
        self.modulus, self.exponent = _rsa_key(fields[5][1])

    @property
    def fingerprint(self):
        return hashlib.sha256(self.whole).hexdigest()

    def fits(self, signature, data):
        """Whether the signature (PKCS #1 v1.5, SHA-256) over these bytes was made with this certificate's key."""
        if not self.modulus:
            return False
        size = (self.modulus.bit_length() + 7) // 8
        opened = pow(int.from_bytes(signature, "big"), self.exponent, self.modulus).to_bytes(size, "big")
        told = SHA256 + hashlib.sha256(data).digest()
        return opened == b"\x00\x01" + b"\xff" * (size - len(told) - 3) + b"\x00" + told


def _rsa_key(info):
    algorithm, bits = parts(info)
    if parts(algorithm[1])[0][1] != RSA:
        return 0, 0
    modulus, exponent = parts(parts(bits[1][1:])[0][1])
    return int.from_bytes(modulus[1], "big"), int.from_bytes(exponent[1], "big")


def name_of(name):
    """The common name of an X.501 name."""
    for _, group, _ in parts(parts(name)[0][1]):
        for _, pair, _ in parts(group):
            kind, value = parts(pair)
            if kind[1] == COMMON_NAME:
                return value[1].decode("utf-8", "replace")
    return "(không có tên)"


# --- The seal (ISO 32000-1, 12.8; RFC 5652) --------------------------------------------------------


def seal_of(pdf):
    """(bytes before and after the signature, the signature). Raises Damaged unless one seal covers the whole file."""
    found = list(re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf))
    if len(found) != 1:
        raise Damaged(f"tệp phải có đúng một niêm phong, tìm thấy {len(found)}")
    first, size, second, rest = map(int, found[0].groups())
    if first != 0 or second + rest != len(pdf) or not size < second:
        raise Damaged("niêm phong không bao trùm toàn bộ tệp: tệp bị thêm hoặc bớt sau khi niêm phong")
    held = pdf[size:second]
    if not re.fullmatch(rb"<[0-9A-F]*>", held):
        raise Damaged("chỗ ghi chữ ký bị thay đổi")
    raw = bytes.fromhex(held[1:-1].decode())
    _, _, whole = parts(raw, 0, _length(raw))[0]
    if raw[len(whole) :].strip(b"\x00"):
        raise Damaged("phần đệm của chữ ký bị thay đổi")
    return pdf[:size] + pdf[second:], whole


def _length(raw):
    count = raw[1] & 0x7F if raw[1] & 0x80 else 0
    return 2 + count + (int.from_bytes(raw[2 : 2 + count], "big") if count else raw[1])


def judged(pdf):
    """The certificate of the seal. Raises Damaged where anything does not fit."""
    covered, whole = seal_of(pdf)
    data = parts(parts(parts(parts(whole)[0][1])[1][1])[0][1])
    certificates = [Certificate(item) for tag, body, _ in data if tag == 0xA0 for _, _, item in parts(body)]
    signer = parts(parts(data[-1][1])[0][1])
    attributes = next((entry for entry in signer if entry[0] == 0xA0), None)
    if attributes is None:
        raise Damaged("chữ ký không có phần được ký")
    _require_digest(attributes[1], covered)
    signature = [body for tag, body, _ in signer if tag == 0x04][-1]
    signed = b"\x31" + attributes[2][1:]
    leaf = next((one for one in certificates if one.fits(signature, signed)), None)
    if leaf is None:
        raise Damaged("chữ ký không do chứng thư số nào kèm trong tệp tạo ra")
    _require_chain(leaf, certificates)
    _require_nothing_else(whole, certificates, leaf, signer)
    return leaf


def _require_nothing_else(whole, certificates, leaf, signer):
    """The container, built anew from what was checked, is the one in the file, so that no byte of it stays unseen.

    What follows the signature (0xA1: a time stamp) is covered by nobody's signature here and taken as it is.
    """
    attributes = next(entry for tag, _, entry in signer if tag == 0xA0)
    signature = wrapped(0x04, [body for tag, body, _ in signer if tag == 0x04][-1])
    stamp = b"".join(entry for tag, _, entry in signer if tag == 0xA1)
    named = wrapped(0x30, leaf.issuer, leaf.serial)
    line = wrapped(0x30, ONE, named, BY_SHA256, attributes, SHA256_WITH_RSA, signature, stamp)
    held = wrapped(0xA0, *(one.whole for one in certificates))
    inside = wrapped(0x30, ONE, wrapped(0x31, BY_SHA256), PLAIN_DATA, held, wrapped(0x31, line))
    if whole != wrapped(0x30, SIGNED_DATA, wrapped(0xA0, inside)):
        raise Damaged("vỏ của chữ ký bị thay đổi")


def _require_chain(leaf, certificates):
    """Each certificate in the file is given by another one in it, up to a root that gives itself."""
    left, now = [one for one in certificates if one is not leaf], leaf
    while now.issuer != now.subject:
        above = next((one for one in left if one.subject == now.issuer), None)
        if above is None or not above.fits(now.signature, now.signed):
            raise Damaged("chuỗi chứng thư số kèm trong tệp không liền")
        left, now = [one for one in left if one is not above], above
    if left or not now.fits(now.signature, now.signed):
        raise Damaged("chứng thư gốc kèm trong tệp bị thay đổi")


def _require_digest(attributes, covered):
    for _, body, _ in parts(attributes):
        kind, values = parts(body)
        if kind[1] == MESSAGE_DIGEST:
            if parts(values[1])[0][1] != hashlib.sha256(covered).digest():
                raise Damaged("nội dung tệp đã bị thay đổi sau khi niêm phong")
            return
    raise Damaged("chữ ký không nêu mã băm của nội dung")


# --- The text inside ---------------------------------------------------------------------------------


def text_inside(pdf):
    """The bytes of giao-uoc.json; None where the file carries none."""
    for place in re.finditer(rb"/Type\s*/EmbeddedFile\b", pdf):
        start = pdf.find(b"stream", place.start())
        begin = start + (8 if pdf[start + 6 : start + 8] == b"\r\n" else 7)
        head = pdf[pdf.rfind(b"obj", 0, place.start()) : start]
        body = pdf[begin : pdf.find(b"endstream", begin)]
        try:
            text = zlib.decompressobj().decompress(body) if b"FlateDecode" in head else body.rstrip(b"\r\n")
            json.loads(text)
        except (ValueError, zlib.error):
            continue
        return text
    return None


# --- Told ----------------------------------------------------------------------------------------------


class Told:
    """Prints one line a check and remembers whether any failed."""

    def __init__(self):
        self.failed = False

    def say(self, good, words):
        self.failed = self.failed or not good
        print(f"{'ĐẠT      ' if good else 'KHÔNG ĐẠT'}  {words}")

    def compare(self, name, found, wanted):
        if not wanted:
            print(f"           {name}: {found}")
        elif found == "".join(wanted.lower().replace(":", "").split()):
            self.say(True, f"{name} khớp: {found}")
        else:
            self.say(False, f"{name} KHÔNG khớp: tệp có {found}")


def check(pdf, asked):
    told = Told()
    told.compare("Mã băm SHA-256 của tệp", hashlib.sha256(pdf).hexdigest(), asked.sha256)
    try:
        leaf = judged(pdf)
    except (Damaged, IndexError, ValueError, OverflowError, StopIteration) as error:
        told.say(False, f"Niêm phong: {error if isinstance(error, Damaged) else 'cấu trúc chữ ký bị hỏng'}")
    else:
        told.say(True, f"Niêm phong khớp toàn bộ tệp, bằng chứng thư số của: {name_of(leaf.subject)}")
        print(f"           Nơi cấp chứng thư số: {name_of(leaf.issuer)}")
        told.compare("Dấu vân tay chứng thư số", leaf.fingerprint, asked.fingerprint)
    text = text_inside(pdf)
    if text is None:
        told.say(False, "Văn bản chuẩn giao-uoc.json: không có hoặc không đọc được trong tệp")
    else:
        told.compare("Mã băm SHA-256 của văn bản chuẩn", hashlib.sha256(text).hexdigest(), asked.digest)
        if asked.save:
            asked.save.write_bytes(text)
    return told.failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sha256", default="", help="mã băm của tệp, ở trang xác thực")
    parser.add_argument("--digest", default="", help="mã băm của văn bản chuẩn, trên giấy xác nhận")
    parser.add_argument("--fingerprint", default="", help="dấu vân tay chứng thư số, ở trang xác thực")
    parser.add_argument("--save", type=Path, help="ghi văn bản chuẩn kèm bên trong ra tệp này")
    asked = parser.parse_args()
    try:
        pdf = asked.file.read_bytes()
    except OSError as error:
        print(f"Không đọc được tệp: {error}", file=sys.stderr)
        return 2
    if not pdf.startswith(b"%PDF-"):
        print("Đây không phải tệp PDF.", file=sys.stderr)
        return 2
    failed = check(pdf, asked)
    print()
    if failed:
        print("KẾT LUẬN: tệp KHÔNG còn như khi niêm phong, hoặc không phải tệp đang đối chiếu.")
        return 1
    print("KẾT LUẬN: tệp còn nguyên như khi niêm phong. Hãy đối chiếu dấu vân tay chứng thư số với trang xác thực.")
    print("Thời hạn, việc thu hồi chứng thư và dấu thời gian: kiểm tra thêm bằng “pdfsig” hoặc trình đọc PDF.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
