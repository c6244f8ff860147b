"""What the officers of the training in Phuket thought of it, invented: 47 of the 52 answered, by no name."""

from datetime import date, datetime

from waypost.demo.world.items import BANGKOK

ASKED_AT = datetime(2020, 8, 28, 17, tzinfo=BANGKOK)
ANSWERED_AT = datetime(2020, 8, 29, 19, tzinfo=BANGKOK)
CLOSES_ON = date(2020, 8, 30)
SILENT = (5, 17, 29, 36, 48)  # of the roll in its order

# By item, what is answered in turn: 1 (strongly disagree) to 5; 0 is left out.
AGREED = ("5455445543", "5545554455", "3424532413", "4544354445", "4352444534", "5554545554")
# By place on the roll: the item, and the words.
SAID = {
    2: (7, "Turning the page under oblique light, and doing it on real substrates."),
    9: (8, "ควรมีเวลาฝึกสัมภาษณ์มากกว่านี้"),
    14: (7, "การฝึกสัมภาษณ์กับผู้สวมบทบาท"),
    21: (8, "One more day for practice, and smaller groups at the microscope."),
    33: (8, "ห้องฝึกแสงไม่พอสำหรับการตรวจด้วยแว่นขยาย"),
    40: (7, "The trainers know our counters and our hours."),
}
