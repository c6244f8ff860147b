"""What the manifests of SCORM say, in the shapes in which tools write them, and what is wrong in them."""

from decimal import Decimal
from io import BytesIO

import pytest

from waypost.training.packages import Kind, Report, Standard, Unfit, addresses, examine, scorm, trees
from waypost.training.packages.tests import builder
from waypost.training.packages.tests.builder import ONE_ITEM, ONE_RESOURCE, manifest, zipped

pytestmark = pytest.mark.plain


def read(more: dict[str, str | bytes] | None = None, **said: str) -> Report:
    return examine(builder.scorm(more, **said))


def sco(href: str, attributes: str = "", name: str = "r1") -> str:
    return f'<resource identifier="{name}" adlcp:scormType="sco" href="{href}" {attributes}/>'


@pytest.mark.parametrize(
    ("version", "standard", "edition"),
    [
        ("1.2", Standard.SCORM_1_2, ""),
        ("CAM 1.3", Standard.SCORM_2004, "2nd"),
        ("2004 2nd Edition", Standard.SCORM_2004, "2nd"),
        ("2004 3rd Edition", Standard.SCORM_2004, "3rd"),
        ("2004 4th Edition", Standard.SCORM_2004, "4th"),
    ],
)
def test_which_standard(version: str, standard: Standard, edition: str) -> None:
    course = read(version=version).course
    assert course
    assert (course.standard, course.edition) == (standard, edition)


def test_a_version_that_is_not_said_is_seen_from_the_words_used() -> None:
    written = manifest(version="2004").replace("<schemaversion>2004</schemaversion>", "")
    course = examine(zipped({"imsmanifest.xml": written, "index.html": ""})).course
    assert course
    assert (course.standard, course.edition) == (Standard.SCORM_2004, "")


def test_one_resource_serves_many_items_with_parameters_of_their_own() -> None:
    items = "".join(
        f'<item identifier="i{nth}" identifierref="r1" parameters="?quiz={nth}&amp;of=3"><title>Quiz</title></item>'
        for nth in range(3)
    )
    report = read(items=f'<item identifier="f"><title>All</title>{items}</item>')
    assert [each.launch for each in report.items] == [f"index.html?quiz={nth}&of=3" for nth in range(3)]
    assert report.course
    assert [each.kind for each in report.course.walk()] == [Kind.FOLDER, Kind.SCO, Kind.SCO, Kind.SCO]
    assert len(report.course.resources) == 1


@pytest.mark.parametrize(
    ("behind", "parameters", "launch"),
    [
        ("", "", "a.html"),
        ("", "?x=1", "a.html?x=1"),
        ("", "&&?x=1", "a.html?x=1"),
        ("?y=2", "x=1", "a.html?y=2&x=1"),
        ("", "#there", "a.html#there"),
        ("#here", "#there", "a.html#here"),
        ("#here", "?x=1", "a.html?x=1#here"),
        ("", "?name=สวัสดี", "a.html?name=%E0%B8%AA%E0%B8%A7%E0%B8%B1%E0%B8%AA%E0%B8%94%E0%B8%B5"),
        ("", '?x="><script>', "a.html?x=%22%3E%3Cscript%3E"),
    ],
)
def test_parameters_stand_behind_the_address(behind: str, parameters: str, launch: str) -> None:
    assert addresses.launch("a.html", behind, parameters) == launch


def test_bases_and_escapes() -> None:
    files: dict[str, str | bytes] = {"my pages/ก 1.html": builder.PAGE}
    for href, base in (
        ("ก%201.html", 'xml:base="my%20pages/"'),
        ("ก 1.html", 'xml:base="my pages/"'),
        ("my pages\\ก 1.html", ""),
        ("./other/../my%20pages/ก%201.html", ""),
    ):
        (item,) = read(files, resources=sco(href, base)).items
        assert item.file == "my pages/ก 1.html"
        assert item.launch == "my%20pages/%E0%B8%81%201.html"


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("javascript:alert(1)", "href_acts"),
        ("java&#10;script:alert(1)", "href_acts"),
        (" JavaScript:alert(1)", "href_acts"),
        ("data:text/html,x", "href_acts"),
        ("https://elsewhere.test/a.html", "href_outside"),
        ("//elsewhere.test/a.html", "href_outside"),
        ("\\\\elsewhere.test\\a.html", "href_outside"),
        ("/admin/", "href_absolute"),
        ("file:///etc/passwd", "href_absolute"),
        ("C:/a.html", "href_absolute"),
        ("../../admin/", "href_climbs"),
        ("a/%2e%2e/%2e%2e/index.html", "href_climbs"),
        ("missing.html", "href_missing"),
        ("", "href_empty"),
        ("talk.js", "not_a_page"),
        ("film.swf", "flash"),
    ],
)
def test_addresses_that_lead_to_no_page_of_the_package(href: str, code: str) -> None:
    report = read({"film.swf": b"FWS"}, resources=sco(href))
    assert report.codes("refuse") == {code}
    assert all(each.launch == "" for each in report.items) or code in ("not_a_page", "flash")


