"""What the people of the invented bloc write beside their marks."""

SECRETARY = "Thư ký Khối (dữ liệu minh họa)"
STANDING = "Thường trực thi đua Công an tỉnh (dữ liệu minh họa)"
OFFICER = "Cán bộ kiểm tra điều lệnh (dữ liệu minh họa)"

AT_MAXIMUM = "Hoàn thành đầy đủ nội dung, có báo cáo và minh chứng kèm theo."
PRAISED = "Đã có quyết định công nhận, số văn bản ghi tại mục minh chứng."
CHECKED = "Các lần kiểm tra trong năm không ghi nhận lỗi nào."
COUNTED = "Đối chiếu với sổ theo dõi báo cáo của thư ký Khối."
AGREED = {
    "cross": "Đã xem minh chứng tại đơn vị, nhất trí mức tối đa.",
    "review": "Minh chứng đầy đủ, nhất trí mức tối đa.",
    "appraise": "Đã thẩm định minh chứng, giữ mức tối đa.",
}
LOWERED = [
    "Văn bản triển khai ban hành chậm so với kế hoạch của Khối.",
    "Báo cáo chưa nêu được kết quả cụ thể bằng số liệu.",
    "Một số đội chưa có phân công, theo dõi bằng văn bản.",
    "Mới thực hiện ở một phần đơn vị, chưa thành nền nếp.",
]
EXPLAINED = [
    "Văn bản đã gửi đúng hạn qua mạng nội bộ, đơn vị đề nghị kiểm tra lại sổ công văn đến.",
    "Đơn vị đã bổ sung số liệu từng đội tại phụ lục của báo cáo tổng kết.",
    "Kế hoạch phân công được lồng ghép trong kế hoạch công tác năm của đơn vị.",
]
RESTORED = "Giải trình có căn cứ, chấp nhận điểm đơn vị tự chấm."
