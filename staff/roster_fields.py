"""What the columns of a roster of people may hold, and how offices head them."""

from imports import parse
from imports.kinds import Field

FIELDS = (
    Field("citizen_number", "Số định danh cá nhân", (r"\bcccd\b", r"\bcmnd\b", r"dinh danh", r"can cuoc"), parse.citizen_number, is_required=True),
    Field("full_name", "Họ và tên", (r"^ho (va )?(chu dem )?ten", r"^ho,? ten", r"ho va ten khai sinh"), parse.text, is_required=True),
    Field("born_male", "Ngày sinh (cột Nam)", (r"(sinh).* > nam$",), parse.birth),
    Field("born_female", "Ngày sinh (cột Nữ)", (r"(sinh).* > nu$",), parse.birth),
    Field("is_male", "Giới tính: Nam", (r"gioi tinh.* > nam$",), parse.mark),
    Field("is_female", "Giới tính: Nữ", (r"gioi tinh.* > nu$",), parse.mark),
    Field("sex", "Giới tính", (r"^gioi tinh$", r"^gioi$")),
    Field("born_on", "Ngày sinh", (r"^(ngay|nam)[, ].*sinh$", r"^ngay sinh", r"^nam sinh"), parse.birth),
    Field("ethnicity", "Dân tộc", (r"^dan toc",)),
    Field("religion", "Tôn giáo", (r"^ton giao",)),
    Field("home_place", "Quê quán", (r"^que quan", r"^que$"), parse.text),
    Field("unit_code", "Mã đơn vị", (r"ma (don vi|co quan|xa|phuong)", r"^ma dv")),
    Field("parent_name", "Đơn vị quản lý", (r"co quan quan ly", r"don vi quan ly", r"^huyen, (thanh pho|thi xa)", r"^huyen$"), parse.text),
    Field("unit_name", "Tên đơn vị", (r"ten (don vi|co quan)", r"^xa, phuong", r"^don vi( cong tac)?$", r"^co quan( cong tac)?$"), parse.text),
    Field("rank_code", "Mã ngạch, mã chức danh nghề nghiệp", (r"(ngach|nghe nghiep|cdnn).* > ma( so)?$", r"^ma (so )?(ngach|cdnn)", r"^ma so chuc danh")),
    Field("rank_name", "Ngạch, chức danh nghề nghiệp", (r"(ngach|nghe nghiep|cdnn).* > ten", r"^(ten )?ngach$", r"^chuc danh nghe nghiep$")),
    Field("step", "Bậc", (r"(^| > )bac( luong)?$",), parse.step),
    Field("coefficient", "Hệ số lương", (r"(^| > )he so( luong)?$", r"^hsl$", r"^hs luong$"), parse.coefficient),
    Field("title", "Chức vụ, chức danh", (r"^chuc vu", r"^chuc danh$", r"^chuc danh, chuc vu")),
    Field("group", "Nhóm", (r"^loai$", r"^nhom$", r"^loai (can bo|cong chuc)")),
    Field("theory", "Lý luận chính trị", (r"ly luan", r"\bllct\b")),
    Field("state_management", "Quản lý nhà nước", (r"quan ly nha nuoc", r"\bqlnn\b")),
    Field("it", "Tin học", (r"tin hoc",)),
    Field("language", "Ngoại ngữ", (r"ngoai ngu", r"tieng dan toc")),
    Field("education", "Chuyên môn", (r"chuyen mon", r"trinh do cm", r"^trinh do( dao tao)?$")),
    Field("recruited_on", "Ngày tuyển dụng", (r"tuyen dung", r"^ngay td"), parse.day),
    Field("party_on", "Ngày vào Đảng", (r"ngay vao dang", r"vao dang"), parse.day),
    Field("party_mark", "Đảng viên", (r"^dang vien",), parse.mark),
)  # fmt: skip
