"""Addresses of every shared item. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.publications.views import (
    as_read,
    attachments,
    compose,
    follows,
    items,
    lists,
    originating,
    personal,
    using,
)

ITEM = "items/<str:public_id>/"

urlpatterns = [
    path("items/", lists.items, name="items"),
    path("items/followed/", follows.followed, name="followed"),
    path("items/follow/", follows.follow, name="follow"),
    path("items/new/", compose.start, name="start"),
    path(ITEM, items.item, name="item"),
    path(f"{ITEM}files/<str:file_id>/", attachments.attachment, name="attachment"),
    path(f"{ITEM}files/<str:file_id>/preview/", attachments.attachment_preview, name="attachment_preview"),
    path(
        f"{ITEM}files/<str:file_id>/pages/<int:number>/", attachments.attachment_page, name="attachment_page"
    ),
    path(f"{ITEM}files/<str:file_id>/erase/", attachments.erase_attachment, name="erase_attachment"),
    path(f"{ITEM}acknowledge/", items.acknowledge, name="acknowledge"),
    path(f"{ITEM}since/<int:number>/", items.compare, name="compare"),
    path(f"{ITEM}ask/", items.ask_wider, name="ask_wider"),
    path(f"{ITEM}used/", using.report_use, name="report_use"),
    path(f"{ITEM}public/", items.make_public, name="make_public"),
    path(f"{ITEM}write/", compose.write, name="write"),
    path(f"{ITEM}audience/", compose.audience, name="audience"),
    path(f"{ITEM}send/", compose.send, name="send"),
    path(f"{ITEM}as/", as_read.read_as, name="read_as"),
    path(f"{ITEM}as/<str:reader>/", as_read.read_as, name="read_as_one"),
    path(f"{ITEM}personal/<int:number>/", personal.personal, name="personal"),
    path(f"{ITEM}take-back/", compose.take_back, name="take_back"),
    path(f"{ITEM}discard/", compose.discard, name="discard"),
    path(f"{ITEM}review/", originating.review, name="review"),
    path(f"{ITEM}board/", originating.board, name="board"),
    path(f"{ITEM}remind/", originating.remind, name="remind"),
    path(f"{ITEM}withdraw/", originating.withdraw, name="withdraw"),
    path(f"{ITEM}version/", originating.start_version, name="start_version"),
    path(f"{ITEM}translate/<str:language>/", originating.translate, name="translate"),
    path(
        f"{ITEM}translate/<str:language>/approve/",
        originating.approve_translation,
        name="approve_translation",
    ),
    path(f"{ITEM}dates/", originating.dates, name="dates"),
    path(f"{ITEM}widen/", originating.widen, name="widen"),
    path(f"{ITEM}wider/", originating.wider, name="wider"),
]
