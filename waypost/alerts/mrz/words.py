"""What a reading is called in front of an officer. Sentences say what stands there and what to do, and never that a
document is what it says.
"""

from django.utils.translation import gettext_lazy as _

FORMATS = {
    "TD3": _("Passport size, two lines of 44 (TD3)"),
    "TD2": _("Larger card, two lines of 36 (TD2)"),
    "TD1": _("Card, three lines of 30 (TD1)"),
    "MRVA": _("Visa of full size, two lines of 44 (MRV-A)"),
    "MRVB": _("Small visa, two lines of 36 (MRV-B)"),
    "FRA_OLD_ID": _("French identity card issued before 2021, two lines of 36"),
}
FIELDS = {
    "document_code": _("Document code"),
    "issuing_state": _("Issuer"),
    "document_number": _("Document number"),
    "nationality": _("Nationality"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "expiry_date": _("Date of expiry"),
    "primary": _("Surname (primary identifier)"),
    "secondary": _("Given names (secondary identifier)"),
    "optional_data_1": _("Optional data"),
    "optional_data_2": _("Optional data, second part"),
    "issue_yymm": _("Year and month of issue"),
    "department_code": _("Department of issue"),
    "department_office": _("Department and office"),
}
DIGITS = {
    "document_number": _("Digit of the document number"),
    "birth_date": _("Digit of the date of birth"),
    "expiry_date": _("Digit of the date of expiry"),
    "optional_data": _("Digit of the optional data"),
    "composite": _("Composite digit"),
}
SEXES = {"F": _("female"), "M": _("male"), "<": _("not specified")}
CODES = {
    "P": _("passport"),
    "PP": _("ordinary passport"),
    "PE": _("emergency passport"),
    "PD": _("diplomatic passport"),
    "PO": _("official or service passport"),
    "PR": _("travel document of a refugee"),
    "PT": _("travel document of an alien"),
    "PS": _("travel document of a stateless person"),
    "PL": _("laissez-passer"),
    "PM": _("military passport"),
    "PU": _("emergency document of a single sheet"),
    "AC": _("crew member certificate"),
    "IP": _("passport card"),
}
FIRST_LETTERS = {
    "P": _("passport"),
    "V": _("visa"),
    **dict.fromkeys("ACI", _("card: the issuer says by the second letter which")),
}

# What is wrong with structure or calendar, by the code that `waypost read-mrz` prints.
FAULTS = {
    "line_count": _(
        "The document has %(count)s lines; %(given)s came. Read all lines of one document, and of no other."
    ),
    "line_length": _(
        "Line %(line)s has %(given)s characters instead of %(length)s: compare it with the document, character by"
        " character."
    ),
    "illegal_character": _(
        "Line %(line)s, character %(first)s: “%(given)s” is no character of these lines, which have only A to Z, 0 to 9"
        " and <."
    ),
    "document_code_first_letter": _(
        "The document code is %(given)s; by the standard, a document of this size begins with %(letters)s. Some issuers"
        " depart from it: compare with a specimen of this issuer."
    ),
    "document_code_second_letter_V": _(
        "The second letter of the document code is V, which the standard rules out: compare with a specimen of this"
        " issuer."
    ),
    "document_code_AC_not_allowed_on_TD2": _(
        "The document code is AC, a crew member certificate, and those have three lines: compare with a specimen of"
        " this issuer."
    ),
    "birth_date_invalid": _("The date of birth, %(given)s, is no day there is (year, month, day)."),
    "expiry_date_invalid": _("The date of expiry, %(given)s, is no day there is (year, month, day)."),
    "primary_identifier_missing": _("The name doesn't begin with a surname (primary identifier)."),
    "digit_in_name": _(
        "Line %(line)s, character %(first)s: the digit %(given)s stands in the name, which has letters only."
    ),
}
NO_EXPIRY = _("No date of expiry is printed. Some issuers leave it out; the standard doesn't foresee it.")

# What doesn't agree.
DISAGREES = {
    "document_number": _("The digit of the document number is %(printed)s and should be %(calculated)s."),
    "birth_date": _("The digit of the date of birth is %(printed)s and should be %(calculated)s."),
    "expiry_date": _("The digit of the date of expiry is %(printed)s and should be %(calculated)s."),
    "optional_data": _("The digit of the optional data is %(printed)s and should be %(calculated)s."),
    "composite": _("The composite digit is %(printed)s and should be %(calculated)s."),
}
WHY_DISAGREES = _(
    "A digit disagrees where a character was misread or mistyped, where the issuer printed a wrong one, or where the"
    " lines were altered. Compare each character with the document."
)
ONLY_COMPOSITE = _(
    "Only the composite digit disagrees. Either something no other digit covers was misread, or something was altered"
    " and its own digit calculated anew. Compare each character with the document."
)
LOOKS_CERTAIN = _(
    "Line %(line)s, character %(first)s: %(given)s can't stand there; it is probably %(other)s."
)
LOOKS_POSSIBLE = _(
    "Line %(line)s, character %(first)s: with %(other)s instead of %(given)s everything would agree."
)

# What is odd, and what else an officer should know.
ODDITIES = {
    "name_may_be_truncated": _("The name fills its field and may be cut off: compare only what is there."),
    "sex_not_M_F_filler": _(
        "%(given)s stands for the sex. By the standard it is F, M or <; some issuers print X for “not specified”."
    ),
}
UNKNOWN_CODE = {
    "issuing_state": _(
        "%(code)s is no issuer known to the standard. Invented and self-declared states use such codes."
    ),
    "nationality": _("%(code)s is no nationality known to the standard."),
}
ODD_ISSUERS = {
    "pseudo": _("%(code)s stands on documents that no state stands behind (pseudo-documents)."),
    "specimen": _("%(code)s is Utopia, a state of specimens: no document in use carries it."),
    "former": _("%(code)s is no longer in use: %(name)s."),
}
ISSUES_NOTHING = _("%(code)s issues no documents: %(name)s.")
NO_CLASS = _(
    "%(code)s isn't among the classes of passports in the standard. Passports issued before 2026 may carry letters of"
    " their own."
)
EXPIRED = _("The date of expiry, %(day)s, has passed.")
EXPIRY_FAR = _(
    "The date of expiry passed long ago or lies further ahead than documents are valid: read the year on the document."
)
LONG_NUMBER = _("The document number is longer than its field and goes on in the optional data.")
WITHOUT_EXPIRY = _(
    "These lines carry no date of expiry. The card was valid for ten years, for adults fifteen if issued from 2014."
)
TYPED = {
    "CAPITALS": _("Small letters were read as capitals."),
    "BLANKS": _("Blanks within lines were left out."),
    "CUT": _("What came in one piece was cut into lines."),
}

# Always shown.
LIMITS = _(
    "Digits that agree show only that they were read as they were printed. Whoever alters a document calculates them"
    " anew, and 1 read as L, 6 as G or 8 as S goes unnoticed."
)
NOT_COVERED = _("No digit covers the name, the sex, the nationality and the issuer.")
COVERED_TOO = _("The composite digit of this card covers the name too.")

CHARACTERS = _("line %(line)s, characters %(first)s–%(last)s")
CHARACTER = _("line %(line)s, character %(first)s")
DAY_UNKNOWN = _("%(month)s, day unknown")
ONLY_YEAR = _("%(year)s, month and day unknown")
UNKNOWN = _("unknown")
OR = _("%(one)s or %(other)s")
