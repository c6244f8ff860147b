"""Kinds and reasons as sentences, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.gate.findings import Kind, Why

KINDS: dict[Kind, Any] = {
    Kind.MRZ: _("Machine readable zone"),
    Kind.DOCUMENT: _("Document number"),
    Kind.IDENTITY: _("Personal identity number"),
    Kind.IBAN: _("Bank account"),
    Kind.PHONE: _("Telephone number"),
    Kind.MAIL: _("Mail address"),
}

REASONS: dict[Why, Any] = {
    Why.CHECK_DIGITS: _("Its check digits agree: this is the machine readable line of somebody's document."),
    Why.FILLERS: _("It is built like a machine readable line, with fillers between the names."),
    Why.AFTER_A_WORD: _("It stands after a word for a travel or identity document."),
    Why.ACCOUNT: _("Country, length and check digits are those of a bank account (IBAN)."),
    Why.INTERNATIONAL: _("It is a telephone number in international form, and no duty post's."),
    Why.NATIONAL: _("It is written like a telephone number, and is no duty post's."),
    Why.ADDRESS: _("It is a mail address, and no mailbox of an office the portal knows."),
    Why.CHECKED_TH: _("Its check digit is that of an identity number of Thailand."),
    Why.CHECKED_CN: _("Its check digit is that of an identity number of China."),
    Why.CHECKED_HK: _("Its check digit is that of an identity card of Hong Kong."),
    Why.CHECKED_SG: _("Its check letter is that of an identity number of Singapore."),
    Why.CHECKED_TW: _("Its check digit is that of an identity number of Taiwan."),
    Why.BUILT_ID: _("It is built like an identity number of Indonesia (NIK)."),
    Why.BUILT_VN: _("It is built like an identity number of Viet Nam."),
    Why.BUILT_MY: _("It is built like an identity number of Malaysia."),
    Why.BUILT_KR: _("It is built like a registration number of Korea."),
    Why.BUILT_PK: _("It is built like an identity number of Pakistan."),
    Why.BUILT_MM: _("It is built like a registration number of Myanmar."),
}
