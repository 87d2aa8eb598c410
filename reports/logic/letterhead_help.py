"""What belongs into the boxes of a letterhead."""

from django.utils.translation import gettext_lazy as _

HELP = {
    "letterhead.series": _("Either a series of blocs or a unit; it heads their papers of all years."),
    "letterhead.unit": _("Either a series of blocs or a unit; it heads their papers of all years."),
    "letterhead.parent_name": _("Printed above the issuing body. Empty: as in the register of units."),
    "letterhead.name": _("Printed as the issuing body. Empty: as in the registers."),
    "letterhead.symbol": _("Stands after the type code in numbers, for example CAT in 05/KH-CAT."),
    "letterhead.place_name": _("Stands before the day, for example Đồng Nai. Empty: taken from the organiser’s name."),
    "letterhead.rank_before_name": _("Decree 30/2020 leaves this to the police. Ticked: Đại tá Nguyễn Văn An."),
    "letterhead.archive": _("After “Lưu:” below the recipients, for example VT, PX03."),
}