def test_a_file_that_is_called_like_a_script_stays_a_file() -> None:
    files: dict[str, str | bytes] = {"javascript:alert(1).html": builder.PAGE, "a#b?c.html": builder.PAGE}
    (item,) = read(files, resources=sco("./javascript:alert(1).html")).items
    assert item.launch == "javascript%3Aalert(1).html"
    (item,) = read(files, resources=sco("a%23b%3Fc.html?at=10:30")).items
    assert item.launch == "a%23b%3Fc.html?at=10:30"


def test_a_base_that_leads_elsewhere() -> None:
    assert read(resources=sco("index.html", 'xml:base="https://elsewhere.test/"')).codes("refuse") == {
        "href_outside"
    }


def test_an_asset_may_be_a_picture_and_says_nothing() -> None:
    report = read(
        {"plan.png": b"x"}, resources=ONE_RESOURCE.replace("sco", "asset").replace("index.html", "plan.png")
    )
    assert not report.refused
    assert report.codes("warn") == {"nothing_tracked"}
    assert [each.kind for each in report.items] == [Kind.ASSET]


def test_what_scorm_1_2_says_of_an_item() -> None:
    (item, _) = read(
        items='<item identifier="a" identifierref="r1" isvisible="false"><title> The  photo </title>'
        "<adlcp:masteryscore>57</adlcp:masteryscore><adlcp:prerequisites type='aicc_script'>b &amp; ~b"
        "</adlcp:prerequisites><adlcp:datafromlms>level=2</adlcp:datafromlms>"
        "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,message"
        '</adlcp:timelimitaction></item><item identifier="b" identifierref="r1"><title>B</title></item>'
    ).items
    assert (item.title, item.visible, item.mastery) == ("The photo", False, Decimal("0.57"))
    assert (item.launch_data, item.time_limit, item.time_limit_action) == (
        "level=2",
        "00:30:00",
        "exit,message",
    )
    assert item.prerequisites == "b & ~b"


def test_prerequisites_name_parts() -> None:
    written = 'A1 & (A-2 | ~A_3) & A.4="passed" & 2*{A1, A5} & B<>incomplete'
    assert scorm.prerequisites(written) == ["A1", "A-2", "A_3", "A.4", "A5", "B"]
    item = ONE_ITEM.replace("</item>", "<adlcp:prerequisites>gone</adlcp:prerequisites></item>")
    assert "prerequisite_lost" in read(items=item).codes("warn")


@pytest.mark.parametrize("score", ["101", "-1", "eighty", "NaN", "1e999999999", "9" * 50])
def test_a_pass_mark_that_is_no_number(score: str) -> None:
    item = ONE_ITEM.replace("</item>", f"<adlcp:masteryscore>{score}</adlcp:masteryscore></item>")
    report = read(items=item)
    assert report.items[0].mastery is None
    assert "mastery_number" in report.codes("warn")


def test_what_scorm_2004_says_of_an_item() -> None:
    (item,) = read(
        version="2004 4th Edition",
        items='<item identifier="a" identifierref="r1"><title>A</title>'
        "<adlcp:timeLimitAction>exit,no message</adlcp:timeLimitAction><adlcp:dataFromLMS>x</adlcp:dataFromLMS>"
        '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.75" progressWeight="0.5"/>'
        "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI>"
        "<adlnav:hideLMSUI>previous</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"
        "<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID='p' satisfiedByMeasure='true'>"
        "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>"
        "</imsss:sequencing></item>",
    ).items
    assert item.mastery == Decimal("0.8")
    assert item.threshold
    assert (item.threshold.measure, item.threshold.weight) == (Decimal("0.75"), Decimal("0.5"))
    assert item.hidden_controls == ("continue", "previous")
    assert (item.time_limit_action, item.launch_data) == ("exit,no message", "x")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"items": ""}, "nothing_to_launch"),
        ({"items": '<item identifier="a" identifierref="gone"><title>A</title></item>'}, "no_resource"),
        ({"items": ONE_ITEM + ONE_ITEM}, "item_twice"),
    ],
)
def test_manifests_that_are_refused(said: dict[str, str], code: str) -> None:
    assert code in read(**said).codes("refuse")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"items": ONE_ITEM + '<item identifier="two"><title>Two</title></item>'}, "leads_nowhere"),
        ({"resources": ONE_RESOURCE + ONE_RESOURCE}, "id_twice"),
        ({"resources": sco("INDEX.HTML")}, "href_case"),
        ({"resources": ONE_RESOURCE[:-2] + '><file href="gone.png"/></resource>'}, "file_missing"),
        ({"collection": "<manifest/>"}, "manifest_within"),
    ],
)
def test_manifests_that_are_taken_with_a_warning(said: dict[str, str], code: str) -> None:
    report = read(**said)
    assert not report.refused
    assert code in report.codes("warn")


