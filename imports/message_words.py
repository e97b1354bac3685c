"""Short words for the codes of messages, for grouping them on a page."""

from imports.kinds import Kind

_WORDS = {
    "no_rows": "Không có dòng nào",
    "no_day": "Chưa rõ ngày",
    "several_days": "Nhiều ngày khác nhau",
    "no_column": "Thiếu cột",
    "twice": "Ghi hai lần",
    "number_not_text": "Số định danh lưu dạng số",
    "number_of_9_digits": "Số 9 chữ số",
    "bad_number": "Số định danh sai",
    "bad_day": "Ngày không có thật",
    "bad_mark": "Dấu đánh sai",
    "bad_number_value": "Không phải con số",
    "bad_coefficient": "Hệ số sai",
    "bad_step": "Bậc sai",
}


def words_of(kind: Kind, code: str) -> str:
    """What messages of the code have in common."""
    return kind.message_words.get(code) or _WORDS.get(code) or "Điểm khác"