def test_files_of_a_resource_with_those_it_depends_on() -> None:
    resources = (
        ONE_RESOURCE[:-2] + '><file href="index.html"/><dependency identifierref="shared"/></resource>'
        '<resource identifier="shared" xml:base="lib/"><file href="a.js"/><dependency identifierref="r1"/></resource>'
    )
    course = read({"lib/a.js": ""}, resources=resources).course
    assert course
    assert course.resources[0].files == ("index.html", "lib/a.js")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"imsmanifest.xml": ""}, "xml_empty"),
        ({"imsmanifest.xml": '<?xml version="1.0"?>'}, "xml_empty"),
        ({"imsmanifest.xml": "<manifest>"}, "xml_broken"),
        ({"imsmanifest.xml": "<html/>"}, "xml_other"),
        ({"imsmanifest.xml": "<manifest><organizations/></manifest>"}, "no_scorm"),
        ({"imsmanifest.xml": manifest().replace("ADL SCORM", "IMS Content")}, "other_standard_not"),
        (
            {"imsmanifest.xml": manifest().replace("ADL SCORM", "IMS Content").replace("1.2<", "1.1<")},
            "other_standard",
        ),
        (
            {"imsmanifest.xml": manifest()[: manifest().index("<organizations")] + "</manifest>"},
            "no_organization",
        ),
        ({"golf/imsmanifest.xml": manifest(), "golf/index.html": ""}, "nested"),
        ({"a/imsmanifest.xml": "", "b/imsmanifest.xml": ""}, "several"),
        ({"IMSManifest.xml": manifest()}, "manifest_case"),
        ({"course.au": "", "course.crs": ""}, "aicc"),
        ({"lesson.story": ""}, "project"),
        ({"h5p.json": "{}", "content/content.json": ""}, "project"),
        ({"tincan.xml": "", "index.html": ""}, "tin_can"),
        ({"golf.zip": b"PK"}, "packed_twice"),
        ({"index.html": ""}, "web_page"),
        ({"notes.txt": ""}, "no_manifest"),
        ({}, "nothing_in_it"),
    ],
)
def test_what_it_is_instead(files: dict[str, str | bytes], code: str) -> None:
    report = examine(zipped(files))
    if code.endswith("_not"):
        assert code.removesuffix("_not") not in report.codes()
        return
    assert report.codes("refuse") == {code}


def test_the_folder_to_zip_is_named() -> None:
    (finding,) = examine(zipped({"courses/golf/imsmanifest.xml": manifest()})).findings
    assert "Zip that folder's content" in finding.sentence
    assert "“courses/golf”" in finding.sentence


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for declared in (laughs, outside):
        written = manifest().replace("<manifest", f"{declared}<manifest").replace("Documents", "&a;")
        report = examine(zipped({"imsmanifest.xml": written, "index.html": ""}))
        assert report.codes("refuse") == {"xml_entities"}
        assert report.course is None


def test_a_document_type_alone_fetches_nothing() -> None:
    written = manifest().replace(
        "<manifest", '<!DOCTYPE manifest SYSTEM "http://elsewhere.test/x.dtd"><manifest'
    )
    assert not read({"imsmanifest.xml": written}).refused


@pytest.mark.parametrize(
    ("named", "python"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("windows-874", "cp874"),
        ("tis-620", "tis-620"),
        ("iso-8859-1", "ascii"),
    ],
)
def test_encodings(named: str, python: str) -> None:
    title = "Documents" if python == "ascii" else "เอกสาร"
    written = manifest().replace("utf-8", named).replace("Documents", title)
    course = read({"imsmanifest.xml": written.encode(python)}).course
    assert course
    assert course.title == title


def test_encodings_that_are_not_what_they_say() -> None:
    written = manifest().replace("Documents", "เอกสาร")
    for content in (written.encode("cp874"), written.replace("utf-8", "klingon").encode()):
        assert read({"imsmanifest.xml": content}).codes("refuse") == {"xml_letters"}


def test_xml_of_more_than_anybody_writes() -> None:
    for content in (b"<a>" * 100, b"<a>" + b"<b/>" * trees.MOST_ELEMENTS, b" " * trees.LARGEST + b"<a/>"):
        with pytest.raises(Unfit) as refused:
            trees.read(content, "x.xml")
        assert refused.value.finding.code == "xml_large"


def test_a_manifest_by_itself() -> None:
    assert examine(BytesIO(manifest().encode())).codes("refuse") == {"manifest_alone"}
